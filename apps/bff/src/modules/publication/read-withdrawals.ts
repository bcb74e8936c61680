import type { PublicationWithdrawal } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { listCorrected, listRevised, listWithdrawn } from './shown.store'
import { REVISED, withdrawalReason } from './tell-withdrawn'

/** What the public is told of penalties that were taken off the display or put right, latest first. */
export async function readWithdrawals(ctx: Ctx, by: { since: string; limit: number }): Promise<PublicationWithdrawal[]> {
  const withdrawn = (await listWithdrawn(ctx.db, by)).map(({ afterObjection, subjectId: _subject, ...row }): PublicationWithdrawal => ({ ...row, outcome: 'withdrawn', reason: withdrawalReason(afterObjection) }))
  const corrected = (await listCorrected(ctx.db, by)).map((row): PublicationWithdrawal => ({ ...row, outcome: 'corrected', reason: '经异议核实，原公示的内容有误，已撤回并按更正后的内容公示' }))
  const revised = (await listRevised(ctx.db, by)).map((row): PublicationWithdrawal => ({ ...row, outcome: 'corrected', reason: REVISED }))
  return [...withdrawn, ...corrected, ...revised].sort((a, b) => b.withdrawnOn.localeCompare(a.withdrawnOn) || a.recordId.localeCompare(b.recordId)).slice(0, by.limit)
}
