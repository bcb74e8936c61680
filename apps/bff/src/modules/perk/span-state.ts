import { dayInShanghai, type PerkTerms, quotaSpans, type QuotaSpan } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { findSpanUse } from './quota.store'

const WORDS: Readonly<Record<string, string>> = { day: '今天', week: '本周', month: '本月', quarter: '本季度', year: '今年' }
const wordOf = ({ span }: QuotaSpan): string => WORDS[span.slice(0, span.indexOf(':'))] ?? '本期'

/** A counter that is full, in the reader's words. */
export interface FullSpan {
  of: QuotaSpan['of']
  sentence: string
}

export const fullSpan = (span: QuotaSpan): FullSpan => ({
  of: span.of,
  sentence: span.of === 'subject' ? `${wordOf(span)}您已领满 ${span.limit} 份` : `${wordOf(span)}的名额已领完`,
})

/** The first full counter of each perk today, for this subject; perks with room are absent. */
export async function findFullSpans(ctx: Ctx, subjectId: string | null, perks: readonly { id: string; terms: PerkTerms }[]): Promise<Map<string, FullSpan>> {
  const day = dayInShanghai(ctx.now.getTime())
  const spans = perks.flatMap((perk) => quotaSpans(perk.terms, day).map((span) => ({ perkId: perk.id, span })))
  const used = await findSpanUse(ctx.db, { subjectId, spans })
  const full = new Map<string, FullSpan>()
  for (const { perkId, span } of spans) if (!full.has(perkId) && (used.get(`${perkId} ${span.span} ${span.of}`) ?? 0) >= span.limit) full.set(perkId, fullSpan(span))
  return full
}
