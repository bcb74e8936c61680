import type { FirmRight } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { makeSpokenCode, readSpokenCode, showSpokenCode } from '../../lib/spoken-code'
import { writeAudit } from '../audit/write-audit'
import { type AgentInvitationRow, cancelAgentInvitation, insertAgentInvitation } from './agent-invitation.store'
import { requireTerm } from './invite-agent'

/** Long enough for a colleague who is out today; the code works once and can be taken back before. */
const LIFE_MS = 24 * 3_600_000
const PREFIX = 'XH-AGENT:'

/** Keyed, so that a reader of the table cannot try all codes. */
export const hashAgentCode = (ctx: Ctx, typed: string): string => ctx.keys.sealer.fingerprint(`agent-invitation:${readSpokenCode(typed, PREFIX)}`, 'content')

/**
 * The representative invites whoever will hold the code, without knowing their number. The code is answered once, works once
 * and for a day; `until` is the last day of the agency it leads to. VALIDATION (day).
 */
export async function makeInvitationCode({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; invitedById: string; rights: FirmRight[]; until: string } }): Promise<{ invitation: AgentInvitationRow; code: string; qrText: string }> {
  requireTerm(outer, input.until)
  return inTransaction(outer, async (ctx) => {
    const code = makeSpokenCode()
    const invitation: AgentInvitationRow = {
      id: newId('aiv', ctx.now),
      firmId: input.firmId,
      codeHash: hashAgentCode(ctx, code),
      rights: [...new Set(input.rights)],
      until: input.until,
      invitedById: input.invitedById,
      status: 'open',
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + LIFE_MS),
      closedAt: null,
      agencyId: null,
    }
    await insertAgentInvitation(ctx.db, invitation)
    await writeAudit(ctx, { action: 'agency.code', entity: 'agent_invitation', entityId: invitation.id, detail: { firmId: input.firmId, rights: invitation.rights } })
    return { invitation, code: showSpokenCode(code), qrText: `${PREFIX}${showSpokenCode(code)}` }
  })
}

/** Takes an open code back. NOT_FOUND when there is none, or it was used. */
export async function cancelInvitationCode({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; invitationId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const [cancelled] = await cancelAgentInvitation(ctx.db, { id: input.invitationId, firmId: input.firmId, now: ctx.now })
    if (!cancelled) throw new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: 'agency.code-cancel', entity: 'agent_invitation', entityId: cancelled.id, detail: { firmId: input.firmId } })
  })
}
