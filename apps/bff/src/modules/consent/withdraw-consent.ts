import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { followLoanConsent } from '../loan-application/follow-consent'
import { isLoanPurpose } from '../loan-application/loan-purpose'
import { closeScore } from '../score/close-score'
import { SCORE_PURPOSE } from '../score/open-score'
import { recomputeScore } from '../score/recompute-score'
import { type ConsentRow, findConsent, withdrawConsentById } from './consent.store'
import { itemOfPurpose } from './item-purpose'

/**
 * Withdraws one of the subject's own consents (PIPL 15). What rests on it ends in the same transaction: for the score,
 * the score itself; for a special class, its part in the score; for a loan, the application. NOT_FOUND when it is not theirs, CONFLICT with its state when it ended before.
 */
export async function withdrawConsent({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string; consentId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const row = await findConsent(ctx.db, input.subjectId, input.consentId)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.status !== 'living') throw ended(row)
    if (row.purpose === SCORE_PURPOSE) await closeScore({ ctx, input: { subjectId: input.subjectId } })
    else {
      await withdrawConsentById(ctx.db, { subjectId: input.subjectId, id: row.id, now: ctx.now })
      // A special class counts no more from this moment: the score must not say otherwise for a second.
      if (isLoanPurpose(row.purpose)) await followLoanConsent({ ctx, input: { consentId: row.id } })
      if (itemOfPurpose(row.purpose) !== undefined) await recomputeScore({ ctx, input: { subjectId: input.subjectId } })
    }
    // Several may withdraw at once; the one whose instant stands is the one who did it.
    const after = await findConsent(ctx.db, input.subjectId, input.consentId)
    if (!after || after.status !== 'withdrawn' || after.withdrawnAt?.getTime() !== ctx.now.getTime()) throw ended(after ?? row)
    await writeAudit(ctx, { action: 'consent.withdraw', entity: 'consent', entityId: row.id, detail: { purpose: row.purpose, receiver: row.receiver } })
  })
}

function ended(row: ConsentRow): DomainError {
  const since = row.withdrawnAt ?? row.expiresAt
  return new DomainError('CONFLICT', { detail: row.status === 'expired' ? '此授权已到期' : '此授权已撤回', facts: { status: row.status, since: since?.toISOString() ?? null } })
}
