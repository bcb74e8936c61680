import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { checkPassword, type StaffSecrets, TOTP_SEAL } from './create-staff'
import { forgetSession } from './living-session'
import { hashPassword } from './password'
import { revokeStaffSessions } from './session.store'
import { findStaffByUsername, replaceSecrets } from './staff.store'
import { newTotpSecret, totpUri } from './totp'

/** New password and one-time code secret for somebody who lost theirs: unlocks, activates, ends every session. NOT_FOUND, VALIDATION. */
export async function resetStaff({ ctx: outer, input }: { ctx: Ctx; input: { username: string; password: string } }): Promise<StaffSecrets> {
  const username = input.username.toLowerCase()
  const errors = checkPassword(username, input.password)
  if (errors.length > 0) throw new DomainError('VALIDATION', { detail: errors[0]?.message ?? '', errors })
  const staff = await findStaffByUsername(outer.db, username)
  if (!staff) throw new DomainError('NOT_FOUND', { detail: `没有用户 ${username}` })
  const totpSecret = newTotpSecret()
  const passwordHash = await hashPassword(input.password)
  const ended = await inTransaction(outer, async (ctx) => {
    await replaceSecrets(ctx.db, staff.id, { passwordHash, totpSealed: ctx.keys.sealer.seal(totpSecret, TOTP_SEAL) })
    const sessions = await revokeStaffSessions(ctx.db, staff.id, 'revoked', ctx.now)
    await writeAudit(ctx, { action: 'staff.reset', entity: 'staff', entityId: staff.id, detail: { sessionsEnded: sessions.length } })
    return sessions
  })
  for (const { id } of ended) forgetSession(id)
  return { staffId: staff.id, totpSecret, otpauthUri: totpUri(totpSecret, { issuer: outer.city.serviceName, username }) }
}
