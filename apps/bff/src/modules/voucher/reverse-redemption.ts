import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { resolveScans } from '../scan/resolve-scans'
import { shanghaiMoment } from './explain-voucher'
import { requireDesk } from './require-desk'
import { VOUCHER_EDGES } from './voucher.lifecycle'
import { findRedemption, moveVoucher, type RedeemedVoucher, reverseRedemption as markReversed } from './voucher.store'

export const reversibleUntil = (ctx: Ctx, redeemedAt: Date): Date => new Date(redeemedAt.getTime() + ctx.city.limits.reversalWindowMinutes * 60_000)

/**
 * Reverses a redemption 撤销 within the city's window (of an offline one: since it was handed in), by anybody with a post at its store. The voucher is good again until it expires.
 * A suspended merchant may still reverse. Refuses: NOT_FOUND, ALREADY_REVERSED, REVERSAL_WINDOW_OVER.
 */
export async function reverseRedemption({ ctx: outer, input }: { ctx: Ctx; input: { redemptionId: string; reason: string } }): Promise<RedeemedVoucher & { storeName: string }> {
  return inTransaction(outer, async (ctx) => {
    const seen = await findRedemption(ctx.db, input.redemptionId)
    if (!seen) throw new DomainError('NOT_FOUND')
    const desk = await requireDesk(ctx, seen.storeId)
    if (seen.reversedAt) throw alreadyReversed(seen.reversedAt)
    const until = reversibleUntil(ctx, seen.syncedAt ?? seen.redeemedAt)
    if (until <= ctx.now) throw new DomainError('REVERSAL_WINDOW_OVER', { detail: `只能在 ${shanghaiMoment(until)} 前撤销`, facts: { reversibleUntil: until.toISOString() } })

    const reversed = await markReversed(ctx.db, {
      id: seen.id,
      merchantId: desk.merchantId,
      by: desk,
      reason: input.reason,
      now: ctx.now,
      redeemedAfter: new Date(ctx.now.getTime() - ctx.city.limits.reversalWindowMinutes * 60_000),
    })
    if (!reversed) {
      const now = await findRedemption(ctx.db, seen.id)
      throw now?.reversedAt ? alreadyReversed(now.reversedAt) : new DomainError('CONFLICT')
    }
    await giveBack(ctx, seen)
    return { ...seen, reversedAt: reversed.reversedAt, reversalReason: reversed.reversalReason, storeName: desk.storeName }
  })
}

/** What follows a redemption that was just marked as reversed. */
async function giveBack(ctx: Ctx, seen: RedeemedVoucher): Promise<void> {
  const voucher = (await moveVoucher(ctx.db, VOUCHER_EDGES.reverse, seen.voucherId, ctx.now)) ?? (await moveVoucher(ctx.db, VOUCHER_EDGES.reverseLate, seen.voucherId, ctx.now))
  if (!voucher) throw new Error('a living redemption without a redeemed voucher')
  const ids = { redemptionId: seen.id, merchantId: seen.merchantId, storeId: seen.storeId }
  await writeAudit(ctx, { action: VOUCHER_EDGES.reverse.event, entity: 'voucher', entityId: voucher.id, detail: { ...ids, to: voucher.status } })
  if (!voucher.test) await enqueue(ctx, 'voucher.reversed', { ...ids, voucherId: voucher.id, perkId: voucher.perkId, subjectId: voucher.subjectId, subsidyFen: voucher.subsidyFen })
  // Another admission of the voucher may have to take its place.
  await resolveScans(ctx, [voucher.id])
}

/** The office reverses a redemption, whenever it was, because its holder's report was upheld. In the caller's transaction. Throws ALREADY_REVERSED. */
export async function reverseByOffice(ctx: Ctx, by: { redemption: RedeemedVoucher; staffId: string; reason: string }): Promise<void> {
  const reversed = await markReversed(ctx.db, { id: by.redemption.id, merchantId: by.redemption.merchantId, by: { staffId: by.staffId }, reason: by.reason, now: ctx.now, redeemedAfter: new Date(0) })
  if (!reversed) throw alreadyReversed(ctx.now)
  await giveBack(ctx, by.redemption)
}

const alreadyReversed = (at: Date) => new DomainError('ALREADY_REVERSED', { detail: `已于 ${shanghaiMoment(at)} 撤销`, facts: { reversedAt: at.toISOString() } })
