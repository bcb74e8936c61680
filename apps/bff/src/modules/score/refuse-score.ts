import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { insertRefusal } from '../consent/consent.store'
import { SCORE_PURPOSE } from './open-score'
import { findScore } from './score.store'

/** Remembers a "not now" so that nobody is asked again (PIPL art. 16). An open score is closed, not refused. */
export async function refuseScore({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    if (await findScore(ctx.db, input.subjectId)) throw new DomainError('CONFLICT', { detail: '信用分已开通，如不再需要可以关闭' })
    await insertRefusal(ctx.db, { subjectId: input.subjectId, purpose: SCORE_PURPOSE, refusedAt: ctx.now })
    await writeAudit(ctx, { action: 'score.refuse', entity: 'subject', entityId: input.subjectId })
  })
}
