import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { writeAudit } from '../audit/write-audit'
import { createStaff } from '../identity/create-staff'
import { disableOfficer, lockOfficer, type OfficerRow } from '../identity/lender-officer.store'
import { forgetStaff } from '../identity/living-session'
import { newPassword } from '../identity/password'
import { resetStaff } from '../identity/reset-staff'
import { revokeStaffSessions } from '../identity/session.store'
import { findStaff } from '../identity/staff.store'
import { OFFICER_DISABLED, OFFICER_INVITED, OFFICER_RESET } from './lender.lifecycle'
import { findLender } from './product.store'

export interface Secrets { staffId: string; username: string; password: string; totpSecret: string; otpauthUri: string }

/** Whether the caller looks after this lender's officers: the city's administrators, and who leads them. */
export async function mayInvite(ctx: Ctx, lenderId: string): Promise<boolean> {
  const { roles, lenderId: own, staffId } = callerStaff(ctx)
  if (roles.includes('administrator')) return true
  return own === lenderId && (await findStaff(ctx.db, staffId))?.isLenderLead === true
}

/** NOT_FOUND for another lender's, FORBIDDEN for an officer who does not lead; a leading officer does not appoint or move one who leads. */
async function requireInviter(ctx: Ctx, lenderId: string, touchesLead: boolean): Promise<void> {
  const { roles, lenderId: own } = callerStaff(ctx)
  const office = roles.includes('administrator')
  const row = office || own === lenderId ? await findLender(ctx.db, lenderId) : undefined
  if (!row) throw new DomainError('NOT_FOUND')
  if (!(await mayInvite(ctx, lenderId))) throw new DomainError('FORBIDDEN', { detail: '只有机构管理员可以管理本机构人员' })
  if (touchesLead && !office) throw new DomainError('FORBIDDEN', { detail: '机构管理员由主管单位指定' })
}

/** Makes an officer's account. The secrets are drawn here and answered once. NOT_FOUND, FORBIDDEN, VALIDATION (username), CONFLICT (taken, or the lender is not active). */
export async function inviteOfficer({ ctx, input }: { ctx: Ctx; input: { lenderId: string; username: string; displayName: string; lead: boolean } }): Promise<Secrets> {
  const username = input.username.toLowerCase()
  await requireInviter(ctx, input.lenderId, input.lead)
  if ((await findLender(ctx.db, input.lenderId))?.status !== 'active') throw new DomainError('CONFLICT', { detail: '机构已暂停或终止合作，不能邀请人员' })
  const password = newPassword()
  return inTransaction(ctx, async (tx) => {
    const made = await createStaff({ ctx: tx, input: { username, displayName: input.displayName, roles: ['lender-officer'], password, lenderId: input.lenderId, isLenderLead: input.lead } })
    await writeAudit(tx, { action: OFFICER_INVITED, entity: 'staff', entityId: made.staffId, detail: { lenderId: input.lenderId, lead: input.lead } })
    return { username, password, ...made }
  })
}

async function requireOfficer(ctx: Ctx, input: { lenderId: string; staffId: string }): Promise<OfficerRow> {
  await requireInviter(ctx, input.lenderId, false)
  const row = await lockOfficer(ctx.db, input.lenderId, input.staffId)
  if (!row) throw new DomainError('NOT_FOUND')
  if (row.isLenderLead) await requireInviter(ctx, input.lenderId, true)
  return row
}

/** Disables an officer; their sessions end with the commit. NOT_FOUND, FORBIDDEN, CONFLICT for oneself and for who is disabled. */
export async function disableLenderOfficer({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; staffId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    if (callerStaff(ctx).staffId === input.staffId) throw new DomainError('CONFLICT', { detail: '不能停用自己' })
    const row = await requireOfficer(ctx, input)
    const [disabled] = await disableOfficer(ctx.db, row.id)
    if (!disabled) throw new DomainError('CONFLICT', { detail: '这个人员已经停用' })
    const sessions = await revokeStaffSessions(ctx.db, row.id, 'revoked', ctx.now)
    await writeAudit(ctx, { action: OFFICER_DISABLED, entity: 'staff', entityId: row.id, detail: { lenderId: input.lenderId, sessionsEnded: sessions.length } })
  })
  forgetStaff(input.staffId)
}

/** New secrets for an officer, answered once; a disabled one may log in again. NOT_FOUND, FORBIDDEN, CONFLICT when the lender has left. */
export async function resetLenderOfficer({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; staffId: string } }): Promise<Secrets> {
  const password = newPassword()
  const { row, made } = await inTransaction(outer, async (ctx) => {
    const row = await requireOfficer(ctx, input)
    if ((await findLender(ctx.db, input.lenderId))?.status === 'terminated') throw new DomainError('CONFLICT', { detail: '机构已终止合作' })
    const made = await resetStaff({ ctx, input: { username: row.username, password } })
    await writeAudit(ctx, { action: OFFICER_RESET, entity: 'staff', entityId: row.id, detail: { lenderId: input.lenderId } })
    return { row, made }
  })
  forgetStaff(row.id)
  return { username: row.username, password, ...made }
}
