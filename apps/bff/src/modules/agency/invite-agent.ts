import type { FirmRight } from '@xinhui/contract'
import { addDays, checkIdCard, dayInShanghai, isDay, startOfDayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findPersonByIdNumber, findSubject } from '../subject/subject.store'
import { acceptAgency, type AgencyRow, endBefore, endStaleInvitations, findLivingAgency, insertAgency, listInvitationsFor } from './agency.store'

export const SEAL_INVITEE = 'agency.invitee'
/** Longer than this nobody remembers whom they let in. */
const MAX_DAYS = 366

/** The last day of an agency: today at the earliest, a year ahead at most. VALIDATION. */
export function requireTerm(ctx: Ctx, until: string): void {
  const today = dayInShanghai(ctx.now.getTime())
  if (isDay(until) && until >= today && until <= addDays(today, MAX_DAYS)) return
  throw new DomainError('VALIDATION', { detail: '期限应在今天到一年之内', errors: [{ field: 'until', message: '期限应在今天到一年之内' }] })
}

/**
 * The representative invites an agent 经办人 by ID number; only the person with this number finds the invitation. `until` is the
 * last day. VALIDATION (GB 11643, day), CONFLICT when the person is invited or acts for the firm already.
 */
export async function inviteAgent({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; idNumber: string; rights: FirmRight[]; until: string } }): Promise<AgencyRow> {
  const today = dayInShanghai(outer.now.getTime())
  const checked = checkIdCard(input.idNumber, today)
  if (!checked.ok) throw new DomainError('VALIDATION', { detail: checked.message, errors: [{ field: 'idNumber', message: checked.message }] })
  requireTerm(outer, input.until)
  return inTransaction(outer, async (ctx) => {
    const { sealer } = ctx.keys
    const inviteeBlind = sealer.blind(checked.idNumber, 'id-number')
    const person = await findPersonByIdNumber(ctx.db, inviteeBlind)
    if (person && (await findLivingAgency(ctx.db, { firmId: input.firmId, personId: person.id, now: ctx.now }))) throw new DomainError('CONFLICT', { detail: '这个人已经可以代办；要改权限请先移除' })
    await endStaleInvitations(ctx.db, { firmId: input.firmId, inviteeBlind, now: ctx.now })
    const [made] = await insertAgency(ctx.db, {
      id: newId('agn', ctx.now),
      firmId: input.firmId,
      role: 'agent',
      rights: [...new Set(input.rights)],
      status: 'invited',
      inviteeSealed: sealer.seal(checked.idNumber, SEAL_INVITEE),
      inviteeBlind,
      createdAt: ctx.now,
      expiresAt: new Date(startOfDayInShanghai(addDays(input.until, 1))),
    })
    if (!made) throw new DomainError('CONFLICT', { detail: '已经邀请过这个人' })
    await writeAudit(ctx, { action: 'agency.invite', entity: 'agency', entityId: made.id, detail: { firmId: input.firmId, rights: made.rights } })
    return made
  })
}

/** The invited person accepts; an agency of theirs at this firm that lived before, or ran out, ends. NOT_FOUND when there is no such open invitation to them. */
export async function acceptInvitation({ ctx: outer, input }: { ctx: Ctx; input: { personId: string; agencyId: string } }): Promise<AgencyRow> {
  return inTransaction(outer, async (ctx) => {
    const person = await findSubject(ctx.db, input.personId)
    const inviteeBlind = person?.idNumberBlind ?? ''
    const invitation = await findInvitation(ctx, inviteeBlind, input.agencyId)
    if (!invitation) throw new DomainError('NOT_FOUND')
    const living = await findLivingAgency(ctx.db, { firmId: invitation.firmId, personId: input.personId, now: ctx.now })
    if (living?.role === 'representative') throw new DomainError('CONFLICT', { detail: '您已是法定代表人，不需要再作经办人' })
    await endBefore(ctx.db, { firmId: invitation.firmId, personId: input.personId, representative: false, now: ctx.now })
    const [accepted] = await acceptAgency(ctx.db, { id: input.agencyId, inviteeBlind, personId: input.personId, now: ctx.now })
    if (!accepted) throw new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: 'agency.accept', entity: 'agency', entityId: accepted.id, detail: { firmId: accepted.firmId, personId: input.personId } })
    return accepted
  })
}

async function findInvitation(ctx: Ctx, inviteeBlind: string, agencyId: string): Promise<AgencyRow | undefined> {
  return (await listInvitationsFor(ctx.db, inviteeBlind, ctx.now)).find((row) => row.id === agencyId)
}
