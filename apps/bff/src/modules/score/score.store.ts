import { and, asc, desc, eq, getTableColumns, lt, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { score, scoreBasis, scoreDue, scoreHistory } from './score.table'

export type ScoreRow = typeof score.$inferSelect & { basis: string | null }

const scoreOf = prepared((db) =>
  db
    .select({ ...getTableColumns(score), basis: scoreBasis.basis })
    .from(score)
    .leftJoin(scoreBasis, eq(scoreBasis.scoreId, score.id))
    .where(eq(score.subjectId, sql.placeholder('subjectId')))
    .prepare('score_of_subject'),
)

/** The score of one subject with what it rests on, and of nobody else. The hottest read of the service. */
export async function findScore(db: Db, subjectId: string): Promise<ScoreRow | undefined> {
  const [row] = await scoreOf(db).execute({ subjectId })
  return row
}

export const insertScore = (db: Db, row: typeof score.$inferInsert) => db.insert(score).values(row)

export const deleteScore = (db: Db, subjectId: string) => db.delete(score).where(eq(score.subjectId, subjectId)).returning({ id: score.id })

export const deleteScoreDue = (db: Db, subjectId: string, seenSince: Date) => db.delete(scoreDue).where(and(eq(scoreDue.subjectId, subjectId), lte(scoreDue.since, seenSince)))

/** Subjects whose file changed, longest waiting first. */
export const listScoreDue = (db: Db, limit: number) => db.select().from(scoreDue).orderBy(asc(scoreDue.since)).limit(limit)

/** Marks subjects for a recompute: persons with an open score, and organisations. */
export const insertScoreDue = (db: Db, subjectIds: readonly string[], since: Date, reason: string) =>
  db.execute(sql`
    INSERT INTO score_due (subject_id, since, reason)
    SELECT s.id, ${since.toISOString()}::timestamptz, ${reason}
    FROM subject s WHERE s.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(subjectIds)}::text::jsonb))
      AND (s.kind = 'organization' OR EXISTS (SELECT 1 FROM score o WHERE o.subject_id = s.id))
    ORDER BY s.id
    ON CONFLICT (subject_id) DO UPDATE SET since = excluded.since, reason = excluded.reason`)

export type HistoryRow = typeof scoreHistory.$inferSelect

/** Changes of the score a person has open, newest first; `cursor` is the last id of the page before. */
export async function listScoreHistory(db: Db, subjectId: string, by: { cursor?: string | undefined; limit: number }): Promise<HistoryRow[]> {
  const rows = await db
    .select({ row: scoreHistory })
    .from(scoreHistory)
    .innerJoin(score, eq(score.id, scoreHistory.scoreId))
    .where(and(eq(score.subjectId, subjectId), by.cursor ? lt(scoreHistory.id, by.cursor) : undefined))
    .orderBy(desc(scoreHistory.id))
    .limit(by.limit)
  return rows.map((r) => r.row)
}

/** One change with whose it is, held until the transaction ends so that closing waits; undefined once the score is closed. */
export async function holdHistory(db: Db, historyId: string): Promise<{ subjectId: string; row: HistoryRow } | undefined> {
  const [found] = await db
    .select({ subjectId: score.subjectId, row: scoreHistory })
    .from(scoreHistory)
    .innerJoin(score, eq(score.id, scoreHistory.scoreId))
    .where(eq(scoreHistory.id, historyId))
    .for('key share')
  return found
}
