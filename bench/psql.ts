import { spawn } from 'node:child_process'

/** Runs a script through psql and answers the seconds it took. */
export async function psql(url: string, script: string): Promise<number> {
  const started = performance.now()
  const child = spawn('psql', ['-X', '-q', url], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(script)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with ${String(code)}`))))
  })
  return (performance.now() - started) / 1000
}
