import { DomainError } from '../../errors'
import type { Ctx } from '../../context'
import { callerAccount, callerStaff, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { photoOf, sendPhoto } from '../photo/store-photo'
import { requireDesk } from '../voucher/require-desk'
import { acceptClaim, decideDispute, disputeClaim, requireOrder } from './answer-claim'
import { cancelWaiver } from './cancel-waiver'
import { addWaiverPhoto, claimDamage } from './claim-damage'
import { findUsedExposure } from './exposure.store'
import { presentConsoleWaivers, presentDeskWaiver, presentOpenWaivers, presentQuote, presentWaiver, presentWaivers } from './present-waiver'
import { quoteWaiver } from './quote-waiver'
import { receiveNotification } from './receive-notification'
import { requireDeskWaiver } from './require-desk-waiver'
import { reserveWaiver } from './reserve-waiver'
import { payWaiverAtCounter, reduceWaiver, returnWaiver } from './return-waiver'
import { reviewWaiver } from './review-waiver'
import { limitOf } from './waiver-policy'
import { WAIVER_EDGES, WAIVER_EVENTS } from './waiver.lifecycle'
import { findOwnWaiver, listOwnWaivers, listPhotoIds, listStoreWaivers, listWaivers, type WaiverRow } from './waiver.store'

export function registerWaiverRoutes(api: Api): void {
  registerOwnRoutes(api)
  registerDeskWaiverRoutes(api)
  registerConsoleWaiverRoutes(api)

  // Who calls is said by WeChat Pay's signature over the raw body. Nothing here repeats itself: a state told twice is told once.
  api.route('POST /pay-score/notifications', { roles: ['anonymous'], owner: 'public', audit: null, idempotency: 'none', limit: { points: 6000, seconds: 60, by: 'ip' } }, async ({ ctx, http }) => {
    await receiveNotification({ ctx, input: { header: (name) => http.req.header(name), body: await http.req.text() } })
  })
}

async function requireOwn(ctx: Ctx, waiverId: string): Promise<WaiverRow> {
  const row = await findOwnWaiver(ctx.db, callerSubject(ctx), waiverId)
  if (!row) throw new DomainError('NOT_FOUND')
  return row
}

function registerOwnRoutes(api: Api): void {
  const own = { roles: ['resident'], owner: 'self' } as const

  api.route('POST /waivers', { ...own, personScore: 'reward', audit: WAIVER_EVENTS.quote, limit: { points: 60, seconds: 60, by: 'actor' } }, async ({ ctx, body }) =>
    presentQuote(ctx, await quoteWaiver({ ctx, input: { perkId: body.perkId, subjectId: callerSubject(ctx), accountId: callerAccount(ctx).accountId } })),
  )

  api.route('POST /waivers/{waiverId}/consent', { ...own, personScore: 'reward', audit: WAIVER_EDGES.reserve.event }, async ({ ctx, params, body }) =>
    presentWaiver(ctx, await reserveWaiver({ ctx, input: { waiverId: params.waiverId, subjectId: callerSubject(ctx), textVersion: body.textVersion } })),
  )

  api.route('GET /me/waivers', { ...own, personScore: 'reward', audit: null }, async ({ ctx }) => {
    const subjectId = callerSubject(ctx)
    return { items: await presentWaivers(ctx, await listOwnWaivers(ctx.db, subjectId)), limitFen: await limitOf(ctx, subjectId), usedFen: await findUsedExposure(ctx.db, subjectId) }
  })

  api.route('GET /waivers/{waiverId}', { ...own, audit: null }, async ({ ctx, params }) => presentWaiver(ctx, await requireOwn(ctx, params.waiverId)))

  api.route('POST /waivers/{waiverId}/cancellation', { ...own, audit: WAIVER_EDGES.cancel.event }, async ({ ctx, params }) =>
    presentWaiver(ctx, await cancelWaiver({ ctx, input: { waiverId: params.waiverId, subjectId: callerSubject(ctx) } })),
  )

  api.route('POST /waivers/{waiverId}/acceptance', { ...own, audit: WAIVER_EDGES.accept.event }, async ({ ctx, params }) =>
    presentWaiver(ctx, await acceptClaim({ ctx, input: { waiverId: params.waiverId, subjectId: callerSubject(ctx) } })),
  )

  api.route('POST /waivers/{waiverId}/dispute', { ...own, audit: WAIVER_EDGES.dispute.event }, async ({ ctx, params, body }) =>
    presentWaiver(ctx, await disputeClaim({ ctx, input: { waiverId: params.waiverId, subjectId: callerSubject(ctx), reason: body.reason } })),
  )

  api.route('GET /waivers/{waiverId}/photos/{photoId}', { ...own, audit: null }, async ({ ctx, params }) => {
    const row = await requireOwn(ctx, params.waiverId)
    if (!row.claimedAt) throw new DomainError('NOT_FOUND')
    return photoOfOrder(ctx, row, params.photoId)
  })

  api.route('GET /me/score/closing', { ...own, audit: null }, async ({ ctx }) => ({ openWaivers: await presentOpenWaivers(ctx, await listOwnWaivers(ctx.db, callerSubject(ctx), 'open')) }))

  api.route('POST /demo/waivers/{waiverId}/confirmation', { ...own, audit: null, idempotency: 'none', demoOnly: true }, async ({ ctx, params }) => {
    const row = await requireOwn(ctx, params.waiverId)
    if (!(await ctx.demo?.confirmPayScore(row.id))) throw new DomainError('CONFLICT', { detail: '这一单现在不用确认' })
  })
}

async function photoOfOrder(ctx: Ctx, row: WaiverRow, photoId: string): Promise<Response> {
  if (!(await listPhotoIds(ctx.db, row.id)).includes(photoId)) throw new DomainError('NOT_FOUND')
  return sendPhoto(ctx, photoId)
}

function registerDeskWaiverRoutes(api: Api): void {
  const desk = { roles: ['resident'], owner: 'merchant-post' } as const
  const shown = async (ctx: Ctx, row: WaiverRow) => presentDeskWaiver(ctx, row, (await requireDeskWaiver(ctx, row.id)).storeName)

  api.route('GET /desk/waivers', { ...desk, audit: null }, async ({ ctx, query }) => {
    const post = await requireDesk(ctx, query.storeId)
    const rows = await listStoreWaivers(ctx.db, { storeId: post.storeId, open: query.open === 'true', cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await Promise.all(page.map((row) => presentDeskWaiver(ctx, row, post.storeName))), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /desk/waivers/{waiverId}', { ...desk, audit: null }, async ({ ctx, params }) => {
    const { row, storeName } = await requireDeskWaiver(ctx, params.waiverId)
    return presentDeskWaiver(ctx, row, storeName)
  })

  api.route('POST /desk/waivers/{waiverId}/return', { ...desk, audit: WAIVER_EDGES.giveBack.event }, async ({ ctx, params, body }) => shown(ctx, await returnWaiver({ ctx, input: { waiverId: params.waiverId, ...body } })))

  // The same picture is stored once, so that sending it again is harmless; the answer names it.
  api.route('POST /desk/waivers/{waiverId}/photos', { ...desk, audit: 'waiver.photo-added', idempotency: 'none', limit: { points: 120, seconds: 3600, by: 'actor' } }, async ({ ctx, params, http }) => ({
    photoId: await addWaiverPhoto({ ctx, input: { waiverId: params.waiverId, bytes: await photoOf({ header: (name) => http.req.header(name), arrayBuffer: () => http.req.arrayBuffer() }) } }),
  }))

  api.route('GET /desk/waivers/{waiverId}/photos/{photoId}', { ...desk, audit: null }, async ({ ctx, params }) => photoOfOrder(ctx, (await requireDeskWaiver(ctx, params.waiverId)).row, params.photoId))

  api.route('POST /desk/waivers/{waiverId}/claim', { ...desk, audit: WAIVER_EDGES.claim.event }, async ({ ctx, params, body }) => shown(ctx, await claimDamage({ ctx, input: { waiverId: params.waiverId, ...body } })))

  api.route('POST /desk/waivers/{waiverId}/reduction', { ...desk, audit: WAIVER_EVENTS.reduce }, async ({ ctx, params, body }) => shown(ctx, await reduceWaiver({ ctx, input: { waiverId: params.waiverId, ...body } })))

  api.route('POST /desk/waivers/{waiverId}/payment', { ...desk, audit: WAIVER_EVENTS.paidAtCounter }, async ({ ctx, params }) => shown(ctx, await payWaiverAtCounter({ ctx, input: params })))
}

function registerConsoleWaiverRoutes(api: Api): void {
  api.route('GET /console/waivers', { roles: ['reviewer', 'administrator', 'auditor'], owner: 'city', audit: null }, async ({ ctx, query }) => {
    const rows = await listWaivers(ctx.db, { status: query.status, cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await presentConsoleWaivers(ctx, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/waivers/{waiverId}', { roles: ['reviewer'], owner: 'city', audit: null }, ({ ctx, params }) => reviewWaiver({ ctx, input: params }))

  api.route('GET /console/waivers/{waiverId}/photos/{photoId}', { roles: ['reviewer'], owner: 'city', audit: null }, async ({ ctx, params }) => photoOfOrder(ctx, await requireOrder(ctx, params.waiverId), params.photoId))

  api.route('POST /console/waivers/{waiverId}/decision', { roles: ['reviewer'], owner: 'city', audit: WAIVER_EDGES.decide.event }, async ({ ctx, params, body }) => {
    await decideDispute({ ctx, input: { waiverId: params.waiverId, staffId: callerStaff(ctx).staffId, ...body } })
    return reviewWaiver({ ctx, input: params })
  })
}
