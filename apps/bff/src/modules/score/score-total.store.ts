import { eq } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { score } from './score.table'

/**
 * For rewards, and for nobody else: what is needed to pick a tier. A wall in `.dependency-cruiser.cjs` lets only perks,
 * vouchers and waivers import this file. Null for a person without an open score.
 */
export async function findScoreTotal(db: Db, subjectId: string): Promise<{ totalCenti: number; grade: string } | null> {
  const [row] = await db.select({ totalCenti: score.totalCenti, grade: score.grade }).from(score).where(eq(score.subjectId, subjectId))
  return row ?? null
}
