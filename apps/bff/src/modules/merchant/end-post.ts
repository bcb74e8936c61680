import type { PostEnding } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { isBelow } from './merchant.rights'
import { cancelInvitationsOf, endPostRow, endPostsOfPerson, listLivingPosts, lockMerchant, type PostRow } from './post.store'
import type { MerchantActor } from './require-post'

const WHY: Readonly<Record<PostEnding, string>> = { left: '您的岗位已停用，不能再为这家商户核销。', 'phone-lost': '店里报告您的手机丢失，岗位已停用，那台手机不能再核销。找回或换机后，请店里重新邀请。' }

/**
 * Ends a post 停用岗位 at once: every call to the desk asks for a living post, so the phone in question redeems nothing from the
 * commit on, and the open invitations its holder made are void. One may end one's own. Refuses: NOT_FOUND, FORBIDDEN for a post
 * above one's reach, CONFLICT for the last owner unless `mayBeLastOwner`.
 */
export async function endPost({ ctx: outer, input }: { ctx: Ctx; input: { by: MerchantActor; postId: string; reason: PostEnding; mayBeLastOwner?: boolean } }): Promise<void> {
  const { by } = input
  await inTransaction(outer, async (ctx) => {
    // Two owners who end each other must not both succeed.
    await lockMerchant(ctx.db, by.merchant.id)
    const living = await listLivingPosts(ctx.db, by.merchant.id)
    const post = living.find((p) => p.id === input.postId)
    if (!post) throw new DomainError('NOT_FOUND')
    if (post.id !== by.postId && !isBelow(by.role, post.role)) throw new DomainError('FORBIDDEN', { detail: '您的岗位不能停用这个人的岗位' })
    if (post.role === 'owner' && input.mayBeLastOwner !== true && living.filter((p) => p.role === 'owner').length === 1) throw new DomainError('CONFLICT', { detail: '这是最后一位店主，请先邀请新的店主' })
    await ended(ctx, await endPostRow(ctx.db, { id: post.id, merchantId: post.merchantId, now: ctx.now }), input.reason)
    await cancelInvitationsOf(ctx.db, { merchantId: post.merchantId, invitedBySubjectId: post.subjectId, now: ctx.now })
    if (post.id !== by.postId) await writeNotice(ctx, { subjectId: post.subjectId, kind: 'merchant.post-ended', cause: post.id, title: `${by.merchant.name}：岗位已停用`, body: WHY[input.reason] })
  })
}

/** Somebody closes their account: they stand at no counter any more, whoever is left there. */
export async function endPostsOf(ctx: Ctx, subjectId: string): Promise<void> {
  await ended(ctx, await endPostsOfPerson(ctx.db, subjectId, ctx.now), 'account-closed')
  await cancelInvitationsOf(ctx.db, { invitedBySubjectId: subjectId, now: ctx.now })
}

/** The audit rows of posts that ended. */
export async function ended(ctx: Ctx, posts: readonly PostRow[], reason: string): Promise<void> {
  for (const { id, merchantId, role, storeId } of posts) await writeAudit(ctx, { action: 'post.end', entity: 'merchant_post', entityId: id, detail: { merchantId, role, storeId, reason } })
}
