import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { recordRepair, repairChannel } from './repair.table'

export type ChannelRow = typeof repairChannel.$inferSelect
export type EffectRow = typeof recordRepair.$inferSelect

/** Until when this record may not be repaired again; undefined when it may. */
export async function findBar(db: Db, recordId: string, today: string): Promise<string | undefined> {
  const [row] = await db
    .select({ until: recordRepair.heldUntil })
    .from(recordRepair)
    .where(and(eq(recordRepair.recordId, recordId), gt(recordRepair.heldUntil, today)))
  return row?.until ?? undefined
}

export async function findEffect(db: Db, recordId: string): Promise<EffectRow | undefined> {
  const [row] = await db.select().from(recordRepair).where(eq(recordRepair.recordId, recordId))
  return row
}

/** A record that was put back and is repaired once more: the newer effect takes the place of the one that was lifted. */
export const writeEffect = (db: Db, row: typeof recordRepair.$inferInsert) =>
  db
    .insert(recordRepair)
    .values(row)
    .onConflictDoUpdate({
      target: recordRepair.recordId,
      set: { caseId: row.caseId, kind: row.kind, endedOn: row.endedOn, originalEndsOn: row.originalEndsOn ?? null, reviewOn: row.reviewOn ?? null, reviewToldAt: null, doneAt: row.doneAt, liftedAt: null, heldUntil: null },
    })

/** Screened records to remind of: up to `until` days ahead, and once more when the day has come. */
export const takeReviews = (db: Db, by: { today: string; until: string; now: Date; limit: number }) =>
  rowsOf<{ caseId: string; reviewOn: string }>(
    db,
    sql`UPDATE record_repair SET review_told_at = ${by.now.toISOString()}::timestamptz
        WHERE record_id IN (SELECT record_id FROM record_repair WHERE kind = 'screened' AND lifted_at IS NULL AND review_on <= ${by.until}::date
          AND (review_told_at IS NULL OR (review_on <= ${by.today}::date AND (review_told_at AT TIME ZONE 'Asia/Shanghai')::date < review_on)) ORDER BY review_on, record_id LIMIT ${by.limit} FOR UPDATE SKIP LOCKED)
        RETURNING case_id AS "caseId", review_on::text AS "reviewOn"`,
  )

/** Lifts the effect once. No row: there is none that holds. */
export const liftEffect = (db: Db, recordId: string, to: { liftedAt: Date; heldUntil: string | null }): Promise<EffectRow[]> =>
  db
    .update(recordRepair)
    .set(to)
    .where(and(eq(recordRepair.recordId, recordId), isNull(recordRepair.liftedAt)))
    .returning()

/** A screening becomes an end for good. */
export const confirmEffect = (db: Db, recordId: string): Promise<EffectRow[]> =>
  db
    .update(recordRepair)
    .set({ kind: 'ended', reviewOn: null })
    .where(and(eq(recordRepair.recordId, recordId), isNull(recordRepair.liftedAt), eq(recordRepair.kind, 'screened')))
    .returning()

export const listChannels = (db: Db, caseId: string): Promise<ChannelRow[]> => db.select().from(repairChannel).where(eq(repairChannel.caseId, caseId)).orderBy(asc(repairChannel.channel))

/** Channels that are to be told or asked now, under a lease: several processes never take the same one. */
export function takeChannels(db: Db, by: { now: Date; leaseUntil: Date; limit: number }): Promise<{ caseId: string; channel: string }[]> {
  return rowsOf<{ caseId: string; channel: string }>(
    db,
    sql`UPDATE repair_channel SET next_at = ${by.leaseUntil.toISOString()}::timestamptz, attempts = attempts + 1
        WHERE (case_id, channel) IN (SELECT case_id, channel FROM repair_channel WHERE confirmed_at IS NULL AND state <> 'superseded' AND next_at <= ${by.now.toISOString()}::timestamptz ORDER BY next_at LIMIT ${by.limit} FOR UPDATE SKIP LOCKED)
        RETURNING case_id AS "caseId", channel`,
  )
}

export async function findChannel(db: Db, caseId: string, channel: string): Promise<ChannelRow | undefined> {
  const [row] = await db
    .select()
    .from(repairChannel)
    .where(and(eq(repairChannel.caseId, caseId), eq(repairChannel.channel, channel)))
  return row
}

/** What a channel answered. A channel that has confirmed, or was overtaken by a later case, keeps what it has. */
export const writeChannel = (db: Db, by: { caseId: string; channel: string }, to: Partial<ChannelRow>): Promise<ChannelRow[]> =>
  db
    .update(repairChannel)
    .set(to)
    .where(and(eq(repairChannel.caseId, by.caseId), eq(repairChannel.channel, by.channel), isNull(repairChannel.confirmedAt), sql`${repairChannel.state} <> 'superseded'`))
    .returning()

/** What an earlier case still asked for is overtaken by its opposite. */
export const supersedeChannels = (db: Db, caseId: string) =>
  db
    .update(repairChannel)
    .set({ state: 'superseded' })
    .where(and(eq(repairChannel.caseId, caseId), isNull(repairChannel.confirmedAt)))
    .returning()
