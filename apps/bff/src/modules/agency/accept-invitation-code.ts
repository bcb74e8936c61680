import type { AgentOffer } from '@xinhui/contract'
import { addDays, startOfDayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { findSubject } from '../subject/subject.store'
import { type AgencyRow, endBefore, findLivingAgency, insertAgency } from './agency.store'
import { type AgentInvitationRow, findOpenAgentInvitation, spendAgentInvitation } from './agent-invitation.store'
import { hashAgentCode } from './make-invitation-code'

const GONE = '邀请码不对，或者已经用过、收回、过期了，请法定代表人重新发一个'

/** What a code offers, before anything is confirmed. NOT_FOUND for a code that is wrong, used, taken back or too old: all the same from outside. */
export async function readInvitationCode({ ctx, input }: { ctx: Ctx; input: { code: string } }): Promise<AgentOffer> {
  const { invitation, firm } = await open(ctx, input.code)
  return { firmName: firm.name ?? '', uscc: firm.uscc ?? '', rights: invitation.rights, until: invitation.until }
}

/**
 * The person becomes an agent with the rights and the end the code was made with; what they had at this firm before ends. Of
 * two who confirm one code, one gets NOT_FOUND. The representative is told. CONFLICT for the representative themselves.
 */
export async function acceptInvitationCode({ ctx: outer, input }: { ctx: Ctx; input: { personId: string; code: string } }): Promise<AgencyRow> {
  return inTransaction(outer, async (ctx) => {
    const { personId } = input
    const { invitation } = await open(ctx, input.code)
    const { firmId, rights, until } = invitation
    const living = await findLivingAgency(ctx.db, { firmId, personId, now: ctx.now })
    if (living?.role === 'representative') throw new DomainError('CONFLICT', { detail: '您已是法定代表人，不需要再作经办人' })
    for (const row of await endBefore(ctx.db, { firmId, personId, representative: false, now: ctx.now })) {
      await writeAudit(ctx, { action: 'agency.end', entity: 'agency', entityId: row.id, detail: { firmId, personId, role: row.role } })
    }
    const [made] = await insertAgency(ctx.db, { id: newId('agn', ctx.now), firmId, personId, role: 'agent', rights, status: 'living', createdAt: ctx.now, expiresAt: new Date(startOfDayInShanghai(addDays(until, 1))) })
    const [used] = made ? await spendAgentInvitation(ctx.db, { id: invitation.id, agencyId: made.id, now: ctx.now }) : []
    if (!made || !used) throw new DomainError('NOT_FOUND', { detail: GONE })
    await writeAudit(ctx, { action: 'agency.accept', entity: 'agency', entityId: made.id, detail: { firmId, personId, invitationId: used.id } })
    await writeNotice(ctx, { subjectId: invitation.invitedById, kind: 'agency.joined', cause: made.id, title: '一位经办人已加入', body: '有人用您发出的邀请码确认成为经办人。不是您邀请的人，请在“经办人”里移除。' })
    return made
  })
}

/** The code lives, its day has not passed, and whoever made it still represents the firm. */
async function open(ctx: Ctx, code: string): Promise<{ invitation: AgentInvitationRow; firm: { name: string | null; uscc: string | null } }> {
  const invitation = await findOpenAgentInvitation(ctx.db, hashAgentCode(ctx, code), ctx.now)
  const maker = invitation && (await findLivingAgency(ctx.db, { firmId: invitation.firmId, personId: invitation.invitedById, now: ctx.now }))
  const firm = invitation && (await findSubject(ctx.db, invitation.firmId))
  if (!firm || maker?.role !== 'representative' || ctx.now.getTime() >= startOfDayInShanghai(addDays(invitation.until, 1))) throw new DomainError('NOT_FOUND', { detail: GONE })
  return { invitation, firm }
}
