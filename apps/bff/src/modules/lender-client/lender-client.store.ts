import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { lenderAssertion, lenderClient } from './lender-client.table'

/** Neither suspended nor gone. */
const isLenderActive = sql`EXISTS (SELECT FROM lender l WHERE l.id = ${lenderClient.lenderId} AND l.status = 'active')`

export type LenderClientRow = typeof lenderClient.$inferSelect

/** None while its lender is suspended or has left. Not owner-scoped: who asks has proven to be this client, or asks for its key to find out. */
export async function findLivingLenderClient(db: Db, id: string): Promise<LenderClientRow | undefined> {
  const [row] = await db
    .select()
    .from(lenderClient)
    .where(and(eq(lenderClient.id, id), eq(lenderClient.status, 'active'), isLenderActive))
  return row
}

/** Where the lender's system is told, when it has one and the lender is active. */
export async function findLenderEndpoint(db: Db, lenderId: string): Promise<LenderClientRow | undefined> {
  const [row] = await db
    .select()
    .from(lenderClient)
    .where(and(eq(lenderClient.lenderId, lenderId), eq(lenderClient.status, 'active'), isLenderActive))
  return row
}

/** Undefined when the key is taken, or the lender has a living client: the unique indexes decide. */
export async function insertLenderClient(db: Db, row: typeof lenderClient.$inferInsert): Promise<LenderClientRow | undefined> {
  const [made] = await db.insert(lenderClient).values(row).onConflictDoNothing().returning()
  return made
}

export const listLenderClients = (db: Db, lenderId: string): Promise<LenderClientRow[]> => db.select().from(lenderClient).where(eq(lenderClient.lenderId, lenderId)).orderBy(asc(lenderClient.id))

/** Compare-and-set: of two revocations one finds the row. */
export async function revokeLenderClient(db: Db, by: { id: string; lenderId: string; now: Date; actor: string }): Promise<LenderClientRow | undefined> {
  const [row] = await db
    .update(lenderClient)
    .set({ status: 'revoked', revokedAt: by.now, revokedBy: by.actor })
    .where(and(eq(lenderClient.id, by.id), eq(lenderClient.lenderId, by.lenderId), eq(lenderClient.status, 'active')))
    .returning()
  return row
}

/** Only of a living system. */
export async function replaceWebhookSecret(db: Db, by: { id: string; lenderId: string; sealed: string }): Promise<LenderClientRow | undefined> {
  const [row] = await db
    .update(lenderClient)
    .set({ webhookSecretSealed: by.sealed })
    .where(and(eq(lenderClient.id, by.id), eq(lenderClient.lenderId, by.lenderId), eq(lenderClient.status, 'active')))
    .returning()
  return row
}

/** A lender has left: it has no system any more. */
export const revokeLenderClients = (db: Db, by: { lenderId: string; now: Date; actor: string }): Promise<{ id: string }[]> =>
  db
    .update(lenderClient)
    .set({ status: 'revoked', revokedAt: by.now, revokedBy: by.actor })
    .where(and(eq(lenderClient.lenderId, by.lenderId), eq(lenderClient.status, 'active')))
    .returning({ id: lenderClient.id })

/** False when this assertion was used before. */
export async function spendLenderAssertion(db: Db, row: typeof lenderAssertion.$inferInsert): Promise<boolean> {
  return (await db.insert(lenderAssertion).values(row).onConflictDoNothing().returning({ jti: lenderAssertion.jti })).length > 0
}

export const deleteLenderAssertionsBefore = (db: Db, before: Date) => db.delete(lenderAssertion).where(lt(lenderAssertion.expiresAt, before))
