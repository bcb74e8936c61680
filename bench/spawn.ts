import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** Starts a bench server in a process of its own and waits until it listens. */
export function startServer(file: string, env: Record<string, string>): Promise<{ origin: string; stop: () => void }> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, file)], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${String(code)}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      const port = /listening (\d+)/.exec(chunk.toString())?.[1]
      if (port) resolve({ origin: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') })
    })
  })
}
