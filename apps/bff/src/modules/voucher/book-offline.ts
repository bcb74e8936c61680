import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { newReceiptNo } from './receipt-no'
import { VOUCHER_EDGES } from './voucher.lifecycle'
import { findClaimNos, findVoucher, insertRedemption, moveVoucher } from './voucher.store'

const ATTEMPTS = 4

interface OfflineUse {
  voucherId: string
  storeId: string
  /** Whoever stood at the desk. */
  accountId: string
  passJti: string
  admittedAt: Date
}

/**
 * Books a use that happened without network, in the caller's transaction, which holds the voucher's row and has seen that
 * nothing has booked it. The person was let in when the voucher was good: that it has expired since, or that the merchant was
 * suspended since, changes nothing.
 */
export async function bookOffline({ ctx, input }: { ctx: Ctx; input: OfflineUse }): Promise<void> {
  const voucher = await findVoucher(ctx.db, input.voucherId)
  if (!voucher) throw new Error('no voucher to book')
  const moved =
    (await moveVoucher(ctx.db, VOUCHER_EDGES.redeemOffline, voucher.id, ctx.now)) ??
    (await moveVoucher(ctx.db, VOUCHER_EDGES.redeemExpired, voucher.id, ctx.now, voucher.test ? {} : { claimNo: await freeClaimNo(ctx, voucher.perkId, voucher.subjectId) }))
  if (!moved) throw new Error(`a voucher to book that is ${voucher.status}`)

  const redemptionId = newId('red', ctx.now)
  const row = { id: redemptionId, voucherId: voucher.id, merchantId: voucher.merchantId, storeId: input.storeId, byAccountId: input.accountId, passJti: input.passJti, channel: 'offline' as const, redeemedAt: input.admittedAt, syncedAt: ctx.now, test: voucher.test }
  let booked = false
  for (let attempt = 0; attempt < ATTEMPTS && !booked; attempt += 1) booked = await insertRedemption(ctx.db, { ...row, receiptNo: newReceiptNo(dayInShanghai(input.admittedAt.getTime())) })
  if (!booked) throw new Error('no free receipt number')
  await writeAudit(ctx, { action: VOUCHER_EDGES.redeem.event, entity: 'voucher', entityId: voucher.id, detail: { redemptionId, merchantId: voucher.merchantId, storeId: input.storeId, channel: 'offline' } })
  await enqueue(ctx, voucher.test ? 'perk.tested' : 'voucher.redeemed', { redemptionId, voucherId: voucher.id, perkId: voucher.perkId, perkVersion: voucher.perkVersion, merchantId: voucher.merchantId, subjectId: voucher.subjectId, subsidyFen: voucher.subsidyFen })
}

/** A voucher that was counted as expired gets a number again; a person may then hold one more than the limit. */
async function freeClaimNo(ctx: Ctx, perkId: string, subjectId: string): Promise<number> {
  const taken = new Set(await findClaimNos(ctx.db, perkId, subjectId))
  let free = 1
  while (taken.has(free)) free += 1
  return free
}
