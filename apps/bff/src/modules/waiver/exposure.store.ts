import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { waiverExposure } from './waiver.table'

/**
 * Takes `amountFen` of a person's limit: the statement that decides. Its row is locked until the transaction ends, so two orders
 * at once come one after the other. False: it does not fit. A limit that fell below what is open admits nothing more and ends nothing.
 */
export async function takeExposure(db: Db, by: { subjectId: string; amountFen: number; limitFen: number; now: Date }): Promise<boolean> {
  if (by.amountFen > by.limitFen) return false
  const taken = await db
    .insert(waiverExposure)
    .values({ subjectId: by.subjectId, usedFen: by.amountFen, limitFen: by.limitFen, changedAt: by.now })
    .onConflictDoUpdate({
      target: waiverExposure.subjectId,
      set: { usedFen: sql`${waiverExposure.usedFen} + ${by.amountFen}`, limitFen: by.limitFen, changedAt: by.now },
      setWhere: sql`${waiverExposure.usedFen} + ${by.amountFen} <= ${by.limitFen}`,
    })
    .returning({ subjectId: waiverExposure.subjectId })
  return taken.length === 1
}

/** Gives back what an order held. The CHECK refuses to give back more than was taken. */
export async function releaseExposure(db: Db, by: { subjectId: string; amountFen: number; now: Date }): Promise<void> {
  await db
    .update(waiverExposure)
    .set({ usedFen: sql`${waiverExposure.usedFen} - ${by.amountFen}`, changedAt: by.now })
    .where(eq(waiverExposure.subjectId, by.subjectId))
}

/** What is in use now, in fen. */
export async function findUsedExposure(db: Db, subjectId: string): Promise<number> {
  const [row] = await db.select({ usedFen: waiverExposure.usedFen }).from(waiverExposure).where(eq(waiverExposure.subjectId, subjectId))
  return row?.usedFen ?? 0
}
