import type { ProductDraft } from '@xinhui/contract'
import { dayInShanghai, isDay } from '@xinhui/rules'
import { readProductRules } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { zonesOf } from '../financing/loan-zones'
import { cityScales } from '../financing/scales'
import type { ProductContent } from './product.store'
import { rulesOf } from './product-rules'

/** What was written, checked whole: ranges, zone, day, and every rule against the city's own grades. Throws VALIDATION with each problem. */
export async function readDraft(ctx: Ctx, draft: ProductDraft): Promise<ProductContent> {
  const errors: { field: string; message: string }[] = []
  const check = (fine: boolean, field: string, message: string) => {
    if (!fine) errors.push({ field, message })
  }
  check(draft.amountMinFen <= draft.amountMaxFen, 'amountMaxFen', '最高额度小于最低额度')
  check(draft.rateMinBps <= draft.rateMaxBps, 'rateMaxBps', '最高年利率小于最低年利率')
  check(draft.termMinMonths <= draft.termMaxMonths, 'termMaxMonths', '最长期限小于最短期限')
  check(isDay(draft.validUntil) && draft.validUntil >= dayInShanghai(ctx.now.getTime()), 'validUntil', '有效期至应是今天或以后')
  check(draft.zone === null || zonesOf(ctx.city).some((zone) => zone.code === draft.zone), 'zone', '没有这个专区')
  const regions = draft.entryRules.flatMap((rule) => (rule.kind === 'region' ? rule.anyOf : []))
  check(regions.every((code) => code === ctx.city.regionCode || ctx.city.districts.some((d) => d.code === code)), 'entryRules', '注册地不在本市')
  if (errors.length === 0) {
    const read = readProductRules(rulesOf(draft), (await cityScales(ctx)).scales)
    if (!read.ok) errors.push(...read.problems.map((p) => ({ field: `entryRules${p.path}`, message: p.message })))
  }
  if (errors.length > 0) throw new DomainError('VALIDATION', { detail: errors[0]?.message ?? '', errors })
  return draft
}
