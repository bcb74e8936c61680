import { type Ctx, inTransaction } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { notifyMerchant } from '../merchant/notify-merchant'
import { countRedemptions, findWatched, type FlagKind, holdUntil, raiseFlag, type Watched } from './flag.store'

export const FLAG_RAISED = 'flag.raised'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

interface Rule {
  kind: FlagKind
  key: string
  windowMs: number
  allowed: number
  /** What has to wait; a pattern that is only looked at holds nothing. */
  holds: boolean
}

function rulesOf(ctx: Ctx, of: Watched): Rule[] {
  const { voucherPerDay, staffPer10Minutes, storePer10Minutes, pairPer30Days } = ctx.city.watch
  const who = of.accountId ?? of.tillClientId ?? ''
  return [
    { kind: 'voucher-velocity', key: of.voucherId, windowMs: DAY_MS, allowed: voucherPerDay, holds: true },
    { kind: 'staff-velocity', key: who, windowMs: 10 * MINUTE_MS, allowed: staffPer10Minutes, holds: true },
    { kind: 'store-velocity', key: of.storeId, windowMs: 10 * MINUTE_MS, allowed: storePer10Minutes, holds: true },
    // A till serves whoever comes; a person who serves the same person again and again is worth a look.
    ...(of.accountId === null ? [] : [{ kind: 'repeated-pair' as const, key: `${of.accountId}|${of.subjectId}`, windowMs: 30 * DAY_MS, allowed: pairPer30Days, holds: false }]),
  ]
}

/**
 * Looks at a redemption after it happened, against the city's limits (`watch` in city.yaml): one over the limit raises a flag,
 * and what goes too fast waits `holdMinutes` with its next one. Off the redemption's own path, and the same in every process.
 */
export async function watchRedemption({ ctx: outer, input }: { ctx: Ctx; input: { redemptionId: string } }): Promise<void> {
  const of = await findWatched(outer.db, input.redemptionId)
  if (!of) return
  const until = new Date(of.redeemedAt)
  for (const rule of rulesOf(outer, of)) {
    const from = new Date(until.getTime() - rule.windowMs)
    const count = await countRedemptions(outer.db, { kind: rule.kind, key: rule.key, from, until })
    if (count < rule.allowed) continue
    await inTransaction(outer, async (ctx) => {
      const holds = new Date(until.getTime() + ctx.city.watch.holdMinutes * MINUTE_MS)
      if (rule.holds && holds > ctx.now) await holdUntil(ctx.db, rule.key, holds)
      const { id, fresh } = await raiseFlag(ctx.db, { id: newId('flg', ctx.now), kind: rule.kind, key: rule.key, merchantId: of.merchantId, storeId: of.storeId, count, allowed: rule.allowed, windowFrom: from, windowUntil: until, raisedAt: ctx.now, status: 'open' })
      if (!fresh) return
      await writeAudit(ctx, { action: FLAG_RAISED, entity: 'redemption_flag', entityId: id, detail: { kind: rule.kind, merchantId: of.merchantId, storeId: of.storeId, count } })
      if (rule.holds) await notifyMerchant(ctx, of.merchantId, { kind: 'redemption-hold', cause: id, title: '核销太频繁，已暂缓', body: `门店在短时间内核销 ${count} 次，下一次须等 ${ctx.city.watch.holdMinutes} 分钟。确为业务繁忙的，请拨打 ${ctx.city.hotline} 说明。` })
    })
  }
}
