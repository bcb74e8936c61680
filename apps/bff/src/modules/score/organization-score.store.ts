import { and, desc, eq, getTableColumns, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { containing, rowsOf } from '../../db/sql'
import { organizationScore, organizationScoreBasis, organizationScoreHistory } from './score.table'

export type OrganizationScore = typeof organizationScore.$inferSelect & { basis: string | null }

/** For other modules: an organisation's evaluation as it stands; undefined before the first one. */
export async function findOrganizationScore(db: Db, subjectId: string): Promise<OrganizationScore | undefined> {
  const [row] = await db
    .select({ ...getTableColumns(organizationScore), basis: organizationScoreBasis.basis })
    .from(organizationScore)
    .leftJoin(organizationScoreBasis, eq(organizationScoreBasis.subjectId, organizationScore.subjectId))
    .where(eq(organizationScore.subjectId, subjectId))
  return row
}

export interface OrganizationScoreListing extends Record<string, unknown> {
  subjectId: string
  name: string
  uscc: string
  district: string | null
  modelId: string
  totalCenti: number
  grade: string
  day: string
  /** What it rests on; null before bases were kept. */
  basis: string | null
}

/** By subject id, newest first; `search` is part of a name or a whole USCC. */
export function listOrganizationScores(db: Db, by: { subjectId?: string; grade?: string | undefined; search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<OrganizationScoreListing[]> {
  const like = by.search ? containing(by.search) : undefined
  const where: SQL[] = [
    ...(by.subjectId ? [sql`o.subject_id = ${by.subjectId}`] : []),
    ...(by.grade ? [sql`o.grade = ${by.grade}`] : []),
    ...(like ? [sql`(s.name LIKE ${like} OR s.uscc = ${by.search})`] : []),
    ...(by.cursor ? [sql`o.subject_id < ${by.cursor}`] : []),
  ]
  return rowsOf<OrganizationScoreListing>(
    db,
    sql`SELECT o.subject_id AS "subjectId", s.name, s.uscc, coalesce(g.district, s.district) AS district, o.model_id AS "modelId", o.total_centi::int AS "totalCenti", o.grade,
          o.day::text AS day, b.basis
        FROM organization_score o JOIN subject s ON s.id = o.subject_id LEFT JOIN organization_score_basis b ON b.subject_id = o.subject_id LEFT JOIN organization g ON g.subject_id = o.subject_id
        WHERE ${where.length === 0 ? sql`true` : sql.join(where, sql` AND `)} ORDER BY o.subject_id DESC LIMIT ${by.limit}`,
  )
}

/** One change of an organisation's evaluation. */
export async function findOrganizationChange(db: Db, historyId: string) {
  const [row] = await db
    .select()
    .from(organizationScoreHistory)
    .where(eq(organizationScoreHistory.id, historyId))
  return row
}

/** Changes of one organisation's evaluation, newest first; `cursor` is the last id of the page before. */
export const listOrganizationHistory = (db: Db, subjectId: string, by: { cursor?: string | undefined; limit: number }) =>
  db
    .select()
    .from(organizationScoreHistory)
    .where(and(eq(organizationScoreHistory.subjectId, subjectId), by.cursor ? lt(organizationScoreHistory.id, by.cursor) : undefined))
    .orderBy(desc(organizationScoreHistory.id))
    .limit(by.limit)
