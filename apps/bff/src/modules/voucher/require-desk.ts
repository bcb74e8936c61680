import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { type DeskPost, findDeskPost } from '../merchant/merchant.store'
import { isOnSeriousList } from '../record/serious-list.store'

/** The caller's living post at this store. Without one the store does not exist for them: NOT_FOUND. */
export async function requireDesk(ctx: Ctx, storeId: string): Promise<DeskPost & { accountId: string }> {
  const { actor } = ctx
  const post = actor.kind === 'account' && actor.subjectId ? await findDeskPost(ctx.db, actor.subjectId, storeId) : undefined
  if (!post || actor.kind !== 'account') throw new DomainError('NOT_FOUND')
  return { ...post, accountId: actor.accountId }
}

/** A suspended merchant, or one on a serious list (rule 6), redeems nothing. Throws MERCHANT_SUSPENDED, or CONFLICT for a closed store. */
export async function requireDeskOpen(ctx: Ctx, desk: DeskPost): Promise<void> {
  if (desk.merchantStatus !== 'active' || (await isOnSeriousList(ctx.db, desk.merchantSubjectId, dayInShanghai(ctx.now.getTime())))) {
    throw new DomainError('MERCHANT_SUSPENDED', { detail: '本店已暂停合作，暂不能核销' })
  }
  if (desk.storeStatus !== 'open') throw new DomainError('CONFLICT', { detail: '本门店已停业，不能核销' })
}
