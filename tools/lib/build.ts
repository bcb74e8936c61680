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

/** Runs a command from the root; its output is shown only when it fails. */
export function run(command: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const [file = '', ...args] = command
    const child = spawn(file, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${command.join(' ')} failed with ${String(code)}:\n${output}`))))
  })
}
