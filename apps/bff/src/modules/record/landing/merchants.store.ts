import { sql } from 'drizzle-orm'
import type { Db } from '../../../db/client'
import { recordset, rowsOf } from '../../../db/sql'

interface Written extends Record<string, unknown> {
  id: string
  isNew: boolean
}

const idSet = (ids: readonly string[]) => recordset([...new Set(ids)].map((id) => ({ id })), 'id text')

/** Merchant ids by USCC. */
export async function findMerchantIds(db: Db, usccs: readonly string[]): Promise<Map<string, string>> {
  const codes = recordset([...new Set(usccs)].map((uscc) => ({ uscc })), 'uscc text')
  const rows = await rowsOf<{ uscc: string; id: string }>(db, sql`SELECT s.uscc, m.id FROM ${codes} JOIN subject s ON s.uscc = i.uscc JOIN merchant m ON m.subject_id = s.id`)
  return new Map(rows.map((r) => [r.uscc, r.id]))
}

/** Answers by subject id what was written. The status counts for a merchant that is new: afterwards its standing is decided here, and a file that still says 合作中 lifts no suspension. */
export const upsertMerchants = (db: Db, rows: readonly { id: string; subjectId: string; name: string; industry: string; status: string }[], now: Date) =>
  rowsOf<Written>(
    db,
    sql`
    INSERT INTO merchant (id, subject_id, name, industry, status, created_at, updated_at)
    SELECT i.id, i."subjectId", i.name, i.industry, i.status, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "subjectId" text, name text, industry text, status text')}
    ON CONFLICT (subject_id) DO UPDATE SET name = excluded.name, industry = excluded.industry, updated_at = excluded.updated_at
    WHERE (merchant.name, merchant.industry) IS DISTINCT FROM (excluded.name, excluded.industry)
    RETURNING subject_id AS id, (xmax::text = '0') AS "isNew"`,
  )

/** Store ids by `merchantId code`. */
export async function findStoreIds(db: Db, merchantIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await rowsOf<{ id: string; key: string }>(db, sql`SELECT t.id, t.merchant_id || ' ' || t.code AS key FROM ${idSet(merchantIds)} JOIN store t ON t.merchant_id = i.id`)
  return new Map(rows.map((r) => [r.key, r.id]))
}

export interface StoreInsert {
  id: string
  merchantId: string
  code: string
  name: string
  address: string
  longitudeE6: number
  latitudeE6: number
  hours: string
  status: string
}

/** Answers by `merchantId code` what was written. */
export const upsertStores = (db: Db, rows: readonly StoreInsert[], now: Date) =>
  rowsOf<Written>(
    db,
    sql`
    INSERT INTO store (id, merchant_id, code, name, address, longitude_e6, latitude_e6, hours, status, updated_at)
    SELECT i.id, i."merchantId", i.code, i.name, i.address, i."longitudeE6", i."latitudeE6", i.hours, i.status, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "merchantId" text, code text, name text, address text, "longitudeE6" int, "latitudeE6" int, hours text, status text')}
    ON CONFLICT (merchant_id, code) DO UPDATE SET name = excluded.name, address = excluded.address, longitude_e6 = excluded.longitude_e6,
      latitude_e6 = excluded.latitude_e6, hours = excluded.hours, status = excluded.status, updated_at = excluded.updated_at
    WHERE (store.name, store.address, store.longitude_e6, store.latitude_e6, store.hours, store.status)
      IS DISTINCT FROM (excluded.name, excluded.address, excluded.longitude_e6, excluded.latitude_e6, excluded.hours, excluded.status)
    RETURNING merchant_id || ' ' || code AS id, (xmax::text = '0') AS "isNew"`,
  )

export interface Post extends Record<string, unknown> {
  id: string
  merchantId: string
  subjectId: string
  storeId: string | null
  role: string
  status: string
}

/** Every post of these merchants, ended ones too. */
export const findPosts = (db: Db, merchantIds: readonly string[]) =>
  rowsOf<Post>(
    db,
    sql`SELECT p.id, p.merchant_id AS "merchantId", p.subject_id AS "subjectId", p.store_id AS "storeId", p.role, p.status
        FROM ${idSet(merchantIds)} JOIN merchant_post p ON p.merchant_id = i.id`,
  )

export const insertPost = (db: Db, post: Omit<Post, 'status'>, now: Date) =>
  db.execute(sql`
    INSERT INTO merchant_post (id, merchant_id, store_id, subject_id, role, status, created_at)
    VALUES (${post.id}, ${post.merchantId}, ${post.storeId}, ${post.subjectId}, ${post.role}, 'living', ${now.toISOString()}::timestamptz)`)

export const changePost = (db: Db, id: string, to: { role: string; storeId: string | null }) =>
  db.execute(sql`UPDATE merchant_post SET role = ${to.role}, store_id = ${to.storeId} WHERE id = ${id} AND status = 'living'`)

export const endPost = (db: Db, id: string, now: Date) =>
  db.execute(sql`UPDATE merchant_post SET status = 'ended', ended_at = ${now.toISOString()}::timestamptz WHERE id = ${id} AND status = 'living'`)
