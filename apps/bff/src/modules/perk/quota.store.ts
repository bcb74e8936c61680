import type { QuotaSpan } from '@xinhui/rules'
import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'

const subjectOf = (span: QuotaSpan, subjectId: string): string => (span.of === 'subject' ? subjectId : '')

/**
 * Takes one from a counter, or answers false when its limit is reached: of many at once, as many as the limit get through.
 * The caller holds the perk's row, so that a limit lowered by a new version meets no claim under the old one.
 */
export async function takeSpan(db: Db, by: { perkId: string; subjectId: string; span: QuotaSpan }): Promise<boolean> {
  const { span } = by
  const taken = await rowsOf<{ used: number }>(
    db,
    sql`INSERT INTO perk_quota_use (perk_id, span, subject_id, used, "limit") VALUES (${by.perkId}, ${span.span}, ${subjectOf(span, by.subjectId)}, 1, ${span.limit})
        ON CONFLICT (perk_id, span, subject_id) DO UPDATE SET used = perk_quota_use.used + 1, "limit" = excluded."limit" WHERE perk_quota_use.used < excluded."limit"
        RETURNING used`,
  )
  return taken.length > 0
}

/** Gives one back to each counter, as a voucher that was claimed under them is given back. */
export async function returnSpans(db: Db, by: { perkId: string; subjectId: string; spans: readonly QuotaSpan[] }): Promise<void> {
  if (by.spans.length === 0) return
  const rows = by.spans.map((s) => ({ span: s.span, subjectId: subjectOf(s, by.subjectId) }))
  await db.execute(sql`UPDATE perk_quota_use q SET used = q.used - 1 FROM ${recordset(rows, 'span text, "subjectId" text')} WHERE q.perk_id = ${by.perkId} AND q.span = i.span AND q.subject_id = i."subjectId" AND q.used > 0`)
}

/** How much is taken of these counters, by `perkId span subjectId`; one that nobody has used is absent. */
export async function findSpanUse(db: Db, by: { subjectId: string | null; spans: readonly { perkId: string; span: QuotaSpan }[] }): Promise<Map<string, number>> {
  const keys = by.spans.flatMap(({ perkId, span }) => (span.of === 'subject' && by.subjectId === null ? [] : [{ perkId, span: span.span, subjectId: subjectOf(span, by.subjectId ?? '') }]))
  if (keys.length === 0) return new Map()
  const wanted: SQL = recordset(keys, '"perkId" text, span text, "subjectId" text')
  const rows = await rowsOf<{ key: string; used: number }>(
    db,
    sql`SELECT q.perk_id || ' ' || q.span || ' ' || CASE WHEN q.subject_id = '' THEN 'everybody' ELSE 'subject' END AS key, q.used FROM ${wanted} JOIN perk_quota_use q ON q.perk_id = i."perkId" AND q.span = i.span AND q.subject_id = i."subjectId"`,
  )
  return new Map(rows.map((r) => [r.key, r.used]))
}
