import type { PublicationWithdrawal } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { type CorrectedRow, listCorrected, listRevised, listWithdrawn } from './shown.store'
import { itemTitle, REVISED, withdrawalReason } from './tell-withdrawn'

/** What the public is told of records that were taken off the display or put right, latest first. */
export async function readWithdrawals(ctx: Ctx, by: { since: string; limit: number }): Promise<PublicationWithdrawal[]> {
  const told = ({ recordId, item, uscc, name, documentNumber, office, decidedOn, withdrawnOn }: CorrectedRow, outcome: PublicationWithdrawal['outcome'], reason: string): PublicationWithdrawal => ({ recordId, itemTitle: itemTitle(ctx, item), uscc, name, documentNumber, office, decidedOn, withdrawnOn, outcome, reason })
  const withdrawn = (await listWithdrawn(ctx.db, by)).map((row) => told(row, 'withdrawn', withdrawalReason(row)))
  const corrected = (await listCorrected(ctx.db, by)).map((row) => told(row, 'corrected', '经异议核实，原公示的内容有误，已撤回并按更正后的内容公示'))
  const revised = (await listRevised(ctx.db, by)).map((row) => told(row, 'corrected', REVISED))
  return [...withdrawn, ...corrected, ...revised].sort((a, b) => b.withdrawnOn.localeCompare(a.withdrawnOn) || a.recordId.localeCompare(b.recordId)).slice(0, by.limit)
}
