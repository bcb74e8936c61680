import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { issueTestVoucher, PERK_TEST_ISSUED } from '../voucher/issue-test-voucher'
import { changePerkStatus } from './change-perk-status'
import { draftPerk } from './draft-perk'
import { editPerk } from './edit-perk'
import { loadCodes } from './load-codes'
import { PERK_CODES_LOADED, PERK_DRAFTED, PERK_EDGES, PERK_EDITED, PERK_REFILLED } from './perk.lifecycle'
import { findPerk } from './perk.store'
import { presentConsolePerk } from './present-console-perk'
import { refillPerk } from './refill-perk'

const MAX_FILE_BYTES = 10 * 1024 * 1024

/** The office's perks, and a merchant's own: both draft, edit, pause, resume, end and fill; only the office tests and publishes. */
export function registerConsolePerkRoutes(api: Api): void {
  const both = { roles: ['reviewer', 'merchant-owner'], owner: 'staff-scope' } as const
  const office = { roles: ['reviewer'], owner: 'city' } as const

  api.route('POST /console/perks', { ...both, audit: PERK_DRAFTED }, async ({ ctx, body }) => presentConsolePerk(ctx, await draftPerk({ ctx, input: body })))

  api.route('GET /console/perks/{perkId}', { roles: ['reviewer', 'steward', 'auditor', 'administrator', 'merchant-owner'], owner: 'staff-scope', audit: null }, async ({ ctx, params }) => {
    const only = callerStaff(ctx).merchantId
    const row = await findPerk(ctx.db, params.perkId)
    if (!row || (only !== null && row.merchantId !== only)) throw new DomainError('NOT_FOUND')
    return presentConsolePerk(ctx, row)
  })

  api.route('PUT /console/perks/{perkId}', { ...both, audit: PERK_EDITED }, async ({ ctx, params, body }) => presentConsolePerk(ctx, await editPerk({ ctx, input: { ...body, perkId: params.perkId } })))

  api.route('POST /console/perks/{perkId}/tests', { ...office, audit: PERK_TEST_ISSUED }, ({ ctx, params }) => issueTestVoucher({ ctx, input: { perkId: params.perkId } }))

  api.route('POST /console/perks/{perkId}/publication', { ...office, audit: PERK_EDGES.publish.event }, async ({ ctx, params }) => presentConsolePerk(ctx, await changePerkStatus({ ctx, input: { perkId: params.perkId, edge: 'publish' } })))

  api.route('POST /console/perks/{perkId}/pause', { ...both, audit: PERK_EDGES.pause.event }, async ({ ctx, params }) => presentConsolePerk(ctx, await changePerkStatus({ ctx, input: { perkId: params.perkId, edge: 'pause' } })))

  api.route('POST /console/perks/{perkId}/resumption', { ...both, audit: PERK_EDGES.resume.event }, async ({ ctx, params }) => presentConsolePerk(ctx, await changePerkStatus({ ctx, input: { perkId: params.perkId, edge: 'resume' } })))

  api.route('POST /console/perks/{perkId}/end', { ...both, audit: PERK_EDGES.end.event }, async ({ ctx, params }) => presentConsolePerk(ctx, await changePerkStatus({ ctx, input: { perkId: params.perkId, edge: 'end' } })))

  api.route('POST /console/perks/{perkId}/refill', { ...both, audit: PERK_REFILLED }, async ({ ctx, params, body }) => presentConsolePerk(ctx, await refillPerk({ ctx, input: { perkId: params.perkId, count: body.count } })))

  // No idempotency key: a code that is there already is passed over, so the same file twice adds nothing.
  api.route('POST /console/perks/{perkId}/codes', { ...both, audit: PERK_CODES_LOADED, idempotency: 'none' }, async ({ ctx, params, http }) => {
    if (!/^(?:text\/csv|application\/octet-stream)\b/i.test(http.req.header('content-type') ?? '')) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 CSV 文件' })
    if (Number(http.req.header('content-length') ?? 0) > MAX_FILE_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE')
    const bytes = new Uint8Array(await http.req.arrayBuffer())
    if (bytes.length > MAX_FILE_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE')
    return loadCodes({ ctx, input: { perkId: params.perkId, bytes } })
  })
}
