import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'

export interface CatalogRow {
  code: string
  title: string
  kind: string
  publicity: 'public' | 'authorized'
}

/** Answers the codes whose publicity is not what it was, new ones excluded. */
export async function upsertCatalogItems(db: Db, rows: readonly CatalogRow[], version: string, now: Date): Promise<string[]> {
  const incoming = recordset(rows, 'code text, title text, kind text, publicity text')
  const changed = await rowsOf<{ code: string }>(db, sql`SELECT c.code FROM catalog_item c JOIN ${incoming} USING (code) WHERE c.publicity <> i.publicity`)
  await db.execute(sql`
    INSERT INTO catalog_item (code, title, kind, publicity, version, synced_at)
    SELECT i.code, i.title, i.kind, i.publicity, ${version}, ${now.toISOString()}::timestamptz FROM ${incoming}
    ON CONFLICT (code) DO UPDATE SET title = excluded.title, kind = excluded.kind, publicity = excluded.publicity, version = excluded.version, synced_at = excluded.synced_at, retired_at = NULL`)
  return changed.map((r) => r.code)
}

/** What the city no longer names is retired; nobody sees its records in public any more. Answers the codes. */
export async function retireCatalogItems(db: Db, living: readonly string[], now: Date): Promise<string[]> {
  const rows = await rowsOf<{ code: string }>(
    db,
    sql`UPDATE catalog_item c SET retired_at = ${now.toISOString()}::timestamptz
        WHERE c.retired_at IS NULL AND NOT EXISTS (SELECT 1 FROM ${recordset(living.map((code) => ({ code })), 'code text')} WHERE i.code = c.code)
        RETURNING c.code`,
  )
  return rows.map((r) => r.code)
}
