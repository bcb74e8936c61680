import { randomBytes } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import postgres from 'postgres'
import { type Database, openEmbedded, openPostgres } from '../db/client'

/** True when the suite runs on a real PostgreSQL, where calls truly overlap. */
export const onPostgres = Boolean(process.env['TEST_DATABASE_URL'])

/** A migrated, empty database of its own: an embedded copy, or a database made from the template on TEST_DATABASE_URL. */
export async function openTestDatabase(): Promise<Database> {
  const template = process.env['XINHUI_TEST_TEMPLATE']
  if (!template) throw new Error('testing/global-setup.ts did not run')
  const url = process.env['TEST_DATABASE_URL']
  if (!url) return openEmbedded({ template: await openAsBlob(template) })
  const name = `xinhui_test_${randomBytes(6).toString('hex')}`
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  // Two files may copy the template at once; PostgreSQL then refuses one of them for a moment.
  await admin`SELECT pg_advisory_lock(7120332)`
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  await admin.end()
  const target = new URL(url)
  target.pathname = `/${name}`
  const database = openPostgres(target.href, 10)
  return {
    ...database,
    async close() {
      await database.close()
      const last = postgres(url, { max: 1, onnotice: () => {} })
      await last.unsafe(`DROP DATABASE ${name} WITH (FORCE)`)
      await last.end()
    },
  }
}
