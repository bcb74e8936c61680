import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT, run } from './lib/build'

/** Fails when the tables say something the migrations do not: generating into a copy must add nothing. */
const cache = join(ROOT, 'node_modules/.cache')
mkdirSync(cache, { recursive: true })
const copy = mkdtempSync(join(cache, 'drizzle-check-'))
try {
  cpSync(join(ROOT, 'drizzle'), copy, { recursive: true })
  const before = readdirSync(copy).length
  await run(['npx', 'drizzle-kit', 'generate', '--dialect', 'postgresql', '--schema', './apps/bff/src/db/schema.ts', '--out', relative(ROOT, copy), '--name', 'drift'])
  if (readdirSync(copy).length !== before) {
    console.error('The tables have changed without a migration. Run `npm run db:generate -- --name <what>` and review the SQL.')
    process.exitCode = 1
  }
  await run(['npx', 'drizzle-kit', 'check', '--dialect', 'postgresql', '--out', relative(ROOT, copy)])
} finally {
  rmSync(copy, { recursive: true, force: true })
}
