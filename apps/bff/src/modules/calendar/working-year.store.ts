import { asc, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { workingYear } from './working-year.table'

export type WorkingYearRow = typeof workingYear.$inferSelect

/** The newest version of every loaded year. */
export const listWorkingYears = (db: Db): Promise<WorkingYearRow[]> => db.selectDistinctOn([workingYear.year]).from(workingYear).orderBy(asc(workingYear.year), desc(workingYear.version))

export const listWorkingYearHistory = (db: Db): Promise<WorkingYearRow[]> => db.select().from(workingYear).orderBy(desc(workingYear.id)).limit(100)

export async function nextVersion(db: Db, year: number): Promise<number> {
  const [row] = await db.select({ version: sql<number>`(coalesce(max(${workingYear.version}), 0) + 1)::int` }).from(workingYear).where(eq(workingYear.year, year))
  return row?.version ?? 1
}

export const insertWorkingYear = (db: Db, row: typeof workingYear.$inferInsert) => db.insert(workingYear).values(row)
