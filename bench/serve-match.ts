import { measureMatch } from './match'

// Answers once, and ends.
process.stdout.write(JSON.stringify(await measureMatch()))
