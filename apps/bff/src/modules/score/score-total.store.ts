import { eq } from 'drizzle-orm'
import type { Ctx } from '../../context'
import { requireUse } from './require-use'
import { score } from './score.table'

/**
 * For rewards, and for nobody else: what is needed to pick a tier. A wall in `.dependency-cruiser.cjs` lets only perks,
 * vouchers and waivers import this file. Null for a person without an open score.
 */
export async function findScoreTotal(ctx: Ctx, subjectId: string): Promise<{ totalCenti: number; grade: string } | null> {
  requireUse(ctx, 'reward')
  const [row] = await ctx.db.select({ totalCenti: score.totalCenti, grade: score.grade }).from(score).where(eq(score.subjectId, subjectId))
  return row ?? null
}
