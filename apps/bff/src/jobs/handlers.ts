import type { Ctx } from '../context'
import type { Topic } from '../modules/outbox/enqueue'
import { recomputeScore } from '../modules/score/recompute-score'
import { tellScoreChange } from '../modules/score/tell-score-change'

export type Handler = (ctx: Ctx, payload: Record<string, unknown>) => Promise<void>

/** What happens after commit, per topic. A handler may run more than once for one row and must not mind. */
export const handlers: Record<Topic, Handler> = {
  'score.recompute': async (ctx, payload) => {
    if (typeof payload['subjectId'] === 'string') await recomputeScore({ ctx, input: { subjectId: payload['subjectId'] } })
  },
  'score.changed': async (ctx, payload) => {
    if (typeof payload['historyId'] === 'string') await tellScoreChange({ ctx, input: { historyId: payload['historyId'] } })
  },
  // Both sides read their receipt from the redemption itself; the trace here is for messages and settlement to come to.
  'voucher.redeemed': async (ctx, payload) => ctx.log.info({ redemptionId: payload['redemptionId'] }, 'voucher redeemed'),
  'voucher.reversed': async (ctx, payload) => ctx.log.info({ redemptionId: payload['redemptionId'] }, 'redemption reversed'),
}
