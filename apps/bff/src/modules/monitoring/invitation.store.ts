import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { invitationRound, repairInvitation } from './monitoring.table'

export type RoundRow = typeof invitationRound.$inferSelect
export type InvitationRow = typeof repairInvitation.$inferSelect

/** The firm `p` belongs to has no case open: whoever has applied needs no invitation. */
export const notApplied = sql`NOT EXISTS (SELECT 1 FROM repair_case c WHERE c.subject_id = p.subject_id AND c.status IN ('draft', 'submitted', 'correcting', 'accepted', 'reviewing'))`

interface Where {
  today: string
  /** Records that can be repaired up to this day. */
  until: string
  district: string | null
}

/** Shown, repairable by then, and of a firm that has not applied already. */
const eligible = (by: Where) => sql`p.status = 'shown' AND p.starts_on <= ${by.today}::date AND (p.ends_on IS NULL OR p.ends_on > ${by.today}::date) AND p.repairable_on <= ${by.until}::date AND ${notApplied} ${by.district === null ? sql`` : sql`AND p.district = ${by.district}`}`

export async function previewInvitations(db: Db, by: Where) {
  const [row] = await rowsOf<{ firms: number; records: number; noRepresentative: number; alreadyInvited: number }>(
    db,
    sql`SELECT count(*)::int AS firms, coalesce(sum(records), 0)::int AS records, count(*) FILTER (WHERE fresh > 0 AND NOT bound)::int AS "noRepresentative", count(*) FILTER (WHERE fresh = 0)::int AS "alreadyInvited"
        FROM (SELECT p.subject_id, count(*)::int AS records, count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM invited_record i WHERE i.record_id = p.record_id))::int AS fresh,
            EXISTS (SELECT 1 FROM agency a WHERE a.firm_id = p.subject_id AND a.role = 'representative' AND a.status = 'living') AS bound
          FROM publication p WHERE ${eligible(by)} GROUP BY p.subject_id) n`,
  )
  return row ?? { firms: 0, records: 0, noRepresentative: 0, alreadyInvited: 0 }
}

export const insertRound = (db: Db, row: typeof invitationRound.$inferInsert): Promise<RoundRow[]> => db.insert(invitationRound).values(row).returning()

export const insertInvitations = (db: Db, rows: (typeof repairInvitation.$inferInsert)[]) => db.insert(repairInvitation).values(rows)

/** Firms with something to repair, in the order of their ids. */
export const listEligibleFirms = (db: Db, by: Where): Promise<{ firmId: string }[]> => rowsOf<{ firmId: string }>(db, sql`SELECT DISTINCT p.subject_id AS "firmId" FROM publication p WHERE ${eligible(by)} ORDER BY 1`)

/** Takes some that wait; two processes never take the same. Inside a transaction only. */
export const takeWaiting = (db: Db, roundId: string, limit: number): Promise<InvitationRow[]> =>
  db
    .select()
    .from(repairInvitation)
    .where(and(eq(repairInvitation.roundId, roundId), eq(repairInvitation.outcome, 'waiting')))
    .orderBy(asc(repairInvitation.id))
    .limit(limit)
    .for('update', { skipLocked: true })

export const listEligibleRecords = (db: Db, by: Where & { firmId: string }): Promise<{ recordId: string }[]> =>
  rowsOf<{ recordId: string }>(db, sql`SELECT p.record_id AS "recordId" FROM publication p WHERE ${eligible(by)} AND p.subject_id = ${by.firmId}`)

/** Answers those nobody was invited for before. */
export const markInvited = (db: Db, invitationId: string, recordIds: readonly string[]): Promise<{ recordId: string }[]> =>
  rowsOf<{ recordId: string }>(
    db,
    sql`INSERT INTO invited_record (record_id, invitation_id) SELECT value, ${invitationId} FROM jsonb_array_elements_text(${JSON.stringify(recordIds)}::text::jsonb)
        ON CONFLICT (record_id) DO NOTHING RETURNING record_id AS "recordId"`,
  )

export async function countFresh(db: Db, recordIds: readonly string[]): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(db, sql`SELECT count(*)::int AS n FROM jsonb_array_elements_text(${JSON.stringify(recordIds)}::text::jsonb) v WHERE NOT EXISTS (SELECT 1 FROM invited_record i WHERE i.record_id = v.value)`)
  return row?.n ?? 0
}

export const endInvitation = (db: Db, id: string, to: { outcome: InvitationRow['outcome']; doneAt: Date }) =>
  db
    .update(repairInvitation)
    .set(to)
    .where(and(eq(repairInvitation.id, id), eq(repairInvitation.outcome, 'waiting')))

export const finishRound = (db: Db, id: string, now: Date) =>
  db
    .update(invitationRound)
    .set({ finishedAt: now })
    .where(and(eq(invitationRound.id, id), sql`finished_at IS NULL AND NOT EXISTS (SELECT 1 FROM repair_invitation r WHERE r.round_id = ${id} AND r.outcome = 'waiting')`))

export async function findRound(db: Db, id: string): Promise<RoundRow | undefined> {
  const [row] = await db.select().from(invitationRound).where(eq(invitationRound.id, id))
  return row
}

export const listRounds = (db: Db, limit: number): Promise<RoundRow[]> => db.select().from(invitationRound).orderBy(desc(invitationRound.id)).limit(limit)

export async function countOutcomes(db: Db, roundId: string): Promise<Record<InvitationRow['outcome'], number>> {
  const rows = await db.select({ outcome: repairInvitation.outcome, n: sql<number>`count(*)::int` }).from(repairInvitation).where(eq(repairInvitation.roundId, roundId)).groupBy(repairInvitation.outcome)
  const counts = { waiting: 0, told: 0, 'no-representative': 0, 'already-invited': 0, 'no-longer': 0 }
  for (const { outcome, n } of rows) counts[outcome] = n
  return counts
}

/** In the order they were made; `cursor` is the last id of the page before. */
export const listInvitations = (db: Db, by: { roundId: string; cursor?: string | undefined; limit: number }) =>
  rowsOf<{ invitationId: string; uscc: string; name: string; records: number; outcome: InvitationRow['outcome'] }>(
    db,
    sql`SELECT r.id AS "invitationId", s.uscc, s.name, r.outcome, (SELECT count(*)::int FROM invited_record i WHERE i.invitation_id = r.id) AS records
        FROM repair_invitation r JOIN subject s ON s.id = r.firm_id WHERE r.round_id = ${by.roundId} AND r.id > ${by.cursor ?? ''} ORDER BY r.id LIMIT ${by.limit}`,
  )

export const hasWaiting = async (db: Db, roundId: string): Promise<boolean> => (await db.select({ id: repairInvitation.id }).from(repairInvitation).where(and(eq(repairInvitation.roundId, roundId), eq(repairInvitation.outcome, 'waiting'))).limit(1)).length > 0
