import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { tillAssertion, tillClient } from './till.table'

export type TillRow = typeof tillClient.$inferSelect

const livingTill = prepared((db) =>
  db
    .select()
    .from(tillClient)
    .where(and(eq(tillClient.id, sql.placeholder('id')), eq(tillClient.status, 'active')))
    .prepare('living_till'),
)

/** Not owner-scoped: who asks has proven to be this till, or asks for its key to find out. */
export async function findLivingTill(db: Db, id: string): Promise<TillRow | undefined> {
  const [row] = await livingTill(db).execute({ id })
  return row
}

/** Undefined when the key is another till's already: the unique index decides. */
export async function insertTill(db: Db, row: typeof tillClient.$inferInsert): Promise<TillRow | undefined> {
  const [made] = await db.insert(tillClient).values(row).onConflictDoNothing().returning()
  return made
}

/** `onlyMerchantId` is the owner scope of a merchant's own console user. */
export const listTills = (db: Db, onlyMerchantId: string | null): Promise<TillRow[]> =>
  db
    .select()
    .from(tillClient)
    .where(onlyMerchantId === null ? undefined : eq(tillClient.merchantId, onlyMerchantId))
    .orderBy(asc(tillClient.status), asc(tillClient.merchantId), asc(tillClient.id))

/** Compare-and-set: of two revocations one finds the row. */
export async function revokeTill(db: Db, by: { id: string; merchantId: string; now: Date; actor: string }): Promise<TillRow | undefined> {
  const [row] = await db
    .update(tillClient)
    .set({ status: 'revoked', revokedAt: by.now, revokedBy: by.actor })
    .where(and(eq(tillClient.id, by.id), eq(tillClient.merchantId, by.merchantId), eq(tillClient.status, 'active')))
    .returning()
  return row
}

/** False when this assertion was used before. */
export async function spendAssertion(db: Db, row: typeof tillAssertion.$inferInsert): Promise<boolean> {
  return (await db.insert(tillAssertion).values(row).onConflictDoNothing().returning({ jti: tillAssertion.jti })).length > 0
}

export const deleteAssertionsBefore = (db: Db, before: Date) => db.delete(tillAssertion).where(lt(tillAssertion.expiresAt, before))
