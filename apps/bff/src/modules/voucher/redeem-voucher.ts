import { randomInt } from 'node:crypto'
import { dayInShanghai } from '@xinhui/rules'
import { actorName, type Ctx } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { explainVoucher } from './explain-voucher'
import { claimedVoucherId, type Presented, provePresented } from './present'
import { redeemInOneStatement } from './redeem.store'
import { requireDesk, requireDeskOpen } from './require-desk'
import { findRedemptionByKey, findVoucher, type RedeemedVoucher } from './voucher.store'

type Desk = Awaited<ReturnType<typeof requireDesk>>

/** A lost race with a reversal, or a receipt number already taken, is worth another try. */
const ATTEMPTS = 4

interface Redeemed {
  receipt: RedeemedVoucher & { storeName: string }
  /** True: this Idempotency-Key had already redeemed; the answer is that receipt. */
  replayed: boolean
}

/**
 * Redeems 核销 what is shown at a store where the caller holds a post. Not to be called inside a transaction: one statement decides.
 * Refuses: NOT_FOUND (no post), MERCHANT_SUSPENDED, PASS_INVALID, PASS_EXPIRED, PASS_USED, WRONG_MERCHANT, VOUCHER_USED (facts
 * `usedAt`, `storeName`), VOUCHER_EXPIRED, VOUCHER_CANCELLED, IDEMPOTENCY_KEY_REUSED, TOO_MANY_REQUESTS.
 */
export async function redeemVoucher({ ctx, input }: { ctx: Ctx; input: { storeId: string; presented: string } }): Promise<Redeemed> {
  const desk = await requireDesk(ctx, input.storeId)
  try {
    await requireDeskOpen(ctx, desk)
    const presented = await provePresented(ctx, { text: input.presented, merchantId: desk.merchantId, accountId: desk.accountId })
    return { receipt: await redeem(ctx, desk, presented), replayed: false }
  } catch (error) {
    // Only a refused call can be a repeated one. Looked up last, so that the first call does not pay for it,
    // and before any refusal is told: when the answer got lost, the pass may have expired since.
    const earlier = error instanceof DomainError ? await findEarlier(ctx, desk, input.presented) : undefined
    if (!earlier) throw error
    return { receipt: { ...earlier, storeName: desk.storeName }, replayed: true }
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

async function redeem(ctx: Ctx, desk: Desk, presented: Presented): Promise<Redeemed['receipt']> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const redemptionId = newId('red', ctx.now)
    const receiptNo = newReceiptNo(ctx.now)
    const done = await redeemInOneStatement(ctx.db, {
      voucher_id: presented.voucherId,
      merchant_id: desk.merchantId,
      store_id: desk.storeId,
      account_id: desk.accountId,
      till_client_id: null,
      redemption_id: redemptionId,
      receipt_no: receiptNo,
      pass_jti: presented.passJti,
      channel: presented.channel,
      idempotency_key: ctx.idempotencyKey,
      now: ctx.now.toISOString(),
      audit_id: newId('aud', ctx.now),
      actor: actorName(ctx.actor),
      request_id: ctx.requestId,
      outbox_id: newId('out', ctx.now),
    })
    switch (done.outcome) {
      case 'redeemed':
        return {
          id: redemptionId,
          voucherId: presented.voucherId,
          merchantId: desk.merchantId,
          storeId: desk.storeId,
          storeName: desk.storeName,
          receiptNo,
          redeemedAt: ctx.now,
          reversedAt: null,
          reversalReason: null,
          title: done.title,
          benefit: done.benefit,
        }
      case 'pass-spent':
        throw new DomainError('PASS_USED', { detail: '这个出示码已用过，请顾客刷新后再出示' })
      case 'key-spent':
        throw new DomainError('IDEMPOTENCY_KEY_REUSED')
      case 'receipt-taken':
        continue
      case 'not-taken':
        await throwWhyNotTaken(ctx, desk, presented.voucherId)
    }
  }
  throw new DomainError('CONFLICT', { detail: '此券的状态刚刚变化，请重试' })
}

/** Returns only when the voucher is there to take again. */
async function throwWhyNotTaken(ctx: Ctx, desk: Desk, voucherId: string): Promise<void> {
  const voucher = await findVoucher(ctx.db, voucherId)
  if (!voucher) throw new DomainError('PASS_INVALID')
  if (voucher.merchantId !== desk.merchantId) throw new DomainError('WRONG_MERCHANT')
  const refusal = await explainVoucher(ctx, voucher)
  if (refusal) throw refusal
  await requireDeskOpen(ctx, await requireDesk(ctx, desk.storeId))
}

/** Day and eight random digits, to be read aloud: `261121` `04829317`. */
function newReceiptNo(now: Date): string {
  return dayInShanghai(now.getTime()).replaceAll('-', '').slice(2) + String(randomInt(10 ** 8)).padStart(8, '0')
}
