import { register } from 'tsx/esm/api'

// Hooks of the main thread do not reach a worker's entry: it brings its own, then loads the TypeScript beside it.
register()
await import('./stage-worker.ts')
