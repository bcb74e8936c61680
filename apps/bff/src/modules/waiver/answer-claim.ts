import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { notifyMerchant } from '../merchant/notify-merchant'
import { moveWaiver, stateConflict, tellResident, yuan } from './move-waiver'
import { billWaiver } from './return-waiver'
import { WAIVER_EDGES } from './waiver.lifecycle'
import { findOwnWaiver, findWaiver, lockWaiver, type WaiverRow } from './waiver.store'

export const SEAL_DISPUTE = 'waiver.dispute'
export const SEAL_DECISION = 'waiver.decision'

async function requireOwn(ctx: Ctx, input: { waiverId: string; subjectId: string }): Promise<WaiverRow> {
  const row = await findOwnWaiver(ctx.db, input.subjectId, input.waiverId)
  if (!row) throw new DomainError('NOT_FOUND')
  return row
}

const tellMerchant = (ctx: Ctx, row: WaiverRow, entry: { cause: string; title: string; body: string }) =>
  notifyMerchant(ctx, row.merchantId, { kind: 'waiver-desk', cause: `${row.id}:${entry.cause}`, title: entry.title, body: entry.body })

/** The person agrees to a claim 同意赔偿: it becomes the bill. NOT_FOUND, CONFLICT. */
export async function acceptClaim({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; subjectId: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireOwn(ctx, input)
    const accepted = await moveWaiver(ctx, row, WAIVER_EDGES.accept, { by: 'resident', set: { upheldFen: row.claimFen, decidedAt: ctx.now }, amountFen: row.claimFen ?? 0 })
    return billWaiver(ctx, accepted)
  })
}

/**
 * The person disputes a claim 提出异议 in time, or says that what is overdue was given back and not registered: nothing is
 * collected until the office has decided. NOT_FOUND, CONFLICT.
 */
export async function disputeClaim({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; subjectId: string; reason: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireOwn(ctx, input)
    if (row.status === 'claimed' && row.disputeUntil && row.disputeUntil <= ctx.now) throw new DomainError('CONFLICT', { detail: '提出异议的时间已过', facts: { disputeUntil: row.disputeUntil.toISOString() } })
    const disputed = await moveWaiver(ctx, row, WAIVER_EDGES.dispute, { by: 'resident', set: { disputeReasonSealed: ctx.keys.sealer.seal(input.reason, SEAL_DISPUTE), disputedAt: ctx.now } })
    await tellMerchant(ctx, disputed, { cause: 'disputed', title: `${row.title}：${row.status === 'overdue' ? '顾客说已归还，门店没有登记' : '顾客对赔偿提出异议'}`, body: '主管单位核实后作出决定，两边都会收到结果；在此之前不收取费用。' })
    return disputed
  })
}

/** The time to dispute is over: the claim stands, as agreed. In the caller's transaction. */
export async function letClaimStand(ctx: Ctx, row: WaiverRow): Promise<WaiverRow> {
  const stood = await moveWaiver(ctx, row, WAIVER_EDGES.stand, { by: 'system', set: { upheldFen: row.claimFen, decidedAt: ctx.now }, amountFen: row.claimFen ?? 0 })
  return billWaiver(ctx, stood)
}

/**
 * The office decides a dispute 裁定: how much of the claim is upheld, or without a claim how much is due in all, in fen, and why.
 * Both sides are told. NOT_FOUND, CONFLICT, VALIDATION.
 */
export async function decideDispute({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; staffId: string; upheldFen: number; reason: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await lockWaiver(ctx.db, input.waiverId)
    if (!row || row.status === 'quoted') throw new DomainError('NOT_FOUND')
    if (row.status !== 'disputed') throw stateConflict(row)
    const { claimFen } = row
    const mostFen = claimFen ?? row.holdFen
    if (input.upheldFen > mostFen) throw new DomainError('VALIDATION', { detail: `最多 ${yuan(mostFen)}，不能超过${claimFen === null ? '当事人同意的上限' : '商户申请的金额'}`, errors: [{ field: 'upheldFen', message: `最多 ${yuan(mostFen)}` }] })
    const decided = await moveWaiver(ctx, row, WAIVER_EDGES.decide, {
      by: 'office',
      set: { ...(claimFen === null ? { useFen: input.upheldFen, returnedAt: ctx.now } : { upheldFen: input.upheldFen }), decisionSealed: ctx.keys.sealer.seal(input.reason, SEAL_DECISION), decidedAt: ctx.now, decidedByStaffId: input.staffId },
      amountFen: input.upheldFen,
    })
    const result = claimFen === null ? `应付 ${yuan(input.upheldFen)}。` : `商户申请 ${yuan(claimFen)}，支持 ${yuan(input.upheldFen)}。`
    await tellResident(ctx, decided, { cause: 'decided', title: `${row.title}：异议已有结果`, body: `${result}理由见订单。` })
    await tellMerchant(ctx, decided, { cause: 'decided', title: `${row.title}：异议已有结果`, body: `${result}理由见订单。` })
    return billWaiver(ctx, decided)
  })
}

/** For the office: an order with a state. NOT_FOUND for a quote. */
export async function requireOrder(ctx: Ctx, waiverId: string): Promise<WaiverRow> {
  const row = await findWaiver(ctx.db, waiverId)
  if (!row || row.status === 'quoted') throw new DomainError('NOT_FOUND')
  return row
}
