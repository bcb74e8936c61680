import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
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

interface SuiteResult {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  success: boolean
  testResults: { name: string; startTime: number; endTime: number; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[]
}

/** Files a broken-off run had begun and not ended, from the journal its reporter kept. */
function unfinished(journal: string): string[] {
  if (!existsSync(journal)) return []
  const open = new Set<string>()
  for (const line of readFileSync(journal, 'utf8').split('\n')) {
    const [what, path] = line.split('\t')
    if (path && what === 'begin') open.add(path)
    else if (path && what === 'end') open.delete(path)
  }
  return [...open]
}

/** Runs vitest and counts its tests; a run without a single test, or one that does not end within `limit` seconds, is a failure. */
async function suite(name: string, limit: number, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const file = join(results, `${name.replaceAll(/\W+/g, '-')}.json`)
  const journal = `${file}.journal`
  const from = Date.now()
  // What the run printed matters only when it broke before any test.
  const command = ['npx', 'vitest', 'run', '--reporter=json', `--outputFile.json=${file}`, '--reporter=./tools/lib/journal.ts', ...args]
  const printed = await run(command, { ...env, XINHUI_TEST_JOURNAL: journal }, limit).catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  const seconds = ((Date.now() - from) / 1000).toFixed(1)
  let result: SuiteResult
  try {
    result = JSON.parse(readFileSync(file, 'utf8')) as SuiteResult
  } catch {
    failed += 1
    say(`FAILED  ${name}: vitest wrote no result (${seconds} s)`)
    for (const path of unfinished(journal)) console.log(`begun and not ended: ${path}`)
    console.log(printed)
    return
  }
  const ok = result.success && result.numPassedTests > 0
  passed += result.numPassedTests
  failed += ok ? 0 : Math.max(1, result.numFailedTests)
  const slowest = result.testResults.map(({ name: path, startTime, endTime }) => ({ path, took: endTime - startTime })).sort((a, b) => b.took - a.took)
  say(`${ok ? 'ok     ' : 'FAILED '} ${name}: ${result.numPassedTests} passed, ${result.numFailedTests} failed, ${result.numPendingTests} skipped (${seconds} s)`)
  console.log(`        slowest: ${slowest.slice(0, 5).map(({ path, took }) => `${relative(ROOT, path)} ${(took / 1000).toFixed(0)} s`).join(', ')}`)
  if (ok) return
  for (const { name: path, message, assertionResults } of result.testResults) {
    const broken = assertionResults.filter((a) => a.status === 'failed')
    for (const test of broken) console.log(`\n${path}\n  ${test.fullName}\n${test.failureMessages.join('\n')}`)
    if (broken.length === 0 && message) console.log(`\n${path}\n${message}`)
  }
}

const plain = { TEST_DATABASE_URL: '' }
await check('lint', ['npm', 'run', '-s', 'lint'])
await check('types', ['npm', 'run', '-s', 'types'])
await check('import walls', ['npm', 'run', '-s', 'walls'])
await check('unused code', ['npm', 'run', '-s', 'unused'])
await check('migrations match the tables', ['npm', 'run', '-s', 'db:check'])
await check('generated docs are fresh', ['npm', 'run', '-s', 'docs:check'])
await suite('tests, embedded database', 1400, [], plain)
const url = process.env['TEST_DATABASE_URL']
if (url) await suite('database and HTTP tests, PostgreSQL', 1400, ['--project', 'bff'], { TEST_DATABASE_URL: url })
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
    await suite('browser tests', 1800, ['--config', 'vitest.browser.config.ts'], { ...plain, CHROME_PATH: chrome })
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
