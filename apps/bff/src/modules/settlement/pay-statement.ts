import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { notifyMerchant } from '../merchant/notify-merchant'
import { insertEntry } from './ledger.store'
import { formatYuan, statementMoved } from './present-statement'
import { STATEMENT_EDGES } from './settlement.lifecycle'
import { findStatement, moveStatement } from './statement.store'

/**
 * Marks a confirmed or resolved statement paid 已付款, with the bank's reference: payable goes to cash, two lines. Not by whoever
 * judged its disputes (SECOND_PERSON_NEEDED, and a CHECK). NOT_FOUND; CONFLICT with its state.
 */
export async function payStatement({ ctx: outer, input }: { ctx: Ctx; input: { statementId: string; staffId: string; reference: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const seen = await findStatement(ctx.db, { statementId: input.statementId, merchantId: null })
    if (!seen) throw new DomainError('NOT_FOUND')
    if (seen.resolvedByStaffId === input.staffId) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '处理过异议的人不能登记付款，请由另一人办理' })
    const paid = await moveStatement(ctx.db, STATEMENT_EDGES.pay, seen.id, { paidAt: ctx.now, paidByStaffId: input.staffId, paymentReference: input.reference })
    if (!paid) throw await statementMoved(ctx, seen.id)
    await insertEntry(ctx.db, { kind: 'payment', merchantId: seen.merchantId, redemptionId: null, sourceId: seen.id, seq: 1, day: dayInShanghai(ctx.now.getTime()), at: ctx.now, payableFen: -seen.totalFen })
    await writeAudit(ctx, { action: STATEMENT_EDGES.pay.event, entity: 'settlement', entityId: seen.id, detail: { totalFen: seen.totalFen } })
    await notifyMerchant(ctx, seen.merchantId, { kind: 'settlement.paid', cause: seen.id, title: `${seen.month} 结算单已付款`, body: `${formatYuan(seen.totalFen)} 元，请留意到账` })
  })
}
