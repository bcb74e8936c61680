import { benefitOf, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findMerchant } from '../merchant/merchant.store'
import { perkEligibility, tierFor } from '../perk/perk.eligibility'
import { findPerk, type PerkRow } from '../perk/perk.store'
import { findSeriousListed } from '../record/serious-list.store'
import { findScoreTotal } from '../score/score-total.store'
import { findHeldVouchers } from '../voucher/voucher.store'
import { waiverPolicy } from './waiver-policy'
import { WAIVER_EVENTS } from './waiver.lifecycle'
import { insertWaiver, type WaiverRow } from './waiver.store'

/** What this tier of the perk waives, or lets be paid afterwards. NOT_FOUND for a perk of another kind. */
function offerOf(perk: PerkRow, scoreCenti: number | null): { kind: WaiverRow['kind']; holdFen: number; benefit: string } {
  const tier = tierFor(perk.tiers, scoreCenti)
  if (!tier) throw new DomainError('PERK_NOT_ELIGIBLE')
  const benefit = benefitOf(perk.terms, tier)
  if (benefit.kind === 'deposit-waiver') return { kind: benefit.kind, holdFen: benefit.depositFen, benefit: tier.benefit }
  if (benefit.kind === 'post-pay') return { kind: benefit.kind, holdFen: benefit.limitFen, benefit: tier.benefit }
  throw new DomainError('NOT_FOUND', { detail: '这项权益不用办理免押或先享后付' })
}

/**
 * Quotes a deposit waiver or post-pay 免押报价: every amount and term, before anything is agreed. It binds nobody and holds
 * nothing; agreeing to it within its time does. NOT_FOUND, PERK_NOT_ELIGIBLE, PERK_CLOSED, PERK_LIMIT_REACHED, MERCHANT_SUSPENDED.
 */
export async function quoteWaiver({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; subjectId: string; accountId: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const policy = waiverPolicy(ctx)
    const day = dayInShanghai(ctx.now.getTime())
    const perk = await findPerk(ctx.db, input.perkId)
    const merchant = perk ? await findMerchant(ctx.db, perk.merchantId) : undefined
    if (!perk || !merchant || perk.status === 'draft') throw new DomainError('NOT_FOUND')
    const score = await findScoreTotal(ctx, input.subjectId)
    const scoreCenti = score?.totalCenti ?? null
    const listed = await findSeriousListed(ctx.db, [merchant.subjectId], day)
    if (merchant.status !== 'active' || listed.has(merchant.subjectId)) throw new DomainError('MERCHANT_SUSPENDED', { detail: '商户已暂停合作，暂不能办理' })
    const claims = (await findHeldVouchers(ctx.db, input.subjectId, [perk.id], ctx.now)).get(perk.id)?.claims ?? 0
    const { verdict, sentence } = perkEligibility(perk, { loggedIn: true, realName: true, scoreCenti, claims, day, merchantMay: true, audience: 'person' })
    if (verdict === 'limit-reached') throw new DomainError('PERK_LIMIT_REACHED', { detail: sentence })
    if (verdict === 'needs-points' || verdict === 'needs-score') throw new DomainError('PERK_NOT_ELIGIBLE', { detail: sentence })
    if (verdict !== 'eligible' && verdict !== 'eligible-floor') throw new DomainError('PERK_CLOSED', { detail: sentence })
    const made = await insertWaiver(ctx.db, {
      id: newId('wvr', ctx.now),
      subjectId: input.subjectId,
      accountId: input.accountId,
      merchantId: merchant.id,
      perkId: perk.id,
      perkVersion: perk.version,
      ...offerOf(perk, scoreCenti),
      title: perk.title,
      useDays: policy.useDays,
      termsVersion: policy.terms.textVersion,
      terms: policy.terms.paragraphs,
      status: 'quoted',
      quotedAt: ctx.now,
      quoteUntil: new Date(ctx.now.getTime() + policy.quoteMinutes * 60_000),
      payState: 'none',
      changedAt: ctx.now,
    })
    await writeAudit(ctx, { action: WAIVER_EVENTS.quote, entity: 'waiver', entityId: made.id, detail: { perkId: perk.id, perkVersion: perk.version, merchantId: merchant.id, holdFen: made.holdFen } })
    return made
  })
}
