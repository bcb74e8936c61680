import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Node-only files share a worker: loading the service again for each of them would take longer than testing it. Each still has its own database. */
const shared = { environment: 'node', isolate: false } as const

export default defineConfig({
  test: {
    // Left alone, vitest keeps one core for itself, which is half of a machine with two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'], ...shared } },
      { test: { name: 'bff', include: ['apps/bff/src/**/*.test.ts'], ...shared, globalSetup: 'apps/bff/src/testing/global-setup.ts', testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { name: 'console', include: ['apps/console/src/**/*.test.{ts,tsx}'], environment: 'happy-dom' } },
      'apps/miniapp/vitest.config.mts',
    ],
  },
})
