import { createHash } from 'node:crypto'
import type { PerkDraft } from '@xinhui/contract'
import { benefitInWords, perkTermsProblems, type PerkTerms, type PerkTier } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { findOpenStores } from '../merchant/merchant.store'
import type { PerkContent } from './perk.store'

/** 停车 8 折: what the benefit is on, then the benefit. */
const wordsOf = ({ words, value }: PerkDraft['tiers'][number]): string => (words?.trim() ? words.trim() : benefitInWords(value))

/** What an editor filled in, checked as a whole: scene, stores of this merchant, terms and tiers. Throws VALIDATION with every field that is wrong. */
export async function readContent(ctx: Ctx, merchantId: string, draft: PerkDraft): Promise<{ content: PerkContent; contentHash: string }> {
  const tiers: PerkTier[] = [...draft.tiers].sort((a, b) => (b.fromCenti ?? -1) - (a.fromCenti ?? -1)).map((tier) => ({ title: tier.title, benefit: wordsOf(tier), fromCenti: tier.fromCenti, value: tier.value }))
  const [best] = tiers
  const terms: PerkTerms = { ...draft.terms, benefit: best?.value ?? { kind: 'priority' } }
  const errors = perkTermsProblems(draft.kind, terms, tiers).map(({ field, message }) => ({ field: field.startsWith('tiers') || field === 'benefit' ? field.replace('benefit', 'tiers') : `terms.${field}`, message }))
  if (!ctx.city.scenes.some((s) => s.code === draft.scene)) errors.push({ field: 'scene', message: '不是本市的应用场景' })
  if (draft.claimFrom > draft.claimUntil) errors.push({ field: 'claimUntil', message: '领取截止早于领取开始' })
  const own = new Set((await findOpenStores(ctx.db, [merchantId])).get(merchantId)?.map((s) => s.id))
  if (terms.stores?.some((id) => !own.has(id))) errors.push({ field: 'terms.stores', message: '只能选本商户营业中的门店' })
  if (errors.length > 0) throw new DomainError('VALIDATION', { detail: errors[0]?.message ?? '', errors })
  const { scene, kind, title, summary, instructions, perPersonLimit, claimFrom, claimUntil, voucherValidDays, subsidyFen } = draft
  const content = { scene, kind, title, summary, instructions, tiers, terms, perPersonLimit, claimFrom, claimUntil, voucherValidDays, subsidyFen }
  return { content, contentHash: createHash('sha256').update(JSON.stringify(content)).digest('base64url') }
}
