import { dayInShanghai, quotaSpans } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { findCodes } from '../perk/code.store'
import { findPerkVersions, lockPerk, returnQuota } from '../perk/perk.store'
import { returnSpans } from '../perk/quota.store'
import { explainVoucher } from './explain-voucher'
import { VOUCHER_EDGES } from './voucher.lifecycle'
import { findOwnVoucher, moveVoucher, type VoucherRow } from './voucher.store'

/** Behind these stands an order 免押、后付. */
const ORDERED: ReadonlySet<string> = new Set(['deposit-waiver', 'post-pay'])

/**
 * Gives a voucher back 退回: the quota, its counters and the person's claim become free again. A code that was shown is spent: CONFLICT.
 * Refuses: NOT_FOUND (also for someone else's), VOUCHER_USED, VOUCHER_EXPIRED, VOUCHER_CANCELLED.
 */
export async function cancelVoucher({ ctx: outer, input }: { ctx: Ctx; input: { voucherId: string; subjectId: string } }): Promise<VoucherRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = await findOwnVoucher(ctx.db, input.subjectId, input.voucherId)
    if (!seen) throw new DomainError('NOT_FOUND')
    const refusal = await explainVoucher(ctx, seen)
    if (refusal) throw refusal
    if ((await findCodes(ctx.db, [seen.id])).size > 0) throw new DomainError('CONFLICT', { detail: '兑换码已经给您，不能退回' })
    // Perk before voucher, as in a claim: the other order could deadlock with one.
    await lockPerk(ctx.db, seen.perkId)
    const moved = await moveVoucher(ctx.db, VOUCHER_EDGES.cancel, seen.id, ctx.now)
    if (!moved) {
      const now = await findOwnVoucher(ctx.db, input.subjectId, input.voucherId)
      throw (now && (await explainVoucher(ctx, now))) ?? new DomainError('CONFLICT')
    }
    const terms = (await findPerkVersions(ctx.db, [moved])).get(`${moved.perkId} ${moved.perkVersion}`)?.terms
    // Its order ends with it, at once and not with the next sweep.
    if (terms && ORDERED.has(terms.benefit.kind)) await enqueue(ctx, 'voucher.cancelled', { voucherId: moved.id })
    if (terms) await returnSpans(ctx.db, { perkId: moved.perkId, subjectId: moved.subjectId, spans: quotaSpans(terms, dayInShanghai(moved.claimedAt.getTime())) })
    const { reopened } = await returnQuota(ctx.db, moved.perkId, ctx.now)
    await writeAudit(ctx, { action: VOUCHER_EDGES.cancel.event, entity: 'voucher', entityId: moved.id, detail: { perkId: moved.perkId } })
    if (reopened) await writeAudit(ctx, { action: 'perk.reopened', entity: 'perk', entityId: moved.perkId })
    return moved
  })
}
