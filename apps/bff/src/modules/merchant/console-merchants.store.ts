import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { containing, rowsOf } from '../../db/sql'

export interface ConsoleMerchantRow extends Record<string, unknown> {
  id: string
  name: string
  uscc: string
  industry: string
  status: 'active' | 'suspended' | 'terminated'
  issuesUntil: string | null
  storeCount: number
  perkCount: number
  staffCount: number
  redemptions30d: number
}

/** Merchants with their counts. `onlyMerchantId` is the owner scope of a merchant's own console user. */
export function listConsoleMerchants(
  db: Db,
  by: { onlyMerchantId: string | null; merchantId?: string; search?: string | undefined; status?: string | undefined; cursor?: string | undefined; limit: number; since: Date },
): Promise<ConsoleMerchantRow[]> {
  const like = by.search ? containing(by.search) : null
  return rowsOf<ConsoleMerchantRow>(
    db,
    sql`SELECT m.id, m.name, s.uscc, m.industry, m.status, m.issues_until::text AS "issuesUntil",
          (SELECT count(*)::int FROM store WHERE merchant_id = m.id) AS "storeCount",
          (SELECT count(*)::int FROM perk WHERE merchant_id = m.id AND status = 'published') AS "perkCount",
          (SELECT count(*)::int FROM merchant_post WHERE merchant_id = m.id AND status = 'living') AS "staffCount",
          (SELECT count(*)::int FROM redemption WHERE merchant_id = m.id AND reversed_at IS NULL AND NOT test AND redeemed_at >= ${by.since.toISOString()}::timestamptz) AS "redemptions30d"
        FROM merchant m JOIN subject s ON s.id = m.subject_id
        WHERE (${by.onlyMerchantId}::text IS NULL OR m.id = ${by.onlyMerchantId})
          AND (${by.merchantId ?? null}::text IS NULL OR m.id = ${by.merchantId ?? null})
          AND (${like}::text IS NULL OR m.name LIKE ${like} OR s.uscc LIKE ${like})
          AND (${by.status ?? null}::text IS NULL OR m.status = ${by.status ?? null})
          AND (${by.cursor ?? null}::text IS NULL OR m.id > ${by.cursor ?? null})
        ORDER BY m.id LIMIT ${by.limit}`,
  )
}

export interface ConsoleStaffRow extends Record<string, unknown> {
  postId: string
  nameSealed: string
  role: 'owner' | 'manager' | 'clerk'
  storeName: string | null
  since: string
}

export const listConsoleStaff = (db: Db, merchantId: string): Promise<ConsoleStaffRow[]> =>
  rowsOf<ConsoleStaffRow>(
    db,
    sql`SELECT p.id AS "postId", s.name_sealed AS "nameSealed", p.role, st.name AS "storeName", to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since
        FROM merchant_post p JOIN subject s ON s.id = p.subject_id LEFT JOIN store st ON st.id = p.store_id
        WHERE p.merchant_id = ${merchantId} AND p.status = 'living' ORDER BY CASE p.role WHEN 'owner' THEN 0 WHEN 'manager' THEN 1 ELSE 2 END, p.store_id, p.id`,
  )

export interface TimelineRow extends Record<string, unknown> {
  atMs: string
  actor: string
  action: string
  detail: Record<string, unknown>
}

/** What was done to a merchant, its stores, posts and invitations, newest first. */
export const listMerchantTimeline = (db: Db, merchantId: string, limit: number): Promise<TimelineRow[]> =>
  rowsOf<TimelineRow>(
    db,
    sql`SELECT round(extract(epoch FROM at) * 1000)::text AS "atMs", actor, action, detail FROM audit
        WHERE entity_id IN (SELECT ${merchantId}::text UNION ALL SELECT id FROM store WHERE merchant_id = ${merchantId} UNION ALL SELECT id FROM merchant_post WHERE merchant_id = ${merchantId}
          UNION ALL SELECT id FROM merchant_invitation WHERE merchant_id = ${merchantId})
        ORDER BY id DESC LIMIT ${limit}::int`,
  )

/** What was done to one thing, newest first. */
export const listTimelineOf = (db: Db, entityId: string, limit: number): Promise<TimelineRow[]> =>
  rowsOf<TimelineRow>(db, sql`SELECT round(extract(epoch FROM at) * 1000)::text AS "atMs", actor, action, detail FROM audit WHERE entity_id = ${entityId} ORDER BY id DESC LIMIT ${limit}::int`)
