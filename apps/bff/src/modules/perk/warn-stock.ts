import type { Ctx } from '../../context'
import { notifyMerchant } from '../merchant/notify-merchant'
import { tellOffice } from '../notice/tell-office'
import { enqueue } from '../outbox/enqueue'
import { findPerk, insertStockAlert, type PerkRow } from './perk.store'

/** Percent of the quota left at which both sides are told. */
const LEVELS = [50, 25, 10, 0] as const

/** The level that the claim which left the perk so has just reached, or null. */
export function stockLevel({ quotaTotal, quotaUsed }: Pick<PerkRow, 'quotaTotal' | 'quotaUsed'>): number | null {
  const left = quotaTotal - quotaUsed
  // The lowest of several: of three in all, the second claim passes 50 and lands below it.
  return LEVELS.findLast((level) => left * 100 <= level * quotaTotal && (left + 1) * 100 > level * quotaTotal) ?? null
}

/** In the claim's transaction, whose lock on the perk makes it one at a time: remembers the level for the office and tells the merchant after commit. Once a refill. */
export async function warnOfStock(ctx: Ctx, perk: PerkRow): Promise<void> {
  const percent = stockLevel(perk)
  if (percent === null || !(await insertStockAlert(ctx.db, { perkId: perk.id, round: perk.stockRound, percent, at: ctx.now }))) return
  await enqueue(ctx, 'perk.stock-low', { perkId: perk.id, round: perk.stockRound, percent })
}

/** Tells the merchant and the office, once however often it runs. */
export async function tellStock({ ctx, input }: { ctx: Ctx; input: { perkId: string; round: number; percent: number } }): Promise<void> {
  const perk = await findPerk(ctx.db, input.perkId)
  if (!perk) return
  const told = { cause: `${perk.id}:${input.round}:${input.percent}`, kind: 'perk.stock-low', title: input.percent === 0 ? '权益已领完' : `权益名额剩余不足 ${input.percent}%` } as const
  const isOut = `“${perk.title}”的名额已领完，已自动暂停领取，补充名额后恢复。`
  await notifyMerchant(ctx, perk.merchantId, { ...told, body: input.percent === 0 ? isOut : `“${perk.title}”共 ${perk.quotaTotal} 份，请及时补充。` })
  await tellOffice(ctx, { ...told, merchantId: perk.merchantId, perkId: perk.id, body: input.percent === 0 ? isOut : `“${perk.title}”共 ${perk.quotaTotal} 份，已通知商户补充。` })
}
