import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { notifyMerchant } from '../merchant/notify-merchant'
import { findEntry, insertEntry } from './ledger.store'
import { SEAL_DISPUTE, statementMoved } from './present-statement'
import { STATEMENT_EDGES } from './settlement.lifecycle'
import { answerDispute, findStatement, listDisputes, moveStatement } from './statement.store'

export interface Decision {
  disputeId: string
  outcome: 'accepted' | 'rejected'
  answer: string
}

/**
 * The office answers every disputed line at once. An accepted one gets counter lines today, which the next statement holds; a
 * rejected one stands. The statement's own lines and total never change. NOT_FOUND, CONFLICT with its state; VALIDATION unless
 * each dispute is decided exactly once.
 */
export async function resolveStatement({ ctx: outer, input }: { ctx: Ctx; input: { statementId: string; staffId: string; decisions: readonly Decision[] } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const seen = await findStatement(ctx.db, { statementId: input.statementId, merchantId: null })
    if (!seen) throw new DomainError('NOT_FOUND')
    const disputes = new Map((await listDisputes(ctx.db, seen.id)).map((d) => [d.id, d]))
    const isWhole = disputes.size === input.decisions.length && new Set(input.decisions.map((d) => d.disputeId)).size === disputes.size && input.decisions.every((d) => disputes.has(d.disputeId))
    if (!(await moveStatement(ctx.db, STATEMENT_EDGES.resolve, seen.id, { resolvedAt: ctx.now, resolvedByStaffId: input.staffId }))) throw await statementMoved(ctx, seen.id)
    if (!isWhole) throw new DomainError('VALIDATION', { detail: '请对每一笔异议作出决定', errors: [{ field: 'decisions', message: '每一笔异议都要有决定' }] })
    for (const { disputeId, outcome, answer } of input.decisions) {
      const dispute = await answerDispute(ctx.db, disputeId, { outcome, answerSealed: ctx.keys.sealer.seal(answer, SEAL_DISPUTE), resolvedAt: ctx.now })
      const entry = dispute && (await findEntry(ctx.db, seen.id, dispute.entryId))
      if (!dispute || !entry) throw new Error('a disputed statement with a dispute that was answered before, or without its line')
      if (outcome === 'rejected') continue
      await insertEntry(ctx.db, {
        kind: 'adjustment',
        merchantId: seen.merchantId,
        redemptionId: entry.redemptionId,
        sourceId: dispute.id,
        seq: 1,
        day: dayInShanghai(ctx.now.getTime()),
        at: ctx.now,
        payableFen: -entry.amountFen,
      })
    }
    const accepted = input.decisions.filter((d) => d.outcome === 'accepted').length
    await writeAudit(ctx, { action: STATEMENT_EDGES.resolve.event, entity: 'settlement', entityId: seen.id, detail: { accepted, rejected: input.decisions.length - accepted } })
    await notifyMerchant(ctx, seen.merchantId, { kind: 'settlement.resolved', cause: seen.id, title: `${seen.month} 结算单的异议已答复`, body: `采纳 ${accepted} 笔，维持 ${input.decisions.length - accepted} 笔；采纳的在下一张结算单里更正` })
  })
}
