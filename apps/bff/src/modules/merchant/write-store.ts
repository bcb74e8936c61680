import type { StoreInput } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { ended } from './end-post'
import { cancelInvitationsOf, endPostsOfStore, findOwnStore } from './post.store'
import { insertStores, moveStore, type StoreRow, updateStore } from './store.store'

/** A row for a store that was written down here. Its own id is its number: the merchant's import brings numbers of its own. */
export function newStore(ctx: Ctx, merchantId: string, input: StoreInput): Parameters<typeof insertStores>[1][number] {
  const id = newId('sto', ctx.now)
  return { id, merchantId, code: id, ...input, status: 'open', updatedAt: ctx.now }
}

/** Adds a store 门店. */
export async function addStore({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; store: StoreInput } }): Promise<StoreRow> {
  return inTransaction(outer, async (ctx) => {
    const [made] = await insertStores(ctx.db, [newStore(ctx, input.merchantId, input.store)])
    if (!made) throw new Error('a store inserted a moment ago is gone')
    await writeAudit(ctx, { action: 'store.add', entity: 'store', entityId: made.id, detail: { merchantId: input.merchantId } })
    return made
  })
}

/** Changes name, address, position and hours. NOT_FOUND for another merchant's. */
export async function editStore({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; storeId: string; store: StoreInput } }): Promise<StoreRow> {
  return inTransaction(outer, async (ctx) => {
    const [changed] = await updateStore(ctx.db, { id: input.storeId, merchantId: input.merchantId, now: ctx.now, ...input.store })
    if (!changed) throw new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: 'store.edit', entity: 'store', entityId: changed.id, detail: { merchantId: input.merchantId } })
    return changed
  })
}

const STATE_TITLES: Readonly<Record<StoreRow['status'], string>> = { open: '营业中', closed: '已停业' }

/** NOT_FOUND for another merchant's, CONFLICT when it is so already. */
async function move(ctx: Ctx, by: { merchantId: string; storeId: string; to: StoreRow['status'] }): Promise<StoreRow> {
  const [moved] = await moveStore(ctx.db, { id: by.storeId, merchantId: by.merchantId, from: by.to === 'open' ? 'closed' : 'open', to: by.to, now: ctx.now })
  if (moved) return moved
  const seen = await findOwnStore(ctx.db, by.merchantId, by.storeId)
  if (!seen) throw new DomainError('NOT_FOUND')
  throw new DomainError('CONFLICT', { detail: `这家门店${STATE_TITLES[seen.status]}`, facts: { status: seen.status, since: seen.updatedAt.toISOString() } })
}

/** Closes a store 停业: nothing is redeemed there, its clerks' posts end and they are told. Vouchers stay good at the merchant's other stores. */
export async function closeStore({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; storeId: string } }): Promise<StoreRow> {
  return inTransaction(outer, async (ctx) => {
    const closed = await move(ctx, { ...input, to: 'closed' })
    const posts = await endPostsOfStore(ctx.db, closed.id, ctx.now)
    await ended(ctx, posts, 'store-closed')
    await cancelInvitationsOf(ctx.db, { storeId: closed.id, now: ctx.now })
    for (const { id, subjectId } of posts) await writeNotice(ctx, { subjectId, kind: 'merchant.post-ended', cause: id, title: `${closed.name}已停业`, body: '您在这家门店的岗位随之停用。调到其他门店时，请店里重新邀请。' })
    await writeAudit(ctx, { action: 'store.close', entity: 'store', entityId: closed.id, detail: { merchantId: input.merchantId, postsEnded: posts.length } })
    return closed
  })
}

/** Opens a closed store again; its clerks are invited anew. */
export async function reopenStore({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; storeId: string } }): Promise<StoreRow> {
  return inTransaction(outer, async (ctx) => {
    const opened = await move(ctx, { ...input, to: 'open' })
    await writeAudit(ctx, { action: 'store.reopen', entity: 'store', entityId: opened.id, detail: { merchantId: input.merchantId } })
    return opened
  })
}
