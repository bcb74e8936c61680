import { waiverTotalFen } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import type { PayScoreAnswer, PayScoreBill, PayScoreGateway, PayScoreOrder, PayScoreSnapshot } from '../../gateways/gateways'
import { findAccount } from '../identity/account.store'
import { writeAudit } from '../audit/write-audit'
import { lockPerk } from '../perk/perk.store'
import { endReserved } from './cancel-waiver'
import { moveWaiver, recordEvent, tellPayScore, tellResident, yuan } from './move-waiver'
import { isNews, type PayState, WAIVER_EDGES, WAIVER_EVENTS } from './waiver.lifecycle'
import { findWaiver, listPayChecks, lockWaiver, setWaiver, type WaiverRow } from './waiver.store'

/** 支付分 is asked again after so long when no callback came: soon while somebody waits at a counter, later while money is on its way. */
const ASK_AGAIN_MS: Readonly<Record<PayState, number | null>> = { none: 30_000, asked: 20_000, confirmed: null, billed: 60_000, paid: null, ended: null }

/**
 * Brings 支付分 to what the order says, and the order to what 支付分 says. Runs after commit (outbox) and from the poll, as often as
 * it likes: what is left to do is read from the order, and every call is identical to its first try. Throws when 支付分 does not
 * answer, so that the outbox tries again.
 */
export async function syncPayScore({ ctx, input }: { ctx: Ctx; input: { waiverId: string } }): Promise<void> {
  const { payScore } = ctx.gateways
  const row = await findWaiver(ctx.db, input.waiverId)
  if (!row || !payScore) return
  const answer = await nextCall(ctx, payScore, row)
  if (!answer) return
  if (answer.ok) return applySnapshot({ ctx, input: { order: answer.order } })
  if (answer.reason === 'UNAVAILABLE') throw new Error(`支付分 does not answer${answer.code ? `: ${answer.code}` : ''}`)
  await meetRefusal(ctx, row, answer.code ?? answer.reason)
}

/** The one call that is due now; undefined: nothing is. */
async function nextCall(ctx: Ctx, payScore: PayScoreGateway, row: WaiverRow): Promise<PayScoreAnswer | undefined> {
  const { payState } = row
  /** A no may mean that things have moved on there meanwhile: paid, expired. */
  const orAsk = async (call: Promise<PayScoreAnswer>): Promise<PayScoreAnswer> => {
    const answer = await call
    if (answer.ok || answer.reason !== 'REFUSED') return answer
    const now = await payScore.query(row.id)
    return now.ok && isNews(payState, stateOf(now.order)) ? now : answer
  }
  if (payState === 'paid' || payState === 'ended') return undefined
  if (row.status === 'cancelled') return payState === 'none' ? undefined : orAsk(payScore.cancel(row.id, '订单已取消'))
  if (payState === 'none') return row.status === 'reserved' ? payScore.create(await orderOf(ctx, row)) : undefined
  if (row.billFen === null) return payState === 'asked' ? payScore.query(row.id) : undefined
  if (row.paidAtCounterAt && payState === 'billed') return orAsk(payScore.sync(row.id, row.paidAtCounterAt))
  if (payState !== 'billed') return orAsk(payScore.complete(row.id, billOf({ ...row, discountFen: 0 })))
  return row.payDiscountFen === row.discountFen ? payScore.query(row.id) : orAsk(payScore.modify(row.id, billOf(row), '商户减免'))
}

async function orderOf(ctx: Ctx, row: WaiverRow): Promise<PayScoreOrder> {
  const account = await findAccount(ctx.db, row.accountId)
  const startsAt = row.consentedAt ?? row.quotedAt
  return {
    outOrderNo: row.id,
    introduction: row.title,
    riskFund: { name: row.kind === 'deposit-waiver' ? 'DEPOSIT' : 'ESTIMATE_ORDER_COST', amountFen: row.holdFen },
    startsAt,
    endsAt: new Date((row.pickUpUntil ?? startsAt).getTime() + row.useDays * 86_400_000),
    openid: account?.openidSealed ? ctx.keys.sealer.open(account.openidSealed, 'account.openid') : '',
  }
}

/** First completed without the discount, then modified: a total can only be lowered there. */
function billOf(row: Pick<WaiverRow, 'useFen' | 'upheldFen' | 'discountFen' | 'holdFen'>): PayScoreBill {
  const charges = { useFen: row.useFen ?? 0, damageFen: row.upheldFen ?? 0, discountFen: row.discountFen }
  return {
    payments: [{ name: '使用费', amountFen: charges.useFen }, ...(charges.damageFen > 0 ? [{ name: '损坏赔偿', amountFen: charges.damageFen }] : [])],
    discounts: charges.discountFen > 0 ? [{ name: '商户减免', amountFen: charges.discountFen }] : [],
    totalFen: waiverTotalFen(charges, row.holdFen),
  }
}

const stateOf = (order: PayScoreSnapshot): PayState => {
  if (order.state === 'REVOKED' || order.state === 'EXPIRED') return 'ended'
  if (order.state === 'DONE') return order.paid ? 'paid' : 'billed'
  if (order.state === 'CREATED') return 'asked'
  return order.description === 'MCH_COMPLETE' ? 'billed' : 'confirmed'
}

/**
 * What 支付分 told, by answer, poll or callback, once or twice and in any order. News moves the order forward; anything older changes
 * nothing.
 */
export async function applySnapshot({ ctx: outer, input }: { ctx: Ctx; input: { order: PayScoreSnapshot } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const told = stateOf(input.order)
    const seen = told === 'ended' ? await lockToEnd(ctx, input.order.outOrderNo) : await lockWaiver(ctx.db, input.order.outOrderNo)
    if (!seen) return
    const isNew = isNews(seen.payState, told)
    const payState = isNew ? told : seen.payState
    const again = ASK_AGAIN_MS[payState]
    const waits = again !== null && (seen.status !== 'cancelled' || payState !== 'asked')
    const row = await setWaiver(ctx.db, seen.id, {
      payState,
      payOrderId: seen.payOrderId ?? input.order.orderId,
      payPackage: payState === 'asked' ? (input.order.package ?? seen.payPackage) : null,
      payDiscountFen: told === 'billed' && input.order.totalFen === seen.billFen ? seen.discountFen : seen.payDiscountFen,
      payCheckAt: waits ? new Date(ctx.now.getTime() + again) : null,
    })
    if (isNew) await meetNews(ctx, row, input.order)
  })
}

async function meetNews(ctx: Ctx, row: WaiverRow, order: PayScoreSnapshot): Promise<void> {
  if (row.payState === 'confirmed' && row.status === 'reserved') {
    await recordEvent(ctx, row, { event: WAIVER_EVENTS.confirm, by: 'wechat-pay' })
    await tellResident(ctx, row, { cause: 'confirmed', title: `${row.title}：可以取用了`, body: '到店出示取用码，店员核销后即可使用。取用之前可以随时取消。' })
  }
  // Cancelled while the phone was confirming.
  if (row.status === 'cancelled' && (row.payState === 'asked' || row.payState === 'confirmed')) return tellPayScore(ctx, row)
  // Billed while the confirmation was on its way, or reduced while the completion was.
  if (row.billFen !== null && (row.payState === 'confirmed' || (row.payState === 'billed' && (row.payDiscountFen !== row.discountFen || row.paidAtCounterAt !== null)))) await tellPayScore(ctx, row)
  if (row.payState === 'ended') await meetEnd(ctx, row, order)
  if (row.payState === 'paid') await meetPayment(ctx, row, order)
}

async function meetEnd(ctx: Ctx, row: WaiverRow, order: PayScoreSnapshot): Promise<void> {
  if (row.status === 'cancelled') return
  if (row.status === 'reserved') return refuse(ctx, row, order.state)
  // Handed over, and nothing can be collected there any more: the agreed bill stands and is paid at the counter.
  await recordEvent(ctx, row, { event: WAIVER_EVENTS.payScoreEnded, by: 'wechat-pay', detail: { state: order.state } })
}

async function meetPayment(ctx: Ctx, seen: WaiverRow, order: PayScoreSnapshot): Promise<void> {
  const lateFen = seen.discountFen - seen.payDiscountFen
  const row = lateFen > 0 && order.totalFen === (seen.billFen ?? 0) + lateFen ? await undoReduction(ctx, seen, lateFen) : seen
  if (order.totalFen !== null && order.totalFen !== row.billFen) {
    // Money differs from the bill: nothing is settled by guessing. An operator looks at it.
    await writeAudit(ctx, { action: 'waiver.total-differs', entity: 'waiver', entityId: row.id, detail: { billFen: row.billFen, paidFen: order.totalFen } })
    ctx.log.error({ waiverId: row.id, billFen: row.billFen, paidFen: order.totalFen }, '支付分 collected another amount than billed')
    return
  }
  if (row.status === 'returned' || row.status === 'resolved') await settle(ctx, row)
}

/** The person had paid before the reduction came through: what was collected is the bill, and the merchant gives the rest back in person. */
async function undoReduction(ctx: Ctx, row: WaiverRow, lateFen: number): Promise<WaiverRow> {
  const undone = await setWaiver(ctx.db, row.id, { discountFen: row.payDiscountFen, billFen: (row.billFen ?? 0) + lateFen })
  await writeAudit(ctx, { action: 'waiver.reduction-late', entity: 'waiver', entityId: row.id, detail: { lateFen } })
  await tellResident(ctx, row, { cause: 'reduction-late', title: `${row.title}：减免没有赶上付款`, body: `微信支付分已先收取，请到店让店家退还 ${yuan(lateFen)}。` })
  return undone
}

/** Nothing is owed any more. */
export async function settle(ctx: Ctx, row: WaiverRow): Promise<WaiverRow> {
  const billFen = row.billFen ?? 0
  const settled = await moveWaiver(ctx, row, WAIVER_EDGES.settle, { by: row.paidAtCounterAt ? 'merchant' : 'wechat-pay', set: { settledAt: ctx.now, payCheckAt: null }, amountFen: billFen })
  await tellResident(ctx, settled, { cause: 'settled', title: `${row.title}：已结清`, body: billFen === 0 ? '没有产生费用，占用的额度已恢复。' : `共付 ${yuan(billFen)}，占用的额度已恢复。` })
  return settled
}

/** Locks an order that may be about to end with its voucher: perk before order, as a cancellation does, or the two could deadlock. */
async function lockToEnd(ctx: Ctx, id: string): Promise<WaiverRow | undefined> {
  const seen = await findWaiver(ctx.db, id)
  if (seen?.status === 'reserved') await lockPerk(ctx.db, seen.perkId)
  return lockWaiver(ctx.db, id)
}

async function refuse(ctx: Ctx, row: WaiverRow, code: string): Promise<void> {
  await endReserved(ctx, row, WAIVER_EDGES.refuse, 'wechat-pay')
  await tellResident(ctx, row, { cause: 'refused', title: `${row.title}：没有办成`, body: '微信支付分没有通过这一单，没有产生费用，占用的额度已恢复。您可以按商户的普通方式办理。' })
  await writeAudit(ctx, { action: 'waiver.pay-score-refused', entity: 'waiver', entityId: row.id, detail: { code } })
}

/** A no that will stay a no. A new order ends; anything later is the operator's, and the poll stops. */
async function meetRefusal(ctx: Ctx, row: WaiverRow, code: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = await lockToEnd(tx, row.id)
    if (now?.payState !== row.payState || now.status !== row.status) return
    if (now.status === 'reserved' && now.payState === 'none') return refuse(tx, now, code)
    tx.log.error({ waiverId: row.id, code, payState: now.payState, status: now.status }, '支付分 refused')
    await writeAudit(tx, { action: 'waiver.pay-score-refused', entity: 'waiver', entityId: row.id, detail: { code } })
    await setWaiver(tx.db, row.id, { payCheckAt: null })
  })
}

/** The poll: whoever's callback was lost is asked about. Answers how many were. */
export async function pollPayScore({ ctx, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  if (!ctx.gateways.payScore) return 0
  const ids = await listPayChecks(ctx.db, ctx.now, input.limit)
  for (const id of ids) {
    try {
      await syncPayScore({ ctx, input: { waiverId: id } })
    } catch (error) {
      ctx.log.info({ err: error, waiverId: id }, '支付分 is asked again later')
      await setWaiver(ctx.db, id, { payCheckAt: new Date(ctx.now.getTime() + 60_000) })
    }
  }
  return ids.length
}
