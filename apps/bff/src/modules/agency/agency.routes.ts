import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { listAccessLog, listConsents } from '../consent/consent.store'
import { grantItemConsent } from '../consent/grant-item-consent'
import { presentAccess, presentConsent, presentItemConsents } from '../consent/present-consent'
import { withdrawConsent } from '../consent/withdraw-consent'
import { fileObjection } from '../objection/file-objection'
import { listOwnObjections } from '../objection/objection.store'
import { presentObjections } from '../objection/present-objection'
import { readFile } from '../record/read-file'
import { findSubject } from '../subject/subject.store'
import { acceptInvitationCode, readInvitationCode } from './accept-invitation-code'
import { listAgenciesOf, listFirmAgencies, listInvitationsFor } from './agency.store'
import { listAgentInvitations } from './agent-invitation.store'
import { bindFirm } from './bind-firm'
import { leaveFirm, removeAgent } from './end-agency'
import { acceptInvitation, inviteAgent } from './invite-agent'
import { cancelInvitationCode, makeInvitationCode } from './make-invitation-code'
import { presentAgency, presentAgent, presentAgentCode } from './present-agency'
import { requireFirm } from './require-firm'

const ACCESS_LOG_LIMIT = 200
/** Trying codes or numbers is what these stop. */
const BINDINGS = { points: 20, seconds: 3600, by: 'actor' } as const
const CODES = { points: 30, seconds: 3600, by: 'actor' } as const
const INVITATIONS = { points: 30, seconds: 3600, by: 'actor' } as const

export function registerAgencyRoutes(api: Api): void {
  const self = { roles: ['resident'], owner: 'self' } as const

  api.route('GET /me/firms', { ...self, audit: null }, async ({ ctx }) => {
    const personId = callerSubject(ctx)
    const person = await findSubject(ctx.db, personId)
    const [mine, invitations] = [await listAgenciesOf(ctx.db, personId, ctx.now), await listInvitationsFor(ctx.db, person?.idNumberBlind ?? '', ctx.now)]
    return { items: await Promise.all(mine.map((row) => presentAgency(ctx, row))), invitations: await Promise.all(invitations.map((row) => presentAgency(ctx, row))) }
  })

  // `none`: the registry is asked over HTTP, which must not happen inside a transaction; binding twice is one binding.
  api.route('POST /me/firms', { ...self, audit: 'agency.bind', idempotency: 'none', limit: BINDINGS }, async ({ ctx, body }) => presentAgency(ctx, await bindFirm({ ctx, input: { personId: callerSubject(ctx), uscc: body.uscc } })))

  api.route('POST /me/firms/{agencyId}/acceptance', { ...self, audit: 'agency.accept' }, async ({ ctx, params }) => presentAgency(ctx, await acceptInvitation({ ctx, input: { personId: callerSubject(ctx), agencyId: params.agencyId } })))

  api.route('DELETE /me/firms/{agencyId}', { ...self, audit: 'agency.end' }, ({ ctx, params }) => leaveFirm({ ctx, input: { personId: callerSubject(ctx), agencyId: params.agencyId } }))

  // Asks, and changes nothing: a POST only because a code belongs into no address.
  api.route('POST /me/firms/code-offer', { ...self, audit: null, idempotency: 'none', limit: CODES }, ({ ctx, body }) => readInvitationCode({ ctx, input: body }))

  api.route('POST /me/firms/code', { ...self, audit: 'agency.accept', limit: CODES }, async ({ ctx, body }) => presentAgency(ctx, await acceptInvitationCode({ ctx, input: { personId: callerSubject(ctx), code: body.code } })))

  registerFirmRoutes(api)
  registerAgentRoutes(api)
}

function registerFirmRoutes(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('GET /firms/{firmId}/file', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId, rights, role } = await requireFirm(ctx, params.firmId, ['file', 'repair'])
    const subject = await findSubject(ctx.db, firmId)
    const records = await readFile(ctx, { subjectId: firmId, openTexts: true })
    // An agent who only handles repairs reads what can be repaired, nothing else of the file.
    const whole = role === 'representative' || rights.includes('file')
    return { firmId, name: subject?.name ?? '', uscc: subject?.uscc ?? '', rights, records: whole ? records : records.filter((r) => r.tone === 'negative') }
  })

  api.route('GET /firms/{firmId}/access-log', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'file')
    return { items: (await listAccessLog(ctx.db, firmId, ACCESS_LOG_LIMIT)).map(presentAccess) }
  })

  api.route('GET /firms/{firmId}/item-consents', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'consent')
    return presentItemConsents(ctx, 'organization', await listConsents(ctx.db, firmId))
  })

  api.route('POST /firms/{firmId}/consents', { ...firm, audit: 'consent.grant' }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'consent')
    return presentConsent(ctx.city, await grantItemConsent({ ctx, input: { subjectId: firmId, item: body.item, textVersion: body.textVersion } }), ctx.now)
  })

  api.route('DELETE /firms/{firmId}/consents/{consentId}', { ...firm, audit: 'consent.withdraw' }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'consent')
    await withdrawConsent({ ctx, input: { subjectId: firmId, consentId: params.consentId } })
  })

  api.route('GET /firms/{firmId}/objections', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'objection')
    return { items: await presentObjections(ctx, await listOwnObjections(ctx.db, firmId)) }
  })

  api.route('POST /firms/{firmId}/objections', { ...firm, audit: 'objection.filed', limit: { points: 30, seconds: 3600, by: 'actor' } }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'objection')
    const [shown] = await presentObjections(ctx, [await fileObjection({ ctx, input: { subjectId: firmId, ...body } })])
    if (!shown) throw new Error('an objection filed a moment ago is gone')
    return shown
  })
}

function registerAgentRoutes(api: Api): void {
  const firm = { roles: ['resident'], owner: 'firm' } as const

  api.route('GET /firms/{firmId}/agents', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    return { items: await Promise.all((await listFirmAgencies(ctx.db, firmId, ctx.now)).map((row) => presentAgent(ctx, row))) }
  })

  api.route('POST /firms/{firmId}/agents', { ...firm, audit: 'agency.invite', limit: INVITATIONS }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    return presentAgent(ctx, await inviteAgent({ ctx, input: { firmId, ...body } }))
  })

  api.route('GET /firms/{firmId}/agent-codes', { ...firm, audit: null }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    return { items: (await listAgentInvitations(ctx.db, firmId, ctx.now)).map(presentAgentCode) }
  })

  api.route('POST /firms/{firmId}/agent-codes', { ...firm, audit: 'agency.code', limit: INVITATIONS }, async ({ ctx, params, body }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    const { invitation, code, qrText } = await makeInvitationCode({ ctx, input: { firmId, invitedById: callerSubject(ctx), ...body } })
    return { ...presentAgentCode(invitation), code, qrText }
  })

  api.route('DELETE /firms/{firmId}/agent-codes/{invitationId}', { ...firm, audit: 'agency.code-cancel' }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    await cancelInvitationCode({ ctx, input: { firmId, invitationId: params.invitationId } })
  })

  api.route('DELETE /firms/{firmId}/agents/{agencyId}', { ...firm, audit: 'agency.end' }, async ({ ctx, params }) => {
    const { firmId } = await requireFirm(ctx, params.firmId, 'representative')
    await removeAgent({ ctx, input: { firmId, agencyId: params.agencyId } })
  })
}
