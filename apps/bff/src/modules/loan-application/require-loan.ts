import type { LenderDeed } from '@xinhui/contract'
import type { Actor, Ctx } from '../../context'
import { DomainError } from '../../errors'
import { requireFinancing } from '../loan-request/state-request'
import { isReport } from './loan-application.lifecycle'
import { type ApplicationRow, findApplication, type NamedApplication, nameApplications } from './loan-application.store'

/** An application of a firm the caller acts for in financing. NOT_FOUND for everybody else's. */
export async function requireOwnLoan(ctx: Ctx, applicationId: string): Promise<ApplicationRow> {
  const row = await findApplication(ctx.db, applicationId)
  if (!row) throw new DomainError('NOT_FOUND')
  await requireFinancing(ctx, row.subjectId)
  return row
}

const lenderOfActor = (actor: Actor): string | null => (actor.kind === 'lender' ? actor.lenderId : actor.kind === 'staff' ? actor.lenderId : null)

/** The lender whose officer or system calls. FORBIDDEN for anybody else. */
export function callerLender(ctx: Ctx): string {
  const lenderId = lenderOfActor(ctx.actor)
  if (lenderId === null) throw new DomainError('FORBIDDEN', { detail: '只有金融机构可以办理' })
  return lenderId
}

export const consentLives = (named: Pick<NamedApplication, 'consent'>, now: Date): boolean => named.consent.status === 'living' && (named.consent.expiresAt === null || named.consent.expiresAt > now)

/** An application to the calling lender, whatever became of its consent. NOT_FOUND for another's. */
async function findLenderLoan(ctx: Ctx, applicationId: string): Promise<NamedApplication> {
  const lenderId = callerLender(ctx)
  const [named] = await nameApplications(ctx.db, [applicationId])
  if (!named || named.row.lenderId !== lenderId) throw new DomainError('NOT_FOUND')
  return named
}

/** As above, while the firm's consent lives: read from the database for every call, so that an ending holds at once. CONSENT_ENDED otherwise. */
export async function requireConsentedLoan(ctx: Ctx, applicationId: string): Promise<NamedApplication> {
  const named = await findLenderLoan(ctx, applicationId)
  if (!consentLives(named, ctx.now)) throw new DomainError('CONSENT_ENDED', { detail: '企业的授权已经结束，不能再查看这笔申请' })
  return named
}

/**
 * As above, for a step. A signed loan goes on whatever becomes of the consent: its lender reports about its own money, and is
 * answered nothing of the firm.
 */
export async function requireLoanForStep(ctx: Ctx, applicationId: string, kind: LenderDeed): Promise<NamedApplication> {
  const named = await findLenderLoan(ctx, applicationId)
  return named.row.signedOn !== null && isReport(kind) ? named : requireConsentedLoan(ctx, applicationId)
}
