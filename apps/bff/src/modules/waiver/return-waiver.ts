import { waiverTotalFen } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { moveWaiver, recordEvent, stateConflict, tellPayScore, tellResident, yuan } from './move-waiver'
import { requireDeskWaiver } from './require-desk-waiver'
import { settle } from './sync-pay-score'
import { waiverPolicy } from './waiver-policy'
import { WAIVER_EDGES, WAIVER_EVENTS } from './waiver.lifecycle'
import { setWaiver, type WaiverRow } from './waiver.store'

const invalid = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })

/**
 * The clerk confirms the return 确认归还 and registers what the use costs, within what was agreed. Intact: the bill is final at once.
 * Otherwise the merchant has the city's hours to claim damage. NOT_FOUND, CONFLICT, VALIDATION.
 */
export async function returnWaiver({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; useFen: number; intact: boolean } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const { row } = await requireDeskWaiver(ctx, input.waiverId)
    if (row.status !== 'in-use' && row.status !== 'overdue') throw stateConflict(row)
    if (input.useFen > row.holdFen) throw invalid('useFen', `最多 ${yuan(row.holdFen)}，超过顾客同意的上限不能收`)
    const claimUntil = input.intact ? null : new Date(ctx.now.getTime() + waiverPolicy(ctx).claimHours * 3_600_000)
    const moved = await moveWaiver(ctx, row, WAIVER_EDGES.giveBack, { by: 'merchant', set: { returnedAt: ctx.now, useFen: input.useFen, claimUntil }, amountFen: input.useFen })
    if (input.intact) return billWaiver(ctx, moved)
    await tellResident(ctx, moved, { cause: 'returned', title: `${row.title}：已${row.kind === 'deposit-waiver' ? '归还' : '结账'}，待验收`, body: `使用费 ${yuan(input.useFen)}。店家验收后收取；如申请赔偿，您会收到证据并可提出异议。` })
    return moved
  })
}

/** The amount is final: it leaves for 支付分 after commit. Where 支付分 carries the order no more, it is paid at the counter. */
export async function billWaiver(ctx: Ctx, row: WaiverRow): Promise<WaiverRow> {
  const billFen = waiverTotalFen({ useFen: row.useFen ?? 0, damageFen: row.upheldFen ?? 0, discountFen: row.discountFen }, row.holdFen)
  const billed = await setWaiver(ctx.db, row.id, { billFen, billedAt: ctx.now, payCheckAt: row.payState === 'ended' ? null : ctx.now })
  await recordEvent(ctx, billed, { event: WAIVER_EVENTS.bill, by: 'system', amountFen: billFen })
  if (billed.payState === 'ended') return billFen === 0 ? settle(ctx, billed) : billed
  await tellPayScore(ctx, billed)
  if (billFen > 0) await tellResident(ctx, billed, { cause: 'billed', title: `${row.title}：应付 ${yuan(billFen)}`, body: `使用费 ${yuan(row.useFen ?? 0)}，赔偿 ${yuan(row.upheldFen ?? 0)}，通过微信支付分收取。` })
  return billed
}

/** An order whose bill is with 支付分 and not paid, or that 支付分 carries no more. */
function requireUnpaid(row: WaiverRow): number {
  if (row.billFen !== null && (row.payState === 'asked' || row.payState === 'confirmed')) throw new DomainError('IN_PROGRESS', { detail: '账单正在发送，请稍后再试', facts: { retryAfterSeconds: 5 } })
  if ((row.status !== 'returned' && row.status !== 'resolved') || row.billFen === null || row.payState === 'paid' || row.paidAtCounterAt) throw stateConflict(row)
  return row.billFen
}

/** The merchant lets off a part 减免 before it is paid; only ever less. NOT_FOUND, CONFLICT, VALIDATION. */
export async function reduceWaiver({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; discountFen: number } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const { row } = await requireDeskWaiver(ctx, input.waiverId)
    const billFen = requireUnpaid(row)
    if (input.discountFen > billFen) throw invalid('discountFen', `最多减免 ${yuan(billFen)}`)
    const reduced = await setWaiver(ctx.db, row.id, { discountFen: row.discountFen + input.discountFen, billFen: billFen - input.discountFen, payCheckAt: row.payState === 'ended' ? null : ctx.now })
    await recordEvent(ctx, reduced, { event: WAIVER_EVENTS.reduce, by: 'merchant', amountFen: input.discountFen })
    await tellResident(ctx, reduced, { cause: `reduced:${reduced.discountFen}`, title: `${row.title}：商户减免 ${yuan(input.discountFen)}`, body: `现在应付 ${yuan(billFen - input.discountFen)}。` })
    if (reduced.payState !== 'ended') await tellPayScore(ctx, reduced)
    else if (reduced.billFen === 0) return settle(ctx, reduced)
    return reduced
  })
}

/** The person paid the merchant directly 已在店付款: 支付分 is told and collects nothing. NOT_FOUND, CONFLICT. */
export async function payWaiverAtCounter({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const { row } = await requireDeskWaiver(ctx, input.waiverId)
    const billFen = requireUnpaid(row)
    const paid = await setWaiver(ctx.db, row.id, { paidAtCounterAt: ctx.now, payCheckAt: row.payState === 'ended' ? null : ctx.now })
    await recordEvent(ctx, paid, { event: WAIVER_EVENTS.paidAtCounter, by: 'merchant', amountFen: billFen })
    if (paid.payState === 'ended') return settle(ctx, paid)
    await tellPayScore(ctx, paid)
    return paid
  })
}
