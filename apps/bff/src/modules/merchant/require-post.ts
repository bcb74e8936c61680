import type { MerchantPostRole } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerSubject } from '../../http/caller'
import { findMerchant, type MerchantRow } from './merchant.store'
import { hasRight, type MerchantRight } from './merchant.rights'
import { findLivingPost } from './post.store'

/** Who acts for a merchant: by a post of their own, or from the console with an owner's rights. */
export interface MerchantActor {
  merchant: MerchantRow
  role: MerchantPostRole
  /** Null in the console. */
  subjectId: string | null
  postId: string | null
  /** A clerk's store. */
  storeId: string | null
}

/** The caller's living post at this merchant with this right. NOT_FOUND without a post, FORBIDDEN without the right. Read for every call: an ending holds at once. */
export async function requirePost(ctx: Ctx, merchantId: string, right?: MerchantRight): Promise<MerchantActor> {
  const subjectId = callerSubject(ctx)
  const post = await findLivingPost(ctx.db, { merchantId, subjectId })
  const merchant = post && (await findMerchant(ctx.db, merchantId))
  if (!post || !merchant || merchant.status === 'terminated') throw new DomainError('NOT_FOUND')
  if (right && !hasRight(post.role, right)) throw new DomainError('FORBIDDEN', { detail: '您的岗位不能办理这一项，请找店主或店长' })
  return { merchant, role: post.role, subjectId, postId: post.id, storeId: post.storeId }
}

/** A console user who may act for this merchant: its own, or the city's. NOT_FOUND for somebody else's. */
export async function requireMerchantScope(ctx: Ctx, merchantId: string): Promise<MerchantActor> {
  const { merchantId: own } = callerStaff(ctx)
  const merchant = own === null || own === merchantId ? await findMerchant(ctx.db, merchantId) : undefined
  if (!merchant) throw new DomainError('NOT_FOUND')
  return { merchant, role: 'owner', subjectId: null, postId: null, storeId: null }
}
