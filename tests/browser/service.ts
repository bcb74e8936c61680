import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readDemoRecord } from '../../apps/bff/src/modules/demo/demo-file'
import { generateOrganizations } from '../../apps/bff/src/modules/demo/generate-organizations'
import { generatePersons, personOf } from '../../apps/bff/src/modules/demo/generate-persons'

const ROOT = join(import.meta.dirname, '../..')

export interface RunningService {
  origin: string
  dataDir: string
  /** SIGINT, as Ctrl-C sends; resolves with the exit code. */
  stop(): Promise<number | null>
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'xinhui-browser-'))

/** A folder with the demo city as `global-setup.ts` left it: loading it anew for each file would take longer than most of their stories. */
function cityFolder(): string {
  const made = process.env['XINHUI_BROWSER_CITY']
  if (!made) throw new Error('tests/browser/global-setup.ts did not run')
  const folder = newFolder()
  cpSync(made, folder, { recursive: true })
  return folder
}

/** Starts the real service (built front ends, embedded database, demo city) in a process and a folder of its own; `more` is set in its environment besides. */
export async function startService(dataDir = cityFolder(), more: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/bff/src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: '', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', DATABASE_URL: '', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const origin = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      const found = /ready at (\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', (code) => reject(new Error(`the service ended with ${String(code)}:\n${output}`)))
  })
  return {
    origin,
    dataDir,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve(child.exitCode)
        child.once('exit', (code) => resolve(code))
        child.kill('SIGINT')
      }),
  }
}

/** Environment of a service whose clock runs `days` ahead: what a working day later brings can be seen at once. */
export const laterBy = (days: number): Readonly<Record<string, string>> => ({ NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'late-clock.mjs')).href}`, XINHUI_CLOCK_AHEAD_MS: String(days * 86_400_000) })

/** USCC of the firm whose legal representative the demo’s owner is. */
export function ownersFirm(dataDir: string): string {
  const made = readDemoRecord(dataDir)
  if (!made) throw new Error('no demo city was made')
  const persons = generatePersons(made.seed, made.day)
  const owner = personOf(persons, 'owner')
  return generateOrganizations(made.seed, made.day, persons).find((firm) => firm.representative === owner)?.uscc ?? ''
}

export const discard = (dataDir: string) => rmSync(dataDir, { recursive: true, force: true })
