import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import { openEmbedded, openPostgres } from '../../db/client'
import { onPostgres } from '../../testing/database'

/**
 * A process of its own that imports a kept file is killed with SIGKILL in the middle; a second one takes the file up. On the
 * embedded database, and on PostgreSQL where there is one.
 */
const folder = mkdtempSync(join(tmpdir(), 'xinhui-kill-'))
const databases: string[] = []
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  const url = process.env['TEST_DATABASE_URL']
  if (!url) return
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  for (const name of databases) await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.end()
})

function start(env: Record<string, string>): { child: ChildProcess; said: (word: string) => Promise<string>; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../../testing/importing-process.ts')], { env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  const waiting: (() => void)[] = []
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    for (const look of waiting) look()
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const said = (word: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = text.split('\n').find((l) => l.startsWith(word))
        if (line !== undefined) resolve(line)
      }
      waiting.push(look)
      look()
      void ended.then((code) => reject(new Error(`ended with ${String(code)} before saying ${word}: ${text}`)))
    })
  return { child, said, ended }
}

async function killAndResume(rows: number, env: Record<string, string>, query: (text: string) => Promise<Record<string, unknown>[]>): Promise<void> {
  const first = start({ ...env, ROWS: String(rows) })
  await first.said('landing')
  first.child.kill('SIGKILL')
  await first.ended
  expect(readdirSync(join(env['DATA_DIR'] ?? '', 'intake'))).toHaveLength(1)
  const [left] = await query('SELECT (SELECT count(*)::int FROM record) AS n, status FROM import_batch')
  expect(left?.['n']).toBe(0)
  expect(['queued', 'running']).toContain(left?.['status'])
  const second = start({ ...env, ROWS: '0' })
  await second.said('idle')
  expect(await second.ended).toBe(0)
  expect(await query(`SELECT (SELECT count(*)::int FROM record) AS n, status, rows_new::int AS fresh, (SELECT count(*)::int FROM record_history) AS history FROM import_batch`)).toEqual([{ n: rows, status: 'landed', fresh: rows, history: 0 }])
  expect(readdirSync(join(env['DATA_DIR'] ?? '', 'intake'))).toEqual([])
}

it('an import killed in the middle leaves nothing half written, and lands after a restart: embedded', { timeout: 240_000 }, async () => {
  const dir = join(folder, 'embedded')
  await killAndResume(4000, { DATA_DIR: dir, DATABASE_URL: '' }, async (text) => {
    const database = await openEmbedded({ dir })
    try {
      return await database.query(text)
    } finally {
      await database.close()
    }
  })
})

it.runIf(onPostgres)('an import killed in the middle leaves nothing half written, and lands after a restart: PostgreSQL', { timeout: 240_000 }, async () => {
  const server = process.env['TEST_DATABASE_URL'] ?? ''
  const name = `xinhui_kill_${process.pid}`
  databases.push(name)
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin.unsafe(`CREATE DATABASE ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  await killAndResume(20_000, { DATA_DIR: join(folder, 'postgres'), DATABASE_URL: url.href }, async (text) => {
    const database = openPostgres(url.href, 1)
    try {
      return await database.query(text)
    } finally {
      await database.close()
    }
  })
})
