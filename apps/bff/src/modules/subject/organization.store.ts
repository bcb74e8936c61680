import { inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import { subject } from './subject.table'

/** Subject ids by USCC, of those the city knows. */
export async function findOrganizationIds(db: Db, usccs: readonly string[]): Promise<Map<string, string>> {
  if (usccs.length === 0) return new Map()
  const rows = await db.select({ uscc: subject.uscc, id: subject.id }).from(subject).where(inArray(subject.uscc, [...usccs]))
  return new Map(rows.flatMap((r) => (r.uscc === null ? [] : [[r.uscc, r.id]])))
}

/** Those already known stay as they are. */
export const insertOrganizations = (db: Db, rows: readonly { id: string; uscc: string; name: string }[], now: Date) =>
  db.execute(sql`
    INSERT INTO subject (id, kind, uscc, name, created_at)
    SELECT i.id, 'organization', i.uscc, i.name, ${now.toISOString()}::timestamptz FROM ${recordset(rows, 'id text, uscc text, name text')}
    ON CONFLICT (uscc) DO NOTHING`)

/** The registry is the source of a firm's name. */
export const renameOrganizations = (db: Db, rows: readonly { id: string; name: string }[]) =>
  db.execute(sql`UPDATE subject s SET name = i.name FROM ${recordset(rows, 'id text, name text')} WHERE s.id = i.id AND s.name IS DISTINCT FROM i.name`)

export interface RegistryRow {
  subjectId: string
  registeredOn: string | null
  type: string | null
  representativeSealed: string | null
  capitalFen: number | null
  capitalCurrency: string | null
  capitalRaw: string | null
  businessScope: string | null
  province: string | null
  district: string | null
  address: string | null
  industry: string | null
  status: string
  contentHash: string
}

/** Answers only rows that were written: new ones, and those whose content differs from what is stored. */
export const upsertRegistry = (db: Db, rows: readonly RegistryRow[], batchId: string, now: Date) =>
  rowsOf<{ subjectId: string; isNew: boolean }>(
    db,
    sql`
    INSERT INTO organization (subject_id, registered_on, type, representative_sealed, capital_fen, capital_currency, capital_raw, business_scope,
      province, district, address, industry, status, content_hash, batch_id, updated_at)
    SELECT i."subjectId", i."registeredOn", i.type, i."representativeSealed", i."capitalFen", i."capitalCurrency", i."capitalRaw", i."businessScope",
      i.province, i.district, i.address, i.industry, i.status, i."contentHash", ${batchId}, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, '"subjectId" text, "registeredOn" date, type text, "representativeSealed" text, "capitalFen" bigint, "capitalCurrency" text, "capitalRaw" text, "businessScope" text, province text, district text, address text, industry text, status text, "contentHash" text')}
    ON CONFLICT (subject_id) DO UPDATE SET registered_on = excluded.registered_on, type = excluded.type, representative_sealed = excluded.representative_sealed,
      capital_fen = excluded.capital_fen, capital_currency = excluded.capital_currency, capital_raw = excluded.capital_raw, business_scope = excluded.business_scope,
      province = excluded.province, district = excluded.district, address = excluded.address, industry = excluded.industry, status = excluded.status,
      content_hash = excluded.content_hash, batch_id = excluded.batch_id, updated_at = excluded.updated_at
    WHERE organization.content_hash IS DISTINCT FROM excluded.content_hash
    RETURNING subject_id AS "subjectId", (xmax::text = '0') AS "isNew"`,
  )
