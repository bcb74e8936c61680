import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId, recordset, rowsOf } from '../../db/sql'
import { repairLetter } from './repair.table'

export type LetterRow = typeof repairLetter.$inferSelect

/** A letter for each of these records that has none and was decided from that day on; one statement, whatever the number. */
export const insertLetters = (db: Db, rows: readonly { id: string; recordId: string }[], by: { items: readonly string[]; from: string; textVersion: string; now: Date }) =>
  db.execute(sql`
    INSERT INTO repair_letter (id, record_id, subject_id, item, office, decided_on, text_version, made_at)
    SELECT i.id, r.id, r.subject_id, r.item, r.source_office, r.decided_on, ${by.textVersion}, ${by.now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "recordId" text')} JOIN record r ON r.id = i."recordId"
    WHERE r.status = 'valid' AND r.decided_on >= ${by.from}::date AND r.item IN (${sql.join(by.items.map((code) => sql`${code}`), sql`, `)})
    ON CONFLICT DO NOTHING`)

/** Letters nobody has been shown, whose subject can be reached now: a person with an account, or a firm somebody acts for. */
export const listDeliverable = (db: Db, now: Date, limit: number) =>
  rowsOf<{ id: string; recordId: string; subjectId: string; to: string }>(
    db,
    sql`SELECT l.id, l.record_id AS "recordId", l.subject_id AS "subjectId", r."to" FROM repair_letter l
        JOIN (SELECT a.subject_id AS owner, a.subject_id AS "to" FROM account a WHERE a.subject_id IS NOT NULL AND a.closed_at IS NULL
              UNION ALL
              SELECT g.firm_id, min(g.person_id) FROM agency g WHERE g.status = 'living' AND g.role = 'representative' AND (g.expires_at IS NULL OR g.expires_at > ${now.toISOString()}::timestamptz) GROUP BY g.firm_id) r ON r.owner = l.subject_id
        WHERE l.delivered_at IS NULL ORDER BY l.id LIMIT ${limit}`,
  )

export const deliverRow = (db: Db, id: string, to: { check: Record<string, unknown>; deliveredAt: Date }): Promise<LetterRow[]> =>
  db
    .update(repairLetter)
    .set(to)
    .where(and(eq(repairLetter.id, id), isNull(repairLetter.deliveredAt)))
    .returning()

export const acknowledgeRow = (db: Db, id: string, to: { acknowledgedAt: Date; acknowledgedById: string }): Promise<LetterRow[]> =>
  db
    .update(repairLetter)
    .set(to)
    .where(and(eq(repairLetter.id, id), isNull(repairLetter.acknowledgedAt)))
    .returning()

/** Not owner-scoped: whoever asks has checked whose it is. */
export async function findLetter(db: Db, id: string): Promise<LetterRow | undefined> {
  const [row] = await db.select().from(repairLetter).where(eq(repairLetter.id, id))
  return row
}

export const listLettersOf = (db: Db, subjectId: string): Promise<LetterRow[]> => db.select().from(repairLetter).where(eq(repairLetter.subjectId, subjectId)).orderBy(desc(repairLetter.id)).limit(200)

export const listLetters = (db: Db, by: { state?: 'made' | 'delivered' | 'acknowledged' | undefined; cursor?: string | undefined; limit: number }): Promise<LetterRow[]> =>
  db
    .select()
    .from(repairLetter)
    .where(
      and(
        by.state === 'made' ? isNull(repairLetter.deliveredAt) : undefined,
        by.state === 'delivered' ? sql`${repairLetter.deliveredAt} IS NOT NULL AND ${repairLetter.acknowledgedAt} IS NULL` : undefined,
        by.state === 'acknowledged' ? sql`${repairLetter.acknowledgedAt} IS NOT NULL` : undefined,
        afterId(repairLetter.id, by.cursor),
      ),
    )
    .orderBy(desc(repairLetter.id))
    .limit(by.limit)
