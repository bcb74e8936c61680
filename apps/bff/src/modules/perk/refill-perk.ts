import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { writeAudit } from '../audit/write-audit'
import { PERK_EDGES, PERK_REFILLED } from './perk.lifecycle'
import { addQuota, type PerkRow } from './perk.store'
import { requirePerk } from './require-perk'

/** The column is an integer of four bytes; nobody needs more. */
const MAX_TOTAL = 1_000_000_000

/**
 * Adds to a perk's quota 补充名额; an exhausted one opens again. What the city subsidises only the office refills.
 * Refuses: NOT_FOUND, FORBIDDEN, CONFLICT (ended, of codes, too many).
 */
export async function refillPerk({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; count: number } }): Promise<PerkRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await requirePerk(ctx, input.perkId)
    if (row.kind === 'loaded-code') throw new DomainError('CONFLICT', { detail: '兑换码权益的名额就是码的数量，请上传兑换码' })
    if (row.subsidyFen > 0 && callerStaff(ctx).merchantId !== null) throw new DomainError('FORBIDDEN', { detail: '有补贴的权益由信用主管部门补充名额' })
    if (row.quotaTotal + input.count > MAX_TOTAL) throw new DomainError('CONFLICT', { detail: '名额太多了' })
    const filled = await addQuota(ctx.db, { id: row.id, count: input.count, now: ctx.now })
    if (!filled) throw new DomainError('CONFLICT', { detail: '权益已结束，不能补充名额' })
    await writeAudit(ctx, { action: PERK_REFILLED, entity: 'perk', entityId: row.id, detail: { count: input.count, quotaTotal: filled.quotaTotal } })
    if (row.status === 'exhausted') await writeAudit(ctx, { action: PERK_EDGES.reopen.event, entity: 'perk', entityId: row.id })
    return filled
  })
}
