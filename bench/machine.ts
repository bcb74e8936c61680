import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../apps/bff/src/db/client'

const ROOT = join(import.meta.dirname, '..')

export interface Row {
  bench: string
  what: string
  ours: string
  peer: string
  ratio: string
  limit: string
}

/** Machine and versions of a run; a ratio without them means nothing. */
export async function describeMachine(database: Database): Promise<string[]> {
  const version = (name: string) => (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version
  const [server] = await database.query('SHOW server_version')
  return [
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.versions.node}, PostgreSQL ${String(server?.['server_version'])}`,
    ...['hono', 'drizzle-orm', 'postgres', 'jose'].map((name) => `${name} ${version(name)}`),
  ]
}
