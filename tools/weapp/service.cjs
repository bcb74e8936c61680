/** The real service in a process and a folder of its own: embedded database, demo city, simulators. */
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { spawn } = require('node:child_process')

const ROOT = path.join(__dirname, '../..')
/** Loading the demo city on a slow machine. */
const START_MS = 180_000

/** @returns {Promise<{ origin: string, stop: () => Promise<number | null> }>} stop sends SIGINT, as Ctrl-C does, and gives the exit code */
function startService() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-smoke-'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/bff/src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: '', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve)).then((code) => {
    fs.rmSync(folder, { recursive: true, force: true })
    return code
  })
  process.once('exit', () => child.kill('SIGKILL')) // nothing is left running, whatever happens here
  const stop = () => {
    child.kill('SIGINT')
    return ended
  }
  let output = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`the service was not ready after ${START_MS / 1000} s:\n${output}`))
      void stop()
    }, START_MS)
    const take = (chunk) => {
      output += chunk
      const origin = /ready at (\S+)/.exec(output)?.[1]
      if (origin === undefined) return
      clearTimeout(timer)
      resolve({ origin, stop })
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then((code) => {
      clearTimeout(timer)
      reject(new Error(`the service ended with ${code}:\n${output}`))
    })
  })
}

module.exports = { startService, ROOT }
