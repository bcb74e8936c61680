import type { Agency, AgentCode, FirmAgent } from '@xinhui/contract'
import { maskIdNumber } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { shownSubject } from '../subject/shown-subject'
import { findSubject } from '../subject/subject.store'
import type { AgencyRow } from './agency.store'
import type { AgentInvitationRow } from './agent-invitation.store'
import { SEAL_INVITEE } from './invite-agent'

const common = (row: AgencyRow) => ({
  agencyId: row.id,
  role: row.role,
  rights: row.rights,
  status: row.status === 'invited' ? ('invited' as const) : ('living' as const),
  since: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
})

/** For the person who acts. */
export async function presentAgency(ctx: Ctx, row: AgencyRow): Promise<Agency> {
  const firm = await findSubject(ctx.db, row.firmId)
  return { ...common(row), firmId: row.firmId, firmName: firm?.name ?? '', uscc: firm?.uscc ?? '' }
}

/** For the representative: masked, of somebody invited only the number they typed. */
export async function presentAgent(ctx: Ctx, row: AgencyRow): Promise<FirmAgent> {
  const person = row.personId === null ? undefined : await findSubject(ctx.db, row.personId)
  if (person) {
    const shown = shownSubject(ctx, person)
    return { ...common(row), maskedName: shown.name, maskedIdNumber: shown.identifier }
  }
  return { ...common(row), maskedName: null, maskedIdNumber: row.inviteeSealed === null ? '' : maskIdNumber(ctx.keys.sealer.open(row.inviteeSealed, SEAL_INVITEE), 'other') }
}

/** An open code, without the code. */
export const presentAgentCode = (row: AgentInvitationRow): AgentCode => ({ invitationId: row.id, rights: row.rights, until: row.until, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() })
