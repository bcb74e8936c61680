import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findLender } from '../lender/product.store'
import { TOTP_SEAL } from './create-staff'
import { type Grant, openSession } from './open-session'
import { verifyPassword } from './password'
import { acceptStep, findStaff, findStaffByUsername, type StaffRow, takeAttempt } from './staff.store'
import { totpStepOf } from './totp'
import { takeUnknownAttempt } from './unknown-usernames'

const ATTEMPTS = 5
const LOCK_MS = 15 * 60_000

interface StaffLogin {
  username: string
  password: string
  totpCode: string
  userAgent: string
}

/**
 * Password and one-time code (等保 2.0 level 3: two factors). Five failures lock the account for a quarter of an hour;
 * each attempt is counted before it is examined and the count is committed whatever follows. LOGIN_FAILED does not say
 * what was wrong and an unknown name costs the same work; LOGIN_LOCKED says until when. FORBIDDEN
 * for an officer of a lender that is suspended or has left.
 */
export async function loginStaff({ ctx, input }: { ctx: Ctx; input: StaffLogin }): Promise<{ grant: Grant; staff: StaffRow }> {
  const username = input.username.trim().toLowerCase()
  const row = await findStaffByUsername(ctx.db, username)
  const rule = { limit: ATTEMPTS, lockUntil: new Date(ctx.now.getTime() + LOCK_MS), now: ctx.now }
  const attempt = row ? await takeKnownAttempt(ctx, row.id, rule) : takeUnknownAttempt(username, rule)
  if (!attempt.taken) throw locked(ctx, attempt.lockedUntil)
  const isPasswordRight = await verifyPassword(row?.active ? row.passwordHash : undefined, input.password)
  const step = row ? totpStepOf(ctx.keys.sealer.open(row.totpSealed, TOTP_SEAL), input.totpCode, ctx.now) : undefined
  if (row && isPasswordRight && step !== undefined) {
    const opened = await inTransaction(ctx, async (tx) => {
      const staff = await acceptStep(tx.db, row.id, step)
      if (!staff) return undefined
      // Said only to who has shown both factors.
      if (staff.lenderId && (await findLender(tx.db, staff.lenderId))?.status !== 'active') return 'held'
      return { staff, grant: await openSession(tx, { staffId: staff.id }, input.userAgent) }
    })
    if (opened === 'held') throw new DomainError('FORBIDDEN', { detail: '贵机构已暂停或终止合作，暂时不能登录' })
    if (opened) return opened
  }
  if (row) await writeAudit(ctx, { action: 'staff.login-failed', entity: 'staff', entityId: row.id, detail: { lockedUntil: attempt.lockedUntil?.toISOString() ?? null } })
  throw attempt.lockedUntil ? locked(ctx, attempt.lockedUntil) : new DomainError('LOGIN_FAILED')
}

async function takeKnownAttempt(ctx: Ctx, id: string, rule: { limit: number; lockUntil: Date; now: Date }): Promise<{ taken: boolean; lockedUntil: Date | null }> {
  const taken = await takeAttempt(ctx.db, id, rule)
  if (taken) return { taken: true, lockedUntil: taken.lockedUntil }
  return { taken: false, lockedUntil: (await findStaff(ctx.db, id))?.lockedUntil ?? null }
}

function locked(ctx: Ctx, until: Date | null): DomainError {
  // The lock may have been lifted by the very attempt this one waited for.
  const end = until ?? ctx.now
  const seconds = Math.max(1, Math.ceil((end.getTime() - ctx.now.getTime()) / 1000))
  return new DomainError('LOGIN_LOCKED', { detail: `请 ${Math.ceil(seconds / 60)} 分钟后再试`, facts: { lockedUntil: end.toISOString(), retryAfterSeconds: seconds } })
}
