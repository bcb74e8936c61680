import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { account } from './identity.table'

export type AccountRow = typeof account.$inferSelect

export async function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  const [row] = await db.select().from(account).where(eq(account.id, id))
  return row
}

export async function findAccountByOpenid(db: Db, openidBlind: string): Promise<AccountRow | undefined> {
  const [row] = await db.select().from(account).where(eq(account.openidBlind, openidBlind))
  return row
}

/** Inserts, or does nothing when the WeChat user already has an account: the caller then finds it. */
export const insertAccount = (db: Db, row: typeof account.$inferInsert) => db.insert(account).values(row).onConflictDoNothing({ target: account.openidBlind })

/** Compare-and-set: an account is bound once. The unique index refuses a subject another account holds. */
export async function bindSubject(db: Db, id: string, subjectId: string, now: Date): Promise<AccountRow | undefined> {
  const [row] = await db
    .update(account)
    .set({ subjectId, realNamedAt: now })
    .where(and(eq(account.id, id), isNull(account.subjectId)))
    .returning()
  return row
}

/** Compare-and-set: a living account becomes an empty row without WeChat user and without person. */
export const emptyAccount = (db: Db, id: string, now: Date) =>
  db
    .update(account)
    .set({ openidBlind: null, openidSealed: null, subjectId: null, realNamedAt: null, closedAt: now })
    .where(and(eq(account.id, id), isNull(account.closedAt)))
    .returning({ id: account.id })
