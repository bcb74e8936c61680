import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { withdrawLivingConsent } from '../consent/consent.store'
import { SCORE_CHANGED } from './tell-score-change'
import { SCORE_PURPOSE, SCORE_RECEIVER } from './open-score'
import { deleteNotices } from '../notice/notice.store'
import { deleteScore } from './score.store'

/**
 * Closes a person's score: deletes it with its history and the notices about it (PIPL 47), then withdraws the consent
 * (the database refuses the other order).
 * Closing a closed score changes nothing and leaves no audit row.
 */
export async function closeScore({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const [gone] = await deleteScore(ctx.db, input.subjectId)
    await deleteNotices(ctx.db, input.subjectId, SCORE_CHANGED)
    const [withdrawn] = await withdrawLivingConsent(ctx.db, { subjectId: input.subjectId, purpose: SCORE_PURPOSE, receiver: SCORE_RECEIVER, now: ctx.now })
    if (!gone && !withdrawn) return
    await writeAudit(ctx, { action: 'score.close', entity: 'score', entityId: gone?.id ?? input.subjectId, detail: { consentId: withdrawn?.id ?? null } })
  })
}
