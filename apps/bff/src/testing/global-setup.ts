import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { openEmbedded, openPostgres } from '../db/client'

const ROOT = join(import.meta.dirname, '../../../..')
const CACHE = join(ROOT, 'node_modules/.cache/xinhui')

/** Migrates once per set of migrations; each test file then starts from a copy. */
export default async function setup(): Promise<void> {
  const hash = createHash('sha256')
  for (const file of readdirSync(join(ROOT, 'drizzle')).filter((f) => f.endsWith('.sql')).sort()) hash.update(readFileSync(join(ROOT, 'drizzle', file)))
  const id = hash.digest('hex').slice(0, 12)
  const url = process.env['TEST_DATABASE_URL']
  if (url) process.env['XINHUI_TEST_TEMPLATE'] = await postgresTemplate(url, `xinhui_template_${id}`)
  else process.env['XINHUI_TEST_TEMPLATE'] = await embeddedTemplate(join(CACHE, `template-${id}.tar`))
}

async function embeddedTemplate(file: string): Promise<string> {
  if (existsSync(file)) return file
  const migrated = await openEmbedded({})
  await migrated.migrate()
  const blob = await migrated.dump()
  await migrated.close()
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(file, Buffer.from(await blob.arrayBuffer()))
  return file
}

async function postgresTemplate(url: string, name: string): Promise<string> {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [found] = await admin`SELECT 1 FROM pg_database WHERE datname = ${name}`
    if (!found) {
      await admin.unsafe(`CREATE DATABASE ${name}`)
      const target = new URL(url)
      target.pathname = `/${name}`
      const database = openPostgres(target.href, 1)
      await database.migrate()
      await database.close()
    }
    return name
  } finally {
    await admin.end()
  }
}
