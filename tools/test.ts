import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, ROOT, run, TARGETS } from './lib/build'
import { findChrome } from './lib/chrome'

/**
 * The whole check, as `npm test` and CI run it. Everything runs even when something failed, so that one run shows all;
 * the exit code is 1 when anything did. `--fast` leaves out the browser.
 */
const started = Date.now()
const ci = process.env['CI'] === 'true'
const fast = process.argv.includes('--fast')
const results = mkdtempSync(join(tmpdir(), 'xinhui-test-'))
let passed = 0
let failed = 0
const say = (line: string) => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`)

async function check(name: string, command: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  const from = Date.now()
  try {
    await run(command, env)
    passed += 1
    say(`ok      ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`)
    return true
  } catch (error) {
    failed += 1
    say(`FAILED  ${name}`)
    console.log(error instanceof Error ? error.message : error)
    return false
  }
}

/** Runs vitest and counts its tests; a run without a single test is a failure. */
async function suite(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const file = join(results, `${name.replaceAll(/\W+/g, '-')}.json`)
  const from = Date.now()
  let output = ''
  try {
    await run(['npx', 'vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...args], env)
  } catch (error) {
    output = error instanceof Error ? error.message : String(error)
  }
  let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, success: false }
  try {
    counts = JSON.parse(readFileSync(file, 'utf8')) as typeof counts
  } catch {
    output ||= 'vitest wrote no result'
  }
  passed += counts.numPassedTests
  failed += counts.numFailedTests + (counts.success && counts.numPassedTests > 0 ? 0 : Math.max(0, 1 - counts.numFailedTests))
  const ok = counts.success && counts.numPassedTests > 0 && output === ''
  say(`${ok ? 'ok     ' : 'FAILED '} ${name}: ${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${counts.numPendingTests} skipped (${((Date.now() - from) / 1000).toFixed(1)} s)`)
  if (!ok) console.log(output)
}

const plain = { TEST_DATABASE_URL: '' }
await check('lint', ['npm', 'run', '-s', 'lint'])
await check('types', ['npm', 'run', '-s', 'types'])
await check('import walls', ['npm', 'run', '-s', 'walls'])
await check('unused code', ['npm', 'run', '-s', 'unused'])
await check('migrations match the tables', ['npm', 'run', '-s', 'db:check'])
await check('generated docs are fresh', ['npm', 'run', '-s', 'docs:check'])
await suite('tests, embedded database', [], plain)
const url = process.env['TEST_DATABASE_URL']
if (url) await suite('database and HTTP tests, PostgreSQL', ['--project', 'bff'], { TEST_DATABASE_URL: url })
else if (ci) {
  failed += 1
  say('FAILED  TEST_DATABASE_URL is not set; CI runs the suite against PostgreSQL too')
} else say('skipped PostgreSQL: set TEST_DATABASE_URL=postgres://… to run the same suite on it')

const chrome = findChrome()
if (fast) say('skipped browser tests: --fast')
else if (chrome) {
  try {
    await build(TARGETS.h5, say)
    await build(TARGETS.console, say)
    await check('H5 within budget', ['npx', 'tsx', 'tools/check-budgets.ts', 'h5'])
    await suite('browser tests', ['--config', 'vitest.browser.config.ts'], { ...plain, CHROME_PATH: chrome })
  } catch (error) {
    failed += 1
    say('FAILED  builds')
    console.log(error instanceof Error ? error.message : error)
  }
} else if (ci) {
  failed += 1
  say('FAILED  no Chrome or Chromium found')
} else say('skipped browser tests: no Chrome or Chromium found (set CHROME_PATH to name one)')

rmSync(results, { recursive: true, force: true })
console.log(`\n${ROOT}: ${failed === 0 ? 'all green' : 'not green'} after ${((Date.now() - started) / 1000).toFixed(0)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
