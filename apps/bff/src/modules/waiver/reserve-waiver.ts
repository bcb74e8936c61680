import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { claimVoucher } from '../voucher/claim-voucher'
import { findUsedExposure, takeExposure } from './exposure.store'
import { moveWaiver, stateConflict, tellPayScore, yuan } from './move-waiver'
import { limitOf, waiverPolicy } from './waiver-policy'
import { WAIVER_EDGES } from './waiver.lifecycle'
import { findLateWaiver, findOwnWaiver, type WaiverRow } from './waiver.store'

/** A bill not paid after so long holds up new orders. */
const PAY_DAYS = 7
const DAY_MS = 86_400_000

/**
 * Agrees to a quote 同意并办理: takes the exposure and the voucher, keeps the consent, and asks 支付分 after commit. Everything or
 * nothing. Refuses: NOT_FOUND, CONFLICT (state), QUOTE_EXPIRED, CONSENT_TEXT_OUTDATED, WAIVER_LATE (something of theirs is late), EXPOSURE_EXCEEDED
 * (facts `limitFen`, `usedFen`), and what a claim refuses.
 */
export async function reserveWaiver({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; subjectId: string; textVersion: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const policy = waiverPolicy(ctx)
    const quote = await findOwnWaiver(ctx.db, input.subjectId, input.waiverId)
    if (!quote) throw new DomainError('NOT_FOUND')
    if (quote.status !== 'quoted') throw stateConflict(quote)
    if (quote.quoteUntil <= ctx.now) throw new DomainError('QUOTE_EXPIRED')
    if (input.textVersion !== quote.termsVersion || quote.termsVersion !== policy.terms.textVersion) throw new DomainError('CONSENT_TEXT_OUTDATED')
    const late = await findLateWaiver(ctx.db, input.subjectId, new Date(ctx.now.getTime() - PAY_DAYS * DAY_MS))
    if (late) throw new DomainError('WAIVER_LATE', { detail: `“${late.title}”还没有${late.status === 'overdue' ? '归还' : '付清'}，办完后即可再用`, facts: { waiverId: late.id } })

    // Perk before exposure, as everywhere: the other order could deadlock with a cancellation.
    const voucher = await claimVoucher({ ctx, input: { perkId: quote.perkId, subjectId: input.subjectId, forOrder: true } })
    if (voucher.perkVersion !== quote.perkVersion || voucher.benefit !== quote.benefit) throw new DomainError('QUOTE_EXPIRED', { detail: '优惠内容刚刚有变化，请重新查看' })
    const limitFen = await limitOf(ctx, input.subjectId)
    if (!(await takeExposure(ctx.db, { subjectId: input.subjectId, amountFen: quote.holdFen, limitFen, now: ctx.now }))) {
      const usedFen = await findUsedExposure(ctx.db, input.subjectId)
      throw new DomainError('EXPOSURE_EXCEEDED', { detail: `这一单需要 ${yuan(quote.holdFen)}额度，您还可用 ${yuan(Math.max(0, limitFen - usedFen))}。办完手上的订单，额度就会恢复`, facts: { limitFen, usedFen, neededFen: quote.holdFen } })
    }
    const pickUpUntil = new Date(Math.min(ctx.now.getTime() + policy.pickUpHours * 3_600_000, voucher.expiresAt.getTime()))
    const reserved = await moveWaiver(ctx, quote, WAIVER_EDGES.reserve, {
      by: 'resident',
      set: { voucherId: voucher.id, consentedAt: ctx.now, pickUpUntil, payCheckAt: ctx.now },
      amountFen: quote.holdFen,
      detail: { voucherId: voucher.id, textVersion: quote.termsVersion },
    })
    await tellPayScore(ctx, reserved)
    return reserved
  })
}
