import type { InvitationOffer } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { hashCode, normaliseCode } from './invite-staff'
import { findMerchant, findStoreNames } from './merchant.store'
import { ROLE_TITLES } from './merchant.rights'
import { notifyMerchant } from './notify-merchant'
import { acceptInvitationRow, findOpenInvitation, insertPost, type InvitationRow } from './post.store'

const GONE = '邀请码不对，或者已经用过、过期了，请店里重新出示'

/** What a code offers. NOT_FOUND for a code that is wrong, used, taken back or too old: all the same from outside. */
export async function readInvitation({ ctx, input }: { ctx: Ctx; input: { code: string } }): Promise<InvitationOffer> {
  const { invitation, offer } = await open(ctx, input.code)
  return offer(invitation)
}

/**
 * The invited person takes up the post, with the one code only once: of two phones that confirm it, one gets NOT_FOUND.
 * CONFLICT when the person already holds a post at this merchant.
 */
export async function acceptInvitation({ ctx: outer, input }: { ctx: Ctx; input: { code: string; subjectId: string } }): Promise<InvitationOffer> {
  return inTransaction(outer, async (ctx) => {
    const { invitation, offer } = await open(ctx, input.code)
    const [post] = await insertPost(ctx.db, { id: newId('pos', ctx.now), merchantId: invitation.merchantId, storeId: invitation.storeId, subjectId: input.subjectId, role: invitation.role, createdAt: ctx.now })
    if (!post) throw new DomainError('CONFLICT', { detail: '您在这家商户已有岗位；要换岗位，请店里先停用原来的' })
    const [accepted] = await acceptInvitationRow(ctx.db, { id: invitation.id, postId: post.id, now: ctx.now })
    if (!accepted) throw new DomainError('NOT_FOUND', { detail: GONE })
    await writeAudit(ctx, { action: 'post.accept', entity: 'merchant_post', entityId: post.id, detail: { merchantId: post.merchantId, invitationId: accepted.id, role: post.role, storeId: post.storeId } })
    const shown = await offer(accepted)
    await notifyMerchant(ctx, post.merchantId, { kind: 'merchant.staff-joined', cause: post.id, title: `一位新的${ROLE_TITLES[post.role]}已上岗`, body: `${shown.storeName ?? ''}${ROLE_TITLES[post.role]}已用邀请码确认上岗。不是您店里邀请的，请在“店员”里停用。` })
    return shown
  })
}

async function open(ctx: Ctx, code: string): Promise<{ invitation: InvitationRow; offer: (row: InvitationRow) => Promise<InvitationOffer> }> {
  const invitation = await findOpenInvitation(ctx.db, hashCode(ctx, normaliseCode(code)), ctx.now)
  const merchant = invitation && (await findMerchant(ctx.db, invitation.merchantId))
  if (!merchant || merchant.status === 'terminated') throw new DomainError('NOT_FOUND', { detail: GONE })
  const offer = async (row: InvitationRow): Promise<InvitationOffer> => ({
    merchantName: merchant.name,
    role: row.role,
    storeName: row.storeId === null ? null : ((await findStoreNames(ctx.db, [row.storeId])).get(row.storeId) ?? null),
    expiresAt: row.expiresAt.toISOString(),
  })
  return { invitation, offer }
}
