import { addDays, dayInShanghai, startOfDayInShanghai } from '@xinhui/rules'
import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { acceptInvitation, readInvitation } from './accept-invitation'
import { findLastAgreement } from './agreement.store'
import { endPost } from './end-post'
import { cancelInvitation, inviteStaff } from './invite-staff'
import { mayInvite } from './merchant.rights'
import { countRedemptions, listStock } from './merchant-home.store'
import { listLivingPosts, listOpenInvitations, listOwnStores } from './post.store'
import { presentInvitations, presentOwnStore, presentStaff, presentSuspension } from './present-merchant'
import { requirePost } from './require-post'
import { agreementState } from './sign-agreement'
import { listLivingSuspensions } from './standing.store'
import { addStore, closeStore, editStore, reopenStore } from './write-store'

/** Trying codes is what this stops: at 30 an hour, a code of 39 bits outlives every guess. */
const CODE_TRIES = { points: 30, seconds: 3600, by: 'actor' } as const
const INVITATIONS = { points: 60, seconds: 3600, by: 'actor' } as const

export function registerMerchantRoutes(api: Api): void {
  registerHomeRoute(api)
  registerStaffRoutes(api)
  registerStoreRoutes(api)
}

function registerHomeRoute(api: Api): void {
  api.route('GET /desk/merchants/{merchantId}', { roles: ['resident'], owner: 'merchant-post', audit: null }, async ({ ctx, params }) => {
    const { merchant, role, storeId } = await requirePost(ctx, params.merchantId)
    const day = dayInShanghai(ctx.now.getTime())
    const stores = await listOwnStores(ctx.db, merchant.id)
    return {
      merchantId: merchant.id,
      merchantName: merchant.name,
      status: merchant.status,
      suspensions: ((await listLivingSuspensions(ctx.db, [merchant.id])).get(merchant.id) ?? []).map(presentSuspension),
      role,
      today: { day, ...(await countRedemptions(ctx.db, { merchantId: merchant.id, storeId, from: new Date(startOfDayInShanghai(day)), until: new Date(startOfDayInShanghai(addDays(day, 1))) })) },
      perks: await listStock(ctx.db, merchant.id, day),
      storeCount: stores.filter((s) => s.status === 'open').length,
      staffCount: (await listLivingPosts(ctx.db, merchant.id)).length,
      agreement: role === 'clerk' ? null : agreementState(ctx, await findLastAgreement(ctx.db, merchant.id)),
    }
  })
}

function registerStaffRoutes(api: Api): void {
  const desk = { roles: ['resident'], owner: 'merchant-post' } as const
  const self = { roles: ['resident'], owner: 'self' } as const

  api.route('GET /desk/merchants/{merchantId}/staff', { ...desk, audit: null }, async ({ ctx, params }) => {
    const by = await requirePost(ctx, params.merchantId, 'staff')
    return {
      items: await presentStaff(ctx, by, await listLivingPosts(ctx.db, by.merchant.id)),
      invitations: await presentInvitations(ctx, await listOpenInvitations(ctx.db, by.merchant.id, ctx.now)),
      mayInvite: mayInvite(by.role),
    }
  })

  api.route('POST /desk/merchants/{merchantId}/invitations', { ...desk, audit: 'post.invite', limit: INVITATIONS }, async ({ ctx, params, body }) => {
    const by = await requirePost(ctx, params.merchantId, 'staff')
    const { invitation, code, qrText } = await inviteStaff({ ctx, input: { by, ...body } })
    const [shown] = await presentInvitations(ctx, [invitation])
    if (!shown) throw new Error('an invitation made a moment ago is gone')
    return { ...shown, code, qrText }
  })

  api.route('DELETE /desk/merchants/{merchantId}/invitations/{invitationId}', { ...desk, audit: 'post.invite-cancel' }, async ({ ctx, params }) => {
    const by = await requirePost(ctx, params.merchantId, 'staff')
    await cancelInvitation({ ctx, input: { merchantId: by.merchant.id, invitationId: params.invitationId } })
  })

  // A clerk may end their own post, so the verb judges.
  api.route('POST /desk/merchants/{merchantId}/posts/{postId}/end', { ...desk, audit: 'post.end' }, async ({ ctx, params, body }) => {
    const by = await requirePost(ctx, params.merchantId)
    await endPost({ ctx, input: { by, postId: params.postId, reason: body.reason } })
  })

  // Looks, changes nothing.
  api.route('POST /merchant-invitations/preview', { ...self, audit: null, idempotency: 'none', limit: CODE_TRIES }, ({ ctx, body }) => readInvitation({ ctx, input: body }))

  api.route('POST /merchant-invitations/acceptance', { ...self, audit: 'post.accept', limit: CODE_TRIES }, ({ ctx, body }) => acceptInvitation({ ctx, input: { code: body.code, subjectId: callerSubject(ctx) } }))
}

function registerStoreRoutes(api: Api): void {
  const desk = { roles: ['resident'], owner: 'merchant-post' } as const

  api.route('GET /desk/merchants/{merchantId}/stores', { ...desk, audit: null }, async ({ ctx, params }) => {
    const by = await requirePost(ctx, params.merchantId)
    const stores = await listOwnStores(ctx.db, by.merchant.id)
    const mayEdit = by.role !== 'clerk'
    return { items: (mayEdit ? stores : stores.filter((s) => s.id === by.storeId)).map(presentOwnStore), mayEdit }
  })

  api.route('POST /desk/merchants/{merchantId}/stores', { ...desk, audit: 'store.add' }, async ({ ctx, params, body }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'stores')
    return presentOwnStore(await addStore({ ctx, input: { merchantId: merchant.id, store: body } }))
  })

  api.route('PUT /desk/merchants/{merchantId}/stores/{storeId}', { ...desk, audit: 'store.edit' }, async ({ ctx, params, body }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'stores')
    return presentOwnStore(await editStore({ ctx, input: { merchantId: merchant.id, storeId: params.storeId, store: body } }))
  })

  api.route('POST /desk/merchants/{merchantId}/stores/{storeId}/closure', { ...desk, audit: 'store.close' }, async ({ ctx, params }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'stores')
    return presentOwnStore(await closeStore({ ctx, input: { merchantId: merchant.id, storeId: params.storeId } }))
  })

  api.route('POST /desk/merchants/{merchantId}/stores/{storeId}/reopening', { ...desk, audit: 'store.reopen' }, async ({ ctx, params }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'stores')
    return presentOwnStore(await reopenStore({ ctx, input: { merchantId: merchant.id, storeId: params.storeId } }))
  })
}
