import { formatCenti } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { writeNotice } from '../notice/write-notice'
import { holdHistory } from './score.store'

/** Kind of the notices about a score; they go with it. */
export const SCORE_CHANGED = 'score.changed'

/**
 * Tells a person that their score moved, once however often it runs. What is said is read from the history, so nothing is
 * said of a score that was closed meanwhile, and the outbox holds no score.
 */
export async function tellScoreChange({ ctx: outer, input }: { ctx: Ctx; input: { historyId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const held = await holdHistory(ctx.db, input.historyId)
    if (!held) return
    const { subjectId, row } = held
    await writeNotice(ctx, { subjectId, kind: SCORE_CHANGED, cause: row.id, title: `信用分变为 ${formatCenti(row.totalCenti)}`, body: row.reason })
  })
}
