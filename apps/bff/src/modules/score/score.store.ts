import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { score, scoreDue } from './score.table'

export type ScoreRow = typeof score.$inferSelect

const scoreOf = prepared((db) =>
  db
    .select()
    .from(score)
    .where(eq(score.subjectId, sql.placeholder('subjectId')))
    .prepare('score_of_subject'),
)

/** The score of one subject, and of nobody else. The hottest read of the service. */
export async function findScore(db: Db, subjectId: string): Promise<ScoreRow | undefined> {
  const [row] = await scoreOf(db).execute({ subjectId })
  return row
}

/** For perks: what is needed to pick a tier, nothing else. Null for a person without an open score. */
export async function findScoreTotal(db: Db, subjectId: string): Promise<{ totalCenti: number; grade: string } | null> {
  const [row] = await db.select({ totalCenti: score.totalCenti, grade: score.grade }).from(score).where(eq(score.subjectId, subjectId))
  return row ?? null
}

export const insertScore = (db: Db, row: typeof score.$inferInsert) => db.insert(score).values(row)

/** Compare-and-set on the score id: a score closed and opened again meanwhile is another one. */
export const replaceScore = (db: Db, id: string, to: Pick<ScoreRow, 'modelId' | 'day' | 'totalCenti' | 'grade' | 'dimensions' | 'lines' | 'change' | 'computedAt'>) =>
  db.update(score).set(to).where(eq(score.id, id)).returning({ id: score.id })

export const deleteScore = (db: Db, subjectId: string) => db.delete(score).where(eq(score.subjectId, subjectId)).returning({ id: score.id })

export const deleteScoreDue = (db: Db, subjectId: string, seenSince: Date) => db.delete(scoreDue).where(and(eq(scoreDue.subjectId, subjectId), lte(scoreDue.since, seenSince)))

/** Subjects whose file changed, longest waiting first. */
export const listScoreDue = (db: Db, limit: number) => db.select().from(scoreDue).orderBy(asc(scoreDue.since)).limit(limit)

/** Open scores computed for an earlier day: decay and endings move them even when nothing happens. */
export const listStaleScores = (db: Db, day: string, limit: number) =>
  db.select({ subjectId: score.subjectId }).from(score).where(sql`${score.day} < ${day}`).orderBy(asc(score.day), asc(score.id)).limit(limit)

/** Marks subjects for a recompute; only those with an open score are ever computed. */
export const insertScoreDue = (db: Db, subjectIds: readonly string[], since: Date, reason: string) =>
  db
    .insert(scoreDue)
    .select(
      db
        .select({ subjectId: score.subjectId, since: sql<Date>`${since.toISOString()}::timestamptz`.as('since'), reason: sql<string>`${reason}`.as('reason') })
        .from(score)
        .where(inArray(score.subjectId, [...subjectIds])),
    )
    .onConflictDoUpdate({ target: scoreDue.subjectId, set: { since: sql`excluded.since`, reason: sql`excluded.reason` } })
