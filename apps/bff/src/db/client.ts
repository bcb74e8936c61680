import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import type postgres from 'postgres'
import { connect } from './connect'
import * as schema from './schema'

/** One type for both drivers, and for a transaction: a store takes whichever it is given. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

export interface Database {
  db: Db
  kind: 'embedded' | 'postgres'
  migrate: () => Promise<void>
  close: () => Promise<void>
  /** Rows of one raw statement; for health checks, benches and tests. */
  query: (text: string) => Promise<Record<string, unknown>[]>
}

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '../../../../drizzle')
/** Arbitrary, the same in every process: only one migrates at a time. */
const MIGRATION_LOCK = 7_120_331

/** PGlite has no directory lock: two processes would silently lose rows. */
function lockDirectory(dir: string): () => void {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'lock')
  for (;;) {
    try {
      const fd = openSync(file, 'wx')
      writeSync(fd, String(process.pid))
      closeSync(fd)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
      if (pid > 0 && pid !== process.pid && isAlive(pid)) throw new Error(`the embedded database in ${dir} is in use by process ${pid}; stop it first, or use DATABASE_URL`, { cause: error })
      rmSync(file, { force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Embedded PostgreSQL (PGlite). `dir` absent: in memory, `template` optionally a dumped data directory. Demo and tests only: no fsync. */
export async function openEmbedded(options: { dir?: string; template?: Blob }): Promise<Database & { dump: () => Promise<Blob> }> {
  const unlock = options.dir ? lockDirectory(options.dir) : () => {}
  const pg = await PGlite.create({
    ...(options.dir ? { dataDir: join(options.dir, 'pg') } : {}),
    ...(options.template ? { loadDataDir: options.template } : {}),
  })
  await pg.exec("SET TIME ZONE 'UTC'")
  const db = drizzlePglite(pg, { schema })
  return {
    db,
    kind: 'embedded',
    migrate: () => migratePglite(db, { migrationsFolder: MIGRATIONS }),
    async close() {
      await pg.close()
      unlock()
    },
    query: async (text) => (await pg.query<Record<string, unknown>>(text)).rows,
    dump: () => pg.dumpDataDir('none'),
  }
}

/** drizzle sends parameters unprepared; the database then plans each statement anew (2–3 × its CPU). Prepare what has parameters. */
function preparing<T extends postgres.Sql | postgres.TransactionSql>(sql: T): T {
  const unsafe = sql.unsafe.bind(sql)
  return Object.assign(sql, {
    unsafe: (text: string, parameters?: never[], options?: postgres.UnsafeQueryOptions) => unsafe(text, parameters, { ...options, prepare: (parameters?.length ?? 0) > 0 }),
  })
}

/** PostgreSQL 15+ through postgres.js. */
export function openPostgres(url: string, pool: number): Database {
  const sql = preparing(connect(url, { max: pool, connection: { application_name: 'xinhui' } }))
  const begin = sql.begin.bind(sql)
  Object.assign(sql, {
    begin: (first: unknown, second?: unknown) =>
      typeof first === 'string'
        ? begin(first, (tx) => (second as (tx: postgres.TransactionSql) => Promise<unknown>)(preparing(tx)))
        : begin((tx) => (first as (tx: postgres.TransactionSql) => Promise<unknown>)(preparing(tx))),
  })
  const db = drizzlePostgres(sql, { schema })
  return {
    db,
    kind: 'postgres',
    async migrate() {
      // Its own connection: the lock is the session's.
      const one = connect(url, { max: 1 })
      try {
        await one`SELECT pg_advisory_lock(${MIGRATION_LOCK})`
        await migratePostgres(drizzlePostgres(one), { migrationsFolder: MIGRATIONS })
      } finally {
        await one.end()
      }
    },
    close: () => sql.end({ timeout: 5 }),
    query: async (text) => [...(await sql.unsafe(text))],
  }
}
