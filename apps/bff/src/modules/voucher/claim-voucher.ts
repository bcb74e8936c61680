import { randomInt } from 'node:crypto'
import type { Eligibility } from '@xinhui/contract'
import { addDays, dayInShanghai, isRestricted, quotaSpans, startOfDayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError, type ErrorCode } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findMerchant, mayIssue, type MerchantRow } from '../merchant/merchant.store'
import { perkEligibility, tierFor } from '../perk/perk.eligibility'
import { takeCode } from '../perk/code.store'
import { findPerk, type PerkRow, takeQuota } from '../perk/perk.store'
import { takeSpan } from '../perk/quota.store'
import { findFullSpans, fullSpan } from '../perk/span-state'
import { warnOfStock } from '../perk/warn-stock'
import { findSeriousListed } from '../record/serious-list.store'
import { findOrganizationScore } from '../score/organization-score.store'
import { findScoreTotal } from '../score/score-total.store'
import { expireOverdue } from './expire-vouchers'
import { VOUCHER_CLAIMED } from './voucher.lifecycle'
import { findClaimNos, findHeldVouchers, insertVoucher, type VoucherRow } from './voucher.store'

const REFUSALS: Readonly<Record<Eligibility['verdict'], ErrorCode | null>> = {
  eligible: null,
  'eligible-floor': null,
  'needs-login': 'UNAUTHENTICATED',
  'needs-real-name': 'REAL_NAME_REQUIRED',
  'needs-score': 'PERK_NOT_ELIGIBLE',
  'needs-points': 'PERK_NOT_ELIGIBLE',
  'sold-out': 'PERK_SOLD_OUT',
  'limit-reached': 'PERK_LIMIT_REACHED',
  'not-yet': 'PERK_CLOSED',
  ended: 'PERK_CLOSED',
  suspended: 'PERK_CLOSED',
  'other-audience': 'PERK_NOT_ELIGIBLE',
}

type Holder = 'person' | 'organization'
interface Claimant {
  holder: Holder
  subjectId: string
  scoreCenti: number | null
  day: string
}

/** How often another serial or claim number is tried before giving up. */
const ATTEMPTS = 8

/**
 * Claims a perk 领取 for a person, or for an organisation by its agent: one from the total and from each counter, a code where
 * the perk has a bucket, and a voucher that keeps today's terms, in one transaction.
 * `forOrder`: for a waiver order, whose terms the person has agreed to.
 * Refuses: NOT_FOUND, WAIVER_ORDER_NEEDED, PERK_NOT_ELIGIBLE, PERK_CLOSED, MERCHANT_SUSPENDED, PERK_SOLD_OUT, PERK_LIMIT_REACHED.
 */
export async function claimVoucher({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; subjectId: string; forOrder?: true; holder?: Holder } }): Promise<VoucherRow> {
  const holder = input.holder ?? 'person'
  return inTransaction(outer, async (ctx) => {
    const day = dayInShanghai(ctx.now.getTime())
    const seen = await findPerk(ctx.db, input.perkId)
    const merchant = seen ? await findMerchant(ctx.db, seen.merchantId) : undefined
    if (!seen || !merchant || seen.status === 'draft' || seen.status === 'tested') throw new DomainError('NOT_FOUND')
    // Its terms and amounts are agreed to first, in an order that claims for itself.
    if (!input.forOrder && ctx.city.waiver && (seen.kind === 'deposit-waiver' || seen.kind === 'post-pay')) throw new DomainError('WAIVER_ORDER_NEEDED')
    await requireNoSeriousListing(ctx, merchant, input.subjectId, day)
    const score = holder === 'person' ? await findScoreTotal(ctx, input.subjectId) : await findOrganizationScore(ctx.db, input.subjectId)
    const scoreCenti = score?.totalCenti ?? null
    const who = { holder, subjectId: input.subjectId, scoreCenti, day }
    await requireEligible(ctx, seen, who)

    const perk = await takeQuota(ctx.db, seen.id, day, ctx.now)
    if (!perk) throw await whyNoQuota(ctx, seen.id, who)
    // From here the perk's row is locked: claims and returns of this perk come one after the other.
    const tier = tierFor(perk.tiers, scoreCenti)
    if (!tier || !isFor(perk, holder)) throw new DomainError('PERK_NOT_ELIGIBLE')
    await takeSpans(ctx, perk, input.subjectId, day)
    // An overdue voucher no longer counts, even if the sweep has not come by.
    await expireOverdue(ctx, { perkId: perk.id, subjectId: input.subjectId, limit: perk.perPersonLimit })

    const made = await insertWithFreeNumbers(ctx, perk, {
      id: newId('vch', ctx.now),
      perkId: perk.id,
      perkVersion: perk.version,
      merchantId: perk.merchantId,
      subjectId: input.subjectId,
      tierNo: tier.no,
      title: perk.title,
      benefit: tier.benefit,
      instructions: perk.instructions,
      subsidyFen: perk.subsidyFen,
      status: 'issued',
      restricted: isRestricted(perk.terms),
      claimedAt: ctx.now,
      // Good to the end of the last day, in Shanghai.
      expiresAt: new Date(startOfDayInShanghai(addDays(day, perk.voucherValidDays + 1))),
      changedAt: ctx.now,
    })
    if (perk.kind === 'loaded-code' && !(await takeCode(ctx.db, perk.id, made.id, ctx.now))) throw new DomainError('PERK_SOLD_OUT', { detail: '兑换码已领完' })
    await writeAudit(ctx, { action: VOUCHER_CLAIMED, entity: 'voucher', entityId: made.id, detail: { perkId: perk.id, perkVersion: perk.version, merchantId: perk.merchantId, claimNo: made.claimNo } })
    await warnOfStock(ctx, perk)
    if (perk.status === 'exhausted') await writeAudit(ctx, { action: 'perk.exhausted', entity: 'perk', entityId: perk.id, detail: { quotaTotal: perk.quotaTotal } })
    return made
  })
}

const isFor = (perk: PerkRow, holder: Holder): boolean => perk.terms.audience === 'both' || perk.terms.audience === holder

/** One from each counter of today and the period. Throws PERK_SOLD_OUT or PERK_LIMIT_REACHED, which undoes what was taken before. */
async function takeSpans(ctx: Ctx, perk: PerkRow, subjectId: string, day: string): Promise<void> {
  for (const span of quotaSpans(perk.terms, day)) {
    if (await takeSpan(ctx.db, { perkId: perk.id, subjectId, span })) continue
    const { of, sentence } = fullSpan(span)
    throw new DomainError(of === 'subject' ? 'PERK_LIMIT_REACHED' : 'PERK_SOLD_OUT', { detail: sentence })
  }
}

/** Rule 6: neither a listed merchant's perk nor, for organisations, a listed claimant's. */
async function requireNoSeriousListing(ctx: Ctx, merchant: MerchantRow, subjectId: string, day: string): Promise<void> {
  if (!mayIssue(merchant, day)) throw new DomainError('MERCHANT_SUSPENDED', { detail: merchant.status === 'active' ? '商户的合作协议已到期，暂不能领取' : '商户已暂停合作，暂不能领取' })
  const listed = await findSeriousListed(ctx.db, [merchant.subjectId, subjectId], day)
  if (listed.has(merchant.subjectId)) throw new DomainError('MERCHANT_SUSPENDED', { detail: '商户已暂停合作，暂不能领取' })
  if (listed.has(subjectId)) throw new DomainError('PERK_NOT_ELIGIBLE', { detail: '在严重失信主体名单期间不能领取' })
}

async function requireEligible(ctx: Ctx, perk: PerkRow, who: Claimant): Promise<void> {
  const held = await findHeldVouchers(ctx.db, who.subjectId, [perk.id], ctx.now)
  const { verdict, sentence } = perkEligibility(perk, { audience: who.holder, full: (await findFullSpans(ctx, who.subjectId, [perk])).get(perk.id), loggedIn: true, realName: true, scoreCenti: who.scoreCenti, claims: held.get(perk.id)?.claims ?? 0, day: who.day, merchantMay: true })
  const code = REFUSALS[verdict]
  if (code) throw new DomainError(code, { detail: sentence })
}

/** The quota statement found no row: the perk changed since it was read. */
async function whyNoQuota(ctx: Ctx, perkId: string, who: Claimant): Promise<DomainError> {
  const perk = await findPerk(ctx.db, perkId)
  if (!perk) return new DomainError('NOT_FOUND')
  try {
    await requireEligible(ctx, perk, who)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  // Given back between the two statements.
  return new DomainError('CONFLICT', { detail: '名额刚刚变化，请重试' })
}

async function insertWithFreeNumbers(ctx: Ctx, perk: PerkRow, row: Omit<Parameters<typeof insertVoucher>[1], 'serial' | 'claimNo'>): Promise<VoucherRow> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const taken = new Set(await findClaimNos(ctx.db, perk.id, row.subjectId))
    const claimNo = Array.from({ length: perk.perPersonLimit }, (_, i) => i + 1).find((n) => !taken.has(n))
    if (claimNo === undefined) throw new DomainError('PERK_LIMIT_REACHED', { detail: perk.perPersonLimit === 1 ? '您已领取' : `您已领满 ${perk.perPersonLimit} 张` })
    const made = await insertVoucher(ctx.db, { ...row, claimNo, serial: randomInt(10 ** 10) })
    if (made) return made
  }
  throw new DomainError('CONFLICT', { detail: '名额刚刚变化，请重试' })
}
