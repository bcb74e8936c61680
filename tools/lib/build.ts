import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

interface Target {
  name: string
  /** Folders and files whose content decides whether a build is stale. */
  sources: string[]
  output: string
  command: string[]
}

const SHARED = ['packages/rules/src', 'packages/pass/src', 'packages/contract/src', 'package-lock.json']

export const TARGETS: Record<'h5' | 'weapp' | 'console', Target> = {
  h5: { name: 'mini-program (H5)', sources: ['apps/miniapp/src', 'apps/miniapp/config', 'apps/miniapp/package.json', ...SHARED], output: 'apps/miniapp/dist/h5', command: ['npm', 'run', '-s', 'build:h5', '-w', '@xinhui/miniapp'] },
  weapp: { name: 'mini-program (WeChat)', sources: ['apps/miniapp/src', 'apps/miniapp/config', 'apps/miniapp/package.json', ...SHARED], output: 'apps/miniapp/dist/weapp', command: ['npm', 'run', '-s', 'build:weapp', '-w', '@xinhui/miniapp'] },
  console: { name: 'console', sources: ['apps/console/src', 'apps/console/index.html', 'apps/console/vite.config.ts', 'apps/console/package.json', ...SHARED], output: 'apps/console/dist', command: ['npm', 'run', '-s', 'build', '-w', '@xinhui/console'] },
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const full = join(ROOT, path)
  if (!existsSync(full)) return
  if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) addTo(hash, join(path, name))
  else hash.update(path).update(readFileSync(full))
}

/** Hash of everything a target is built from. */
export function sourceHash(target: Target): string {
  const hash = createHash('sha256')
  for (const source of target.sources) addTo(hash, source)
  return hash.digest('hex')
}

const stampOf = (target: Target) => join(ROOT, 'node_modules/.cache/xinhui', `${target.output.replaceAll('/', '-')}.stamp`)

export function isBuilt(target: Target): boolean {
  return existsSync(join(ROOT, target.output)) && existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === sourceHash(target)
}

/** Builds a target unless its sources are those of the last build; rejects with the build's own output. */
export async function build(target: Target, say: (line: string) => void): Promise<void> {
  if (isBuilt(target)) return
  const hash = sourceHash(target)
  const started = Date.now()
  say(`building ${target.name} …`)
  const beat = setInterval(() => say(`building ${target.name} … ${Math.round((Date.now() - started) / 1000)} s`), 10_000)
  try {
    await run(target.command, { NODE_ENV: 'production' })
  } finally {
    clearInterval(beat)
  }
  mkdirSync(join(ROOT, 'node_modules/.cache/xinhui'), { recursive: true })
  writeFileSync(stampOf(target), hash)
  say(`built ${target.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** Groups of the commands now running: all end with this process, also on Ctrl-C. */
const running = new Set<number>()
const killGroup = (pid: number) => {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group has ended by itself.
  }
}
process.on('exit', () => running.forEach(killGroup))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

/**
 * Runs a command from the root; its output is shown only when it fails. The command and whatever it started end with it: a process left
 * behind would hold the pipe open, and the caller would wait for ever. Past `limit` (seconds) all of it is killed and the call rejects.
 */
export function run(command: readonly string[], env: Record<string, string> = {}, limit = Infinity): Promise<string> {
  return new Promise((resolve, reject) => {
    const [file = '', ...args] = command
    const child = spawn(file, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const { pid } = child
    if (pid !== undefined) running.add(pid)
    let output = ''
    let late = false
    const timer =
      limit === Infinity || pid === undefined
        ? undefined
        : setTimeout(() => {
            late = true
            killGroup(pid)
          }, limit * 1000)
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('exit', () => pid !== undefined && killGroup(pid))
    child.on('close', (code) => {
      clearTimeout(timer)
      if (pid !== undefined) running.delete(pid)
      if (code === 0) resolve(output)
      else reject(new Error(`${command.join(' ')} ${late ? `did not end within ${String(limit)} s` : `failed with ${String(code)}`}:\n${output}`))
    })
  })
}
