import type { MerchantPostRole } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { makeSpokenCode, readSpokenCode, showSpokenCode } from '../../lib/spoken-code'
import { writeAudit } from '../audit/write-audit'
import { mayInvite, ROLE_TITLES } from './merchant.rights'
import { cancelInvitationRow, findOwnStore, insertInvitation, type InvitationRow } from './post.store'
import type { MerchantActor } from './require-post'

/** Long enough to walk over to the new clerk, or to send it; short enough that a screenshot is worth nothing tomorrow. */
const LIFE_MS = 30 * 60_000
const PREFIX = 'XH-POST:'

/** Keyed, so that a reader of the table cannot try all codes. The lives are shorter than any key's. */
export const hashCode = (ctx: Ctx, code: string): string => ctx.keys.sealer.fingerprint(`post-invitation:${code}`, 'content')

export const normaliseCode = (text: string): string => readSpokenCode(text, PREFIX)

/**
 * Invites whoever holds the code to a post: a clerk to one store, a manager or an owner to all. The code is answered once and
 * works once, for half an hour. FORBIDDEN for a role above one's reach, NOT_FOUND for another merchant's store, CONFLICT for a closed one.
 */
export async function inviteStaff({ ctx: outer, input }: { ctx: Ctx; input: { by: MerchantActor; role: MerchantPostRole; storeId: string | null } }): Promise<{ invitation: InvitationRow; code: string; qrText: string }> {
  const { by, role } = input
  if (!mayInvite(by.role).includes(role)) throw new DomainError('FORBIDDEN', { detail: `您的岗位不能邀请${ROLE_TITLES[role]}` })
  if (role === 'clerk' && input.storeId === null) throw new DomainError('VALIDATION', { detail: '请选择店员所在的门店', errors: [{ field: 'storeId', message: '请选择店员所在的门店' }] })
  return inTransaction(outer, async (ctx) => {
    const storeId = role === 'clerk' ? input.storeId : null
    if (storeId !== null) {
      const store = await findOwnStore(ctx.db, by.merchant.id, storeId)
      if (!store) throw new DomainError('NOT_FOUND')
      if (store.status === 'closed') throw new DomainError('CONFLICT', { detail: '这家门店已停业，不能邀请店员' })
    }
    const code = makeSpokenCode()
    const invitation: InvitationRow = {
      id: newId('miv', ctx.now),
      merchantId: by.merchant.id,
      storeId,
      role,
      codeHash: hashCode(ctx, code),
      invitedBySubjectId: by.subjectId,
      status: 'open',
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + LIFE_MS),
      closedAt: null,
      postId: null,
    }
    await insertInvitation(ctx.db, invitation)
    await writeAudit(ctx, { action: 'post.invite', entity: 'merchant_invitation', entityId: invitation.id, detail: { merchantId: by.merchant.id, role, storeId } })
    const shown = showSpokenCode(code)
    return { invitation, code: shown, qrText: `${PREFIX}${shown}` }
  })
}

/** Takes an open invitation back. NOT_FOUND when there is none, or it was taken up. */
export async function cancelInvitation({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; invitationId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const [cancelled] = await cancelInvitationRow(ctx.db, { id: input.invitationId, merchantId: input.merchantId, now: ctx.now })
    if (!cancelled) throw new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: 'post.invite-cancel', entity: 'merchant_invitation', entityId: cancelled.id, detail: { merchantId: cancelled.merchantId } })
  })
}
