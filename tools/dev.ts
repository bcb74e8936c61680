import { type ChildProcess, spawn } from 'node:child_process'
import { ROOT } from './lib/build'

/** Hot reload for all three: the bff restarts on change, the H5 build watches, the console runs on vite (http://127.0.0.1:5173/console/). */
const jobs: [string, string[]][] = [
  ['bff', ['npx', 'tsx', 'watch', '--clear-screen=false', 'apps/bff/src/main.ts']],
  ['h5', ['npm', 'run', '-s', 'dev:h5', '-w', '@xinhui/miniapp']],
  ['console', ['npm', 'run', '-s', 'dev', '-w', '@xinhui/console']],
]

const children: ChildProcess[] = jobs.map(([name, [file = '', ...args]]) => {
  const child = spawn(file, args, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const prefix = (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) if (line.trim()) console.log(`${name.padEnd(8)}${line}`)
  }
  child.stdout.on('data', prefix)
  child.stderr.on('data', prefix)
  child.on('exit', (code) => console.log(`${name.padEnd(8)}ended with ${String(code)}`))
  return child
})

const stop = () => {
  for (const child of children) child.kill('SIGINT')
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
console.log('mini-program http://127.0.0.1:8787/   console http://127.0.0.1:5173/console/   Ctrl-C stops all three')
