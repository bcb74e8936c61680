import { PASS_MESSAGES } from '@xinhui/pass'
import { dayInShanghai } from '@xinhui/rules'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { requireNotHeld } from '../flag/require-not-held'
import { explainVoucher } from './explain-voucher'
import { claimedVoucherId, type Presented, provePresented } from './present'
import { newReceiptNo } from './receipt-no'
import { redeemOutcome, takeVoucher } from './redeem.store'
import { deskCaller, requireDesk, requireDeskOpen } from './require-desk'
import { requireUsable, sameBillSince, type Together } from './require-usable'
import { findRedemptionByKey, findVoucher, lockUsable, markForCare, type RedeemedVoucher } from './voucher.store'

type Desk = Awaited<ReturnType<typeof requireDesk>>

/** A lost race with a reversal, or a receipt number already taken, is worth another try. */
const ATTEMPTS = 4

interface Redeemed {
  receipt: RedeemedVoucher & { storeName: string }
  /** True: this Idempotency-Key had already redeemed; the answer is that receipt. */
  replayed: boolean
}

/**
 * Redeems 核销 what is shown at a store where the caller holds a post or is the till. Not to be called inside a transaction: one
 * statement looks whether they may and decides. Only a refused call pays for finding out why.
 * Refuses: NOT_FOUND (no post), MERCHANT_SUSPENDED, PASS_INVALID, PASS_EXPIRED, PASS_USED, WRONG_MERCHANT, VOUCHER_USED (facts
 * `usedAt`, `storeName`), VOUCHER_EXPIRED, VOUCHER_CANCELLED, VOUCHER_NOT_NOW, VOUCHER_SUSPENDED, IDEMPOTENCY_KEY_REUSED, TOO_MANY_REQUESTS.
 */
export async function redeemVoucher({ ctx, input }: { ctx: Ctx; input: { storeId: string; presented: string; together?: Together | undefined } }): Promise<Redeemed> {
  try {
    const presented = await provePresented(ctx, { text: input.presented })
    return { receipt: await redeemPresented({ ctx, input: { storeId: input.storeId, presented, together: input.together } }), replayed: false }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const desk = await requireDesk(ctx, input.storeId)
    // Only a refused call can be a repeated one, and before any refusal is told: when the answer got lost, the pass may have expired since.
    const earlier = await findEarlier(ctx, desk, input.presented)
    if (earlier) return { receipt: { ...earlier, storeName: desk.storeName }, replayed: true }
    await requireDeskOpen(ctx, desk)
    throw error
  }
}

/** The redemption this Idempotency-Key made. Throws IDEMPOTENCY_KEY_REUSED when it was for another voucher or store. */
async function findEarlier(ctx: Ctx, desk: Desk, text: string): Promise<RedeemedVoucher | undefined> {
  if (ctx.idempotencyKey === null) return undefined
  const earlier = await findRedemptionByKey(ctx.db, desk.merchantId, ctx.idempotencyKey)
  if (!earlier) return undefined
  if (earlier.storeId !== desk.storeId || earlier.voucherId !== (await claimedVoucherId(ctx, text))) throw new DomainError('IDEMPOTENCY_KEY_REUSED')
  return earlier
}

/** The second half of `redeemVoucher`, once what is shown has been proven. */
export async function redeemPresented({ ctx, input }: { ctx: Ctx; input: { storeId: string; presented: Presented; together?: Together | undefined } }): Promise<Redeemed['receipt']> {
  const { storeId, presented, together } = input
  const caller = deskCaller(ctx)
  const day = dayInShanghai(ctx.now.getTime())
  // The shop's own promotion is known to the desk alone: then the terms are looked at first.
  let careful = together?.promotions === true
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const redemptionId = newId('red', ctx.now)
    const receiptNo = newReceiptNo(day)
    const values = {
      voucher_id: presented.voucherId,
      store_id: storeId,
      account_id: caller.accountId,
      subject_id: caller.subjectId,
      till_client_id: caller.tillClientId,
      redemption_id: redemptionId,
      receipt_no: receiptNo,
      pass_jti: presented.passJti,
      channel: caller.tillClientId === null ? presented.channel : ('till-api' as const),
      idempotency_key: ctx.idempotencyKey,
      terms_checked: careful,
      now: ctx.now.toISOString(),
      same_bill_since: sameBillSince(ctx).toISOString(),
      day,
      audit_id: newId('aud', ctx.now),
      actor: actorName(ctx.actor),
      request_id: ctx.requestId,
      outbox_id: newId('out', ctx.now),
    }
    const done = await redeemOutcome(() => (careful ? takeCarefully(ctx, { storeId, voucherId: presented.voucherId, together }, values) : takeVoucher(ctx.db, values)))
    switch (done.outcome) {
      case 'redeemed': {
        const { title, benefit, merchantId, storeName } = done
        return { id: redemptionId, voucherId: presented.voucherId, merchantId, storeId, storeName, receiptNo, redeemedAt: ctx.now, syncedAt: null, reversedAt: null, reversalReason: null, title, benefit }
      }
      case 'pass-spent':
        throw new DomainError('PASS_USED', { detail: '这个出示码已用过，请顾客刷新后再出示' })
      case 'key-spent':
        throw new DomainError('IDEMPOTENCY_KEY_REUSED')
      case 'receipt-taken':
        continue
      case 'not-taken':
        careful = true
    }
  }
  throw new DomainError('CONFLICT', { detail: '此券的状态刚刚变化，请重试' })
}

/**
 * For what the one statement did not take. Whatever else the holder could use here is locked first: of two vouchers of one person in the
 * same instant the second one sees the first. Throws why the voucher is not to be taken.
 */
function takeCarefully(outer: Ctx, of: { storeId: string; voucherId: string; together: Together | undefined }, values: Parameters<typeof takeVoucher>[1]) {
  return inTransaction(outer, async (ctx) => {
    const { storeId, voucherId, together } = of
    const desk = await requireDesk(ctx, storeId)
    await requireDeskOpen(ctx, desk)
    const seen = await findVoucher(ctx.db, voucherId)
    if (!seen) throw new DomainError('PASS_INVALID')
    if (seen.merchantId !== desk.merchantId) throw new DomainError('WRONG_MERCHANT', { detail: PASS_MESSAGES.WRONG_MERCHANT, facts: { reason: 'WRONG_MERCHANT' } })
    const usable = await lockUsable(ctx.db, seen)
    const voucher = (await findVoucher(ctx.db, voucherId)) ?? seen
    const refusal = await explainVoucher(ctx, voucher)
    if (refusal) throw refusal
    await requireUsable(ctx, voucher, { storeId, together, redeeming: true })
    await requireNotHeld(ctx, { voucherId, storeId, accountId: desk.accountId, tillClientId: desk.tillClientId })
    // Only rows this transaction holds: another one would be taken out of order.
    await markForCare(ctx.db, usable.filter((id) => id !== voucherId))
    return takeVoucher(ctx.db, values)
  })
}
