import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { merchant, merchantInvitation, merchantPost, store } from './merchant.table'

export type PostRow = typeof merchantPost.$inferSelect
export type InvitationRow = typeof merchantInvitation.$inferSelect

/** Locks a merchant's row until the transaction ends: whoever changes its standing or its owners takes it first. */
export async function lockMerchant(db: Db, id: string): Promise<typeof merchant.$inferSelect | undefined> {
  const [row] = await db.select().from(merchant).where(eq(merchant.id, id)).for('no key update')
  return row
}

/** The person's living post at this merchant. */
export async function findLivingPost(db: Db, by: { merchantId: string; subjectId: string }): Promise<PostRow | undefined> {
  const [row] = await db
    .select()
    .from(merchantPost)
    .where(and(eq(merchantPost.merchantId, by.merchantId), eq(merchantPost.subjectId, by.subjectId), eq(merchantPost.status, 'living')))
  return row
}

/** Living posts of a merchant; of some roles only when they are named. */
export const listLivingPosts = (db: Db, merchantId: string, roles?: readonly PostRow['role'][]): Promise<PostRow[]> =>
  db
    .select()
    .from(merchantPost)
    .where(and(eq(merchantPost.merchantId, merchantId), eq(merchantPost.status, 'living'), roles ? inArray(merchantPost.role, [...roles]) : undefined))
    .orderBy(asc(merchantPost.id))

/** Answers no row when the person holds a living post there already. */
export const insertPost = (db: Db, row: typeof merchantPost.$inferInsert): Promise<PostRow[]> => db.insert(merchantPost).values(row).onConflictDoNothing().returning()

/** living → ended, once. */
export const endPostRow = (db: Db, by: { id: string; merchantId: string; now: Date }): Promise<PostRow[]> =>
  db
    .update(merchantPost)
    .set({ status: 'ended', endedAt: by.now })
    .where(and(eq(merchantPost.id, by.id), eq(merchantPost.merchantId, by.merchantId), eq(merchantPost.status, 'living')))
    .returning()

const endLiving = (db: Db, now: Date, which: ReturnType<typeof eq>): Promise<PostRow[]> =>
  db
    .update(merchantPost)
    .set({ status: 'ended', endedAt: now })
    .where(and(which, eq(merchantPost.status, 'living')))
    .returning()

/** living → ended: the clerks of a store that closes. */
export const endPostsOfStore = (db: Db, storeId: string, now: Date) => endLiving(db, now, eq(merchantPost.storeId, storeId))
/** living → ended: everybody of a merchant that leaves. */
export const endPostsOfMerchant = (db: Db, merchantId: string, now: Date) => endLiving(db, now, eq(merchantPost.merchantId, merchantId))
/** living → ended: everything a person who leaves the city's service holds. */
export const endPostsOfPerson = (db: Db, subjectId: string, now: Date) => endLiving(db, now, eq(merchantPost.subjectId, subjectId))

export const insertInvitation = (db: Db, row: typeof merchantInvitation.$inferInsert) => db.insert(merchantInvitation).values(row)

const isOpen = (now: Date) => and(eq(merchantInvitation.status, 'open'), gt(merchantInvitation.expiresAt, now))

/** Open and in time, by the hash of its code. */
export async function findOpenInvitation(db: Db, codeHash: string, now: Date): Promise<InvitationRow | undefined> {
  const [row] = await db
    .select()
    .from(merchantInvitation)
    .where(and(eq(merchantInvitation.codeHash, codeHash), isOpen(now)))
  return row
}

export const listOpenInvitations = (db: Db, merchantId: string, now: Date): Promise<InvitationRow[]> =>
  db
    .select()
    .from(merchantInvitation)
    .where(and(eq(merchantInvitation.merchantId, merchantId), isOpen(now)))
    .orderBy(asc(merchantInvitation.id))

/** open → accepted, once: of two phones that confirm one code, one finds the row. */
export const acceptInvitationRow = (db: Db, by: { id: string; postId: string; now: Date }): Promise<InvitationRow[]> =>
  db
    .update(merchantInvitation)
    .set({ status: 'accepted', closedAt: by.now, postId: by.postId })
    .where(and(eq(merchantInvitation.id, by.id), isOpen(by.now)))
    .returning()

/** open → cancelled. */
export const cancelInvitationRow = (db: Db, by: { id: string; merchantId: string; now: Date }): Promise<InvitationRow[]> =>
  db
    .update(merchantInvitation)
    .set({ status: 'cancelled', closedAt: by.now })
    .where(and(eq(merchantInvitation.id, by.id), eq(merchantInvitation.merchantId, by.merchantId), eq(merchantInvitation.status, 'open')))
    .returning()

/** open → cancelled: those of a merchant that leaves, of somebody who may invite no more, to a store that closes. Names at least one of them. */
export const cancelInvitationsOf = (db: Db, by: ({ merchantId?: string; invitedBySubjectId?: string; storeId?: string }) & { now: Date }): Promise<InvitationRow[]> =>
  db
    .update(merchantInvitation)
    .set({ status: 'cancelled', closedAt: by.now })
    .where(
      and(
        eq(merchantInvitation.status, 'open'),
        by.merchantId === undefined ? undefined : eq(merchantInvitation.merchantId, by.merchantId),
        by.storeId === undefined ? undefined : eq(merchantInvitation.storeId, by.storeId),
        by.invitedBySubjectId === undefined ? undefined : eq(merchantInvitation.invitedBySubjectId, by.invitedBySubjectId),
      ),
    )
    .returning()

/** A merchant's own store, open or closed. */
export async function findOwnStore(db: Db, merchantId: string, storeId: string): Promise<typeof store.$inferSelect | undefined> {
  const [row] = await db
    .select()
    .from(store)
    .where(and(eq(store.id, storeId), eq(store.merchantId, merchantId)))
  return row
}

export const listOwnStores = (db: Db, merchantId: string): Promise<(typeof store.$inferSelect)[]> => db.select().from(store).where(eq(store.merchantId, merchantId)).orderBy(asc(store.status), asc(store.code))
