import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { type Database, openEmbedded, openPostgres } from '../db/client'
import { onPostgres } from './database'

export interface Ended {
  code: number | null
  signal: string | null
  out: string
  err: string
}

/** A database that a process of its own works on and may be killed over: between calls it belongs to the child. */
export function openChildDatabase() {
  const dir = mkdtempSync(join(tmpdir(), 'xinhui-child-'))
  const name = `xinhui_test_${randomBytes(6).toString('hex')}`
  const serverUrl = process.env['TEST_DATABASE_URL'] ?? ''
  const template = process.env['XINHUI_TEST_TEMPLATE'] ?? ''
  let made = false
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
  async function open(): Promise<Database> {
    const isNew = !made
    made = true
    if (!onPostgres) return openEmbedded({ dir, ...(isNew ? { template: await openAsBlob(template) } : {}) })
    if (isNew) await admin(`CREATE DATABASE ${name} TEMPLATE ${template}`)
    return openPostgres(databaseUrl(), 2)
  }
  return {
    ask: async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
      const database = await open()
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    /** Runs a module's text; killed, not stopped, once what it wrote to stderr asks for it. */
    run: (script: string, killWhen: (err: string) => boolean = () => false): Promise<Ended> => {
      const env = { ...process.env, DATA_DIR: dir, DATABASE_URL: onPostgres ? databaseUrl() : '', LOG_LEVEL: 'silent' }
      return new Promise((resolve) => {
        const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { env, cwd: join(import.meta.dirname, '../../../..') })
        let [out, err] = ['', '']
        child.stdout.on('data', (chunk: Buffer) => {
          out += chunk.toString()
        })
        child.stderr.on('data', (chunk: Buffer) => {
          err += chunk.toString()
          if (killWhen(err)) child.kill('SIGKILL')
        })
        child.once('close', (code, signal) => resolve({ code, signal, out, err }))
      })
    },
    close: async (): Promise<void> => {
      if (onPostgres) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
