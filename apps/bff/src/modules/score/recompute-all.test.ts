import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { type Database, openEmbedded, openPostgres } from '../../db/client'
import { onPostgres } from '../../testing/database'

const dir = mkdtempSync(join(tmpdir(), 'xinhui-recompute-'))
const name = `xinhui_test_${randomBytes(6).toString('hex')}`
const serverUrl = process.env['TEST_DATABASE_URL'] ?? ''
const template = process.env['XINHUI_TEST_TEMPLATE'] ?? ''
const databaseUrl = () => {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
const admin = async (statement: string) => {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
  await sql`SELECT pg_advisory_lock(7120332)`
  await sql.unsafe(statement)
  await sql.end()
}
afterAll(async () => {
  if (onPostgres) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  rmSync(dir, { recursive: true, force: true })
})

const SUBJECTS = 4000
const id = (prefix: string) => `'${prefix}_' || lpad(n::text, 26, '0')`

let made = false
/** The same database again and again: between calls it belongs to the child. */
async function open(): Promise<Database> {
  if (!onPostgres) {
    const database = await openEmbedded({ dir, ...(made ? {} : { template: await openAsBlob(template) }) })
    made = true
    return database
  }
  if (!made) await admin(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  made = true
  return openPostgres(databaseUrl(), 2)
}

async function ask<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await open()
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** `credit recompute` in a process of its own; with `killAt` it is killed, not stopped, as soon as it says that many are done. */
function recompute(killAt?: number): Promise<{ code: number | null; signal: string | null; out: string; err: string }> {
  const entry = join(import.meta.dirname, '../../cli/dispatch.ts')
  const script = `import { dispatch } from ${JSON.stringify(entry)}
    process.exitCode = await dispatch(['recompute', '--workers', '2'], { env: process.env, out: (t) => process.stdout.write(t), err: (t) => process.stderr.write(t), watched: true, readStdin: async () => '' })`
  const env = { ...process.env, DATA_DIR: dir, DATABASE_URL: onPostgres ? databaseUrl() : '', LOG_LEVEL: 'silent' }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { env, cwd: join(import.meta.dirname, '../../../../..') })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
      const done = Math.max(0, ...Array.from(err.matchAll(/(\d+) scores,/g), (m) => Number(m[1])))
      if (killAt !== undefined && done >= killAt) child.kill('SIGKILL')
    })
    child.once('close', (code, signal) => resolve({ code, signal, out, err }))
  })
}

const counts = (database: Database) =>
  database.query(`SELECT (SELECT count(*) FROM organization_score)::int AS scores, (SELECT count(*) FROM organization_score s LEFT JOIN organization_score_basis b USING (subject_id) WHERE coalesce(b.basis, '') = '' OR s.digest = '')::int AS half,
    (SELECT count(*) FROM organization_score_history)::int AS history, (SELECT count(DISTINCT subject_id) FROM organization_score_history)::int AS subjects`)

describe('recomputing everybody', () => {
  it('killed in the middle leaves whole batches with their history, and the next run finishes the rest', { timeout: 180_000 }, async () => {
    await ask(() => Promise.resolve())
    // The first run of a new database also brings the city's catalogue into it, which records refer to.
    expect((await recompute()).out).toBe('0 scores computed, 0 moved\n')
    await ask(async (database) => {
      await database.query(`INSERT INTO subject (id, kind, uscc, name, created_at) SELECT ${id('sub')}, 'organization', 'T' || lpad(n::text, 17, '0'), '云汀测试' || n, now() FROM generate_series(1, ${SUBJECTS}) n`)
      await database.query(`INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, content, content_hash, created_at, updated_at)
        SELECT ${id('rec')}, ${id('sub')}, 'penalty', 'k' || n, '云汀市测试局', current_date - 30, '{"severity": "轻微"}', 'h', now(), now() FROM generate_series(1, ${SUBJECTS}) n`)
    })
    const killed = await recompute(1)
    expect(killed.signal, killed.err).toBe('SIGKILL')
    const [partly] = await ask(counts)
    expect(partly?.['scores']).toBeGreaterThan(0)
    expect(partly?.['scores']).toBeLessThan(SUBJECTS)
    expect(partly).toMatchObject({ half: 0, history: partly?.['scores'], subjects: partly?.['scores'] })

    const rest = await recompute()
    expect(rest.code, rest.err).toBe(0)
    const left = SUBJECTS - Number(partly?.['scores'])
    expect(rest.out).toBe(`${left} scores computed, ${left} moved\n`)
    expect(await ask(counts)).toEqual([{ scores: SUBJECTS, half: 0, history: SUBJECTS, subjects: SUBJECTS }])
    expect(await ask((database) => database.query('SELECT DISTINCT total_centi::int AS total FROM organization_score'))).toEqual([{ total: 59_500 }])
    expect((await recompute()).out).toBe('0 scores computed, 0 moved\n')
  })
})
