import type { ConsoleLenderDetail } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { filesOf, LICENCE_MAX_BYTES } from '../merchant/save-application'
import { admitLender, keepLenderScan, rewriteLender } from './admit-lender'
import { resumeLender, suspendLender, terminateLender } from './change-standing'
import { listConsoleLenders } from './console-lender.store'
import { disableLenderOfficer, inviteOfficer, resetLenderOfficer } from './invite-officer'
import { LENDER_ADMITTED, LENDER_EDGES, LENDER_EDITED, LENDER_SCANNED, OFFICER_DISABLED, OFFICER_INVITED, OFFICER_RESET } from './lender.lifecycle'
import { presentLender, presentLenderDetail } from './present-lender'

const UPLOADS = { points: 30, seconds: 3600, by: 'actor' } as const

const detailOf = (ctx: Ctx, lenderId: string): Promise<ConsoleLenderDetail> => presentLenderDetail(ctx, { lenderId, only: callerStaff(ctx).lenderId })

/** Lenders 金融机构 in the console: the office admits, edits and holds them; their officers are looked after by the office and by who leads them. */
export function registerConsoleLenderRoutes(api: Api): void {
  const office = { roles: ['reviewer', 'administrator'], owner: 'city' } as const
  const readers = { roles: ['reviewer', 'steward', 'auditor', 'administrator', 'lender-officer'], owner: 'lender', audit: null } as const
  const inviters = { roles: ['administrator', 'lender-officer'], owner: 'lender' } as const

  api.route('GET /console/lenders', readers, async ({ ctx, query }) => {
    const rows = await listConsoleLenders(ctx.db, { ...query, only: callerStaff(ctx).lenderId, limit: query.limit + 1 })
    const shown = rows.slice(0, query.limit)
    return { items: shown.map((row) => presentLender(ctx, row)), nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null }
  })

  api.route('POST /console/lenders', { ...office, audit: LENDER_ADMITTED }, async ({ ctx, body }) => detailOf(ctx, await admitLender({ ctx, input: body })))

  api.route('GET /console/lenders/{lenderId}', readers, ({ ctx, params }) => detailOf(ctx, params.lenderId))

  api.route('PUT /console/lenders/{lenderId}', { ...office, audit: LENDER_EDITED }, async ({ ctx, params, body }) => {
    await rewriteLender({ ctx, input: { ...params, ...body } })
    return detailOf(ctx, params.lenderId)
  })

  // `none`: the content decides; the same file again is the same scan.
  api.route('POST /console/lenders/{lenderId}/licence', { ...office, audit: LENDER_SCANNED, idempotency: 'none', limit: UPLOADS }, async ({ ctx, params, http }) => {
    const bytes = Buffer.from(await http.req.arrayBuffer())
    if (bytes.length > LICENCE_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '扫描件最大 5 MB' })
    await keepLenderScan({ ctx, input: { ...params, bytes } })
    return detailOf(ctx, params.lenderId)
  })

  api.route('GET /console/lenders/{lenderId}/licence', readers, async ({ ctx, params, http }) => {
    const [row] = await listConsoleLenders(ctx.db, { ...params, only: callerStaff(ctx).lenderId, limit: 1 })
    const bytes = row?.licenceSha256 ? await filesOf(ctx).get(row.licenceSha256) : undefined
    if (!row?.licenceType || !bytes) throw new DomainError('NOT_FOUND')
    return http.body(new Uint8Array(bytes), 200, { 'content-type': row.licenceType, 'content-disposition': 'inline; filename="licence"', 'cache-control': 'no-store' })
  })

  // `none` here and below: sessions are forgotten after the commit, and the compare-and-set does it once.
  api.route('POST /console/lenders/{lenderId}/suspension', { ...office, audit: LENDER_EDGES.suspend.event, idempotency: 'none' }, ({ ctx, params, body }) => suspendLender({ ctx, input: { ...params, ...body } }))

  api.route('POST /console/lenders/{lenderId}/resumption', { ...office, audit: LENDER_EDGES.resume.event }, ({ ctx, params }) => resumeLender({ ctx, input: params }))

  api.route('POST /console/lenders/{lenderId}/termination', { ...office, audit: LENDER_EDGES.terminate.event, idempotency: 'none' }, ({ ctx, params, body }) => terminateLender({ ctx, input: { ...params, ...body } }))

  // `none`: the secrets are answered once; the same username again is refused.
  api.route('POST /console/lenders/{lenderId}/officers', { ...inviters, audit: OFFICER_INVITED, idempotency: 'none', limit: UPLOADS }, ({ ctx, params, body }) => inviteOfficer({ ctx, input: { ...params, ...body } }))

  api.route('POST /console/lenders/{lenderId}/officers/{staffId}/disabling', { ...inviters, audit: OFFICER_DISABLED, idempotency: 'none' }, ({ ctx, params }) => disableLenderOfficer({ ctx, input: params }))

  // `none`: the secrets are answered once.
  api.route('POST /console/lenders/{lenderId}/officers/{staffId}/reset', { ...inviters, audit: OFFICER_RESET, idempotency: 'none', limit: UPLOADS }, ({ ctx, params }) => resetLenderOfficer({ ctx, input: params }))
}
