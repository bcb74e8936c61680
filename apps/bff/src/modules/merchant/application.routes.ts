import type { Context } from 'hono'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { requireFirm } from '../agency/require-firm'
import { findSubject } from '../subject/subject.store'
import { findLastAgreement } from './agreement.store'
import { APPLICATION_DRAFTED, APPLICATION_EDGES } from './application.lifecycle'
import { type ApplicationRow, findApplication, findFirmApplication, listApplications } from './application.store'
import { checkLocally } from './check-application'
import { listTimelineOf } from './console-merchants.store'
import { decideApplication } from './decide-application'
import { presentApplication, presentApplicationDetail, presentConsoleApplication } from './present-application'
import { requirePost } from './require-post'
import { attachLicence, enterApplication, filesOf, LICENCE_MAX_BYTES, saveApplication } from './save-application'
import { agreementState, renewAgreement } from './sign-agreement'
import { findMerchantOf } from './standing.store'
import { submitApplication } from './submit-application'

const UPLOADS = { points: 30, seconds: 3600, by: 'actor' } as const
const TIMELINE = 50

export function registerMerchantApplicationRoutes(api: Api): void {
  registerFirmRoutes(api)
  registerOfficeRoutes(api)
  registerAgreementRoutes(api)
}

const textOf = (ctx: Ctx) => ctx.city.merchantAgreement

/** The body as it came; the route's body limit has bounded it. */
async function bytesOf(http: Context): Promise<Buffer> {
  const bytes = Buffer.from(await http.req.arrayBuffer())
  if (bytes.length > LICENCE_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '营业执照最大 5 MB' })
  return bytes
}

/** Under the type its content has; the service's headers keep a browser from guessing another. */
async function licenceOf(ctx: Ctx, http: Context, row: ApplicationRow | undefined): Promise<Response> {
  const bytes = row?.licenceSha256 ? await filesOf(ctx).get(row.licenceSha256) : undefined
  if (!row?.licenceType || !bytes) throw new DomainError('NOT_FOUND')
  return http.body(new Uint8Array(bytes), 200, { 'content-type': row.licenceType, 'content-disposition': 'inline; filename="licence"', 'cache-control': 'no-store' })
}

function registerFirmRoutes(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('GET /firms/{firmId}/merchant-application', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'merchant')
    const row = await findFirmApplication(ctx.db, firmId)
    const known = await findSubject(ctx.db, firmId)
    return {
      application: row ? await presentApplication(ctx, row) : null,
      merchantId: (await findMerchantOf(ctx.db, firmId))?.id ?? null,
      agreement: textOf(ctx),
      checks: await checkLocally(ctx, { id: firmId, uscc: known?.uscc ?? '', name: known?.name ?? '' }),
    }
  })

  api.route('PUT /firms/{firmId}/merchant-application', { ...firm, audit: APPLICATION_DRAFTED }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'merchant')
    return presentApplication(ctx, await saveApplication({ ctx, input: { firmId, applicantId: callerSubject(ctx), form: body } }))
  })

  // `none`: the content decides; the same file again is the same licence.
  api.route('POST /firms/{firmId}/merchant-application/licence', { ...firm, audit: 'application.licence', idempotency: 'none', limit: UPLOADS }, async ({ ctx, params, http }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'merchant')
    return presentApplication(ctx, await attachLicence({ ctx, input: { firmId, applicantId: callerSubject(ctx), bytes: await bytesOf(http) } }))
  })

  api.route('GET /firms/{firmId}/merchant-application/licence', { ...firm, audit: null }, async ({ ctx, params, http }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'merchant')
    return licenceOf(ctx, http, await findFirmApplication(ctx.db, firmId))
  })

  // `none`: the registry is asked over HTTP, which must not happen inside a transaction; the compare-and-set submits once.
  api.route('POST /firms/{firmId}/merchant-application/submission', { ...firm, audit: APPLICATION_EDGES.submit.event, idempotency: 'none', limit: UPLOADS }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'merchant')
    const row = await findFirmApplication(ctx.db, firmId)
    if (!row) throw new DomainError('NOT_FOUND')
    return presentApplication(ctx, await submitApplication({ ctx, input: { applicationId: row.id, textVersion: body.textVersion } }))
  })
}

function registerOfficeRoutes(api: Api): void {
  const readers = { roles: ['reviewer', 'administrator', 'auditor'], owner: 'city' } as const
  const office = { roles: ['reviewer'], owner: 'city' } as const
  const find = async (ctx: Ctx, id: string): Promise<ApplicationRow> => {
    const row = await findApplication(ctx.db, id)
    // A draft on a phone is nobody's business yet; one entered here is the office's.
    if (!row || (row.status === 'draft' && row.filedByStaffId === null)) throw new DomainError('NOT_FOUND')
    return row
  }
  const findOwn = async (ctx: Ctx, id: string): Promise<{ row: ApplicationRow; staffId: string }> => {
    const row = await find(ctx, id)
    const { staffId } = callerStaff(ctx)
    if (row.filedByStaffId !== staffId) throw new DomainError('NOT_FOUND')
    return { row, staffId }
  }

  api.route('GET /console/merchant-agreement', { ...readers, audit: null }, ({ ctx }) => Promise.resolve(textOf(ctx)))

  api.route('GET /console/merchant-applications', { ...readers, audit: null }, async ({ ctx, query }) => {
    const rows = await listApplications(ctx.db, { status: query.status, cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: await Promise.all(page.map((row) => presentConsoleApplication(ctx, row))), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('POST /console/merchant-applications', { ...office, audit: APPLICATION_DRAFTED }, async ({ ctx, body }) => {
    const { uscc, ...form } = body
    return { applicationId: (await enterApplication({ ctx, input: { uscc, form, staffId: callerStaff(ctx).staffId } })).id }
  })

  api.route('GET /console/merchant-applications/{applicationId}', { ...readers, audit: null }, async ({ ctx, params }) => {
    const row = await find(ctx, params.applicationId)
    return presentApplicationDetail(ctx, row, { staffId: callerStaff(ctx).staffId, timeline: await listTimelineOf(ctx.db, row.id, TIMELINE) })
  })

  api.route('POST /console/merchant-applications/{applicationId}/licence', { ...office, audit: 'application.licence', idempotency: 'none', limit: UPLOADS }, async ({ ctx, params, http }) => {
    const { row, staffId } = await findOwn(ctx, params.applicationId)
    await attachLicence({ ctx, input: { firmId: row.firmId, staffId, bytes: await bytesOf(http) } })
  })

  api.route('GET /console/merchant-applications/{applicationId}/licence', { ...readers, audit: null }, async ({ ctx, params, http }) => licenceOf(ctx, http, await find(ctx, params.applicationId)))

  api.route('POST /console/merchant-applications/{applicationId}/submission', { ...office, audit: APPLICATION_EDGES.submit.event, idempotency: 'none' }, async ({ ctx, params, body }) => {
    const { row } = await findOwn(ctx, params.applicationId)
    await submitApplication({ ctx, input: { applicationId: row.id, textVersion: body.textVersion } })
  })

  api.route('POST /console/merchant-applications/{applicationId}/decision', { ...office, audit: 'application.*' }, async ({ ctx, params, body }) => {
    const { status, merchantId } = await decideApplication({ ctx, input: { applicationId: params.applicationId, staffId: callerStaff(ctx).staffId, decision: body } })
    return { status, merchantId }
  })
}

function registerAgreementRoutes(api: Api): void {
  const desk = { roles: ['resident'], owner: 'merchant-post' } as const

  api.route('GET /desk/merchants/{merchantId}/agreement', { ...desk, audit: null }, async ({ ctx, params }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'stores')
    return { current: agreementState(ctx, await findLastAgreement(ctx.db, merchant.id)), text: textOf(ctx) }
  })

  api.route('POST /console/merchants/{merchantId}/agreement', { roles: ['reviewer', 'administrator'], owner: 'city', audit: 'agreement.sign' }, ({ ctx, params, body }) =>
    renewAgreement({ ctx, input: { merchantId: params.merchantId, textVersion: body.textVersion, until: body.validUntil } }),
  )

  api.route('POST /desk/merchants/{merchantId}/agreement', { ...desk, audit: 'agreement.sign' }, async ({ ctx, params, body }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'agreement')
    return renewAgreement({ ctx, input: { merchantId: merchant.id, textVersion: body.textVersion } })
  })
}
