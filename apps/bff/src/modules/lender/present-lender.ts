import type { ConsoleLender, ConsoleLenderDetail, LenderKind, LenderReason } from '@xinhui/contract'
import { dayInShanghai, maskName, maskPhone } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { listOfficers, type OfficerRow } from '../identity/lender-officer.store'
import { SEAL_CONTACT_NAME, SEAL_CONTACT_PHONE } from './admit-lender'
import { type ConsoleLenderRow, countRunning, listConsoleLenders, listLenderTimeline } from './console-lender.store'
import { mayInvite } from './invite-officer'
import { KIND_TITLES, REASON_TITLES } from './lender.lifecycle'

const TIMELINE = 50

const titleOf = (reason: unknown): string | null => (typeof reason === 'string' && reason in REASON_TITLES ? REASON_TITLES[reason as LenderReason] : null)

export const presentLender = (ctx: Ctx, row: ConsoleLenderRow): ConsoleLender => ({
  lenderId: row.id,
  uscc: row.uscc,
  name: row.name,
  kind: row.kind as LenderKind,
  kindTitle: KIND_TITLES[row.kind as LenderKind],
  status: row.status,
  answerWorkingDays: row.answerWorkingDays,
  licenceNumber: row.licenceNumber,
  licenceUntil: row.licenceUntil,
  licenceExpired: row.licenceUntil !== null && row.licenceUntil < dayInShanghai(ctx.now.getTime()),
  products: row.products,
  officers: row.officers,
})

const presentOfficer = (row: OfficerRow): ConsoleLenderDetail['people'][number] => ({ staffId: row.id, username: row.username, displayName: row.displayName, lead: row.isLenderLead, active: row.active, createdAt: row.createdAt.toISOString() })

function contactOf(ctx: Ctx, row: ConsoleLenderRow): ConsoleLenderDetail['contact'] {
  if (row.contactNameSealed === null || row.contactPhoneSealed === null) return null
  return { maskedName: maskName(ctx.keys.sealer.open(row.contactNameSealed, SEAL_CONTACT_NAME)), maskedPhone: maskPhone(ctx.keys.sealer.open(row.contactPhoneSealed, SEAL_CONTACT_PHONE)) }
}

/** One lender with all that hangs on it. NOT_FOUND; `only` is the one lender an officer may see. */
export async function presentLenderDetail(ctx: Ctx, by: { lenderId: string; only: string | null }): Promise<ConsoleLenderDetail> {
  const [row] = await listConsoleLenders(ctx.db, { ...by, limit: 1 })
  if (!row) throw new DomainError('NOT_FOUND')
  const { licenceType, licenceBytes, licenceAt, standingReason } = row
  return {
    ...presentLender(ctx, row),
    version: row.version,
    licenceFrom: row.licenceFrom,
    scan: licenceType && licenceBytes !== null && licenceAt ? { type: licenceType, bytes: licenceBytes, uploadedAt: licenceAt.toISOString() } : null,
    contact: contactOf(ctx, row),
    standing: standingReason && row.standingSince ? { since: row.standingSince.toISOString(), reasonTitle: REASON_TITLES[standingReason], note: row.standingNote } : null,
    people: (await listOfficers(ctx.db, row.id)).map(presentOfficer),
    running: await countRunning(ctx.db, row.id),
    timeline: (await listLenderTimeline(ctx.db, row.id, TIMELINE)).map(({ atMs, actor, action, detail }) => ({ at: new Date(Number(atMs)).toISOString(), actor, action, reasonTitle: titleOf(detail['reason']) })),
    mayInvite: row.status !== 'terminated' && (await mayInvite(ctx, row.id)),
  }
}
