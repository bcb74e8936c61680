import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { endPost } from './end-post'
import { cancelInvitation, inviteStaff } from './invite-staff'
import { countLeft } from './left.store'
import { MERCHANT_EDGES } from './merchant.lifecycle'
import { presentInvitations, presentOwnStore } from './present-merchant'
import { requireMerchantScope } from './require-post'
import { resumeByOffice, suspendByOffice } from './suspend-merchant'
import { terminateMerchant } from './terminate-merchant'
import { addStore, closeStore, editStore, reopenStore } from './write-store'

const INVITATIONS = { points: 60, seconds: 3600, by: 'actor' } as const
const SCOPED = { roles: ['reviewer', 'administrator', 'merchant-owner'], owner: 'staff-scope' } as const

/** The console's side of a merchant: its stores, its people, its standing. */
export function registerConsoleMerchantRoutes(api: Api): void {
  registerConsoleStoreRoutes(api)
  registerConsoleStaffRoutes(api)
  registerStandingRoutes(api)
}

function registerConsoleStaffRoutes(api: Api): void {
  // A merchant admitted from paper has no owner yet: the office invites the first one as the owner invites the rest.
  api.route('POST /console/merchants/{merchantId}/invitations', { ...SCOPED, audit: 'post.invite', limit: INVITATIONS }, async ({ ctx, params, body }) => {
    const by = await requireMerchantScope(ctx, params.merchantId)
    if (by.merchant.status === 'terminated') throw new DomainError('CONFLICT', { detail: '商户已终止合作' })
    const { invitation, code, qrText } = await inviteStaff({ ctx, input: { by, ...body } })
    const [shown] = await presentInvitations(ctx, [invitation])
    if (!shown) throw new Error('an invitation made a moment ago is gone')
    return { ...shown, code, qrText }
  })

  api.route('DELETE /console/merchants/{merchantId}/invitations/{invitationId}', { ...SCOPED, audit: 'post.invite-cancel' }, async ({ ctx, params }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    await cancelInvitation({ ctx, input: { merchantId: merchant.id, invitationId: params.invitationId } })
  })

  api.route('POST /console/merchants/{merchantId}/posts/{postId}/end', { ...SCOPED, audit: 'post.end' }, async ({ ctx, params, body }) => {
    const by = await requireMerchantScope(ctx, params.merchantId)
    // The last owner's phone may be the lost one; the office can invite the next, a merchant's own console user could not be sure of it.
    await endPost({ ctx, input: { by, postId: params.postId, reason: body.reason, mayBeLastOwner: callerStaff(ctx).merchantId === null } })
  })
}

function registerConsoleStoreRoutes(api: Api): void {
  api.route('POST /console/merchants/{merchantId}/stores', { ...SCOPED, audit: 'store.add' }, async ({ ctx, params, body }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    if (merchant.status === 'terminated') throw new DomainError('CONFLICT', { detail: '商户已终止合作' })
    return presentOwnStore(await addStore({ ctx, input: { merchantId: merchant.id, store: body } }))
  })

  api.route('PUT /console/merchants/{merchantId}/stores/{storeId}', { ...SCOPED, audit: 'store.edit' }, async ({ ctx, params, body }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    return presentOwnStore(await editStore({ ctx, input: { merchantId: merchant.id, storeId: params.storeId, store: body } }))
  })

  api.route('POST /console/merchants/{merchantId}/stores/{storeId}/closure', { ...SCOPED, audit: 'store.close' }, async ({ ctx, params }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    return presentOwnStore(await closeStore({ ctx, input: { merchantId: merchant.id, storeId: params.storeId } }))
  })

  api.route('POST /console/merchants/{merchantId}/stores/{storeId}/reopening', { ...SCOPED, audit: 'store.reopen' }, async ({ ctx, params }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    return presentOwnStore(await reopenStore({ ctx, input: { merchantId: merchant.id, storeId: params.storeId } }))
  })
}

function registerStandingRoutes(api: Api): void {
  const office = { roles: ['reviewer', 'administrator'], owner: 'city' } as const

  api.route('POST /console/merchants/{merchantId}/suspension', { ...office, audit: MERCHANT_EDGES.suspend.event }, ({ ctx, params, body }) => suspendByOffice({ ctx, input: { merchantId: params.merchantId, ...body } }))

  api.route('POST /console/merchants/{merchantId}/resumption', { ...office, audit: MERCHANT_EDGES.resume.event }, ({ ctx, params }) => resumeByOffice({ ctx, input: { merchantId: params.merchantId } }))

  api.route('GET /console/merchants/{merchantId}/termination', { ...office, audit: null }, async ({ ctx, params }) => {
    const { merchant } = await requireMerchantScope(ctx, params.merchantId)
    return countLeft(ctx.db, merchant.id)
  })

  api.route('POST /console/merchants/{merchantId}/termination', { ...office, audit: MERCHANT_EDGES.terminate.event }, ({ ctx, params, body }) => terminateMerchant({ ctx, input: { merchantId: params.merchantId, ...body } }))
}
