import type { ProductDraft } from '@xinhui/contract'
import { dayInShanghai, isDay } from '@xinhui/rules'
import { readProductRules } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { listOpenZones } from '../loan-zone/loan-zone.store'
import { cityScales } from '../financing/scales'
import type { ProductContent } from './product.store'
import { rulesOf } from './product-rules'

/** A problem of the rules at its place in the draft: amount, term and last day stand before the entry rules. */
function placed(draft: ProductDraft, path: string): { field: string; message: string } {
  const [, index, rest = ''] = /^\[(\d+)\](.*)$/.exec(path) ?? []
  const at = index === undefined ? -1 : Number(index) - (rulesOf(draft).length - draft.entryRules.length)
  const rule = draft.entryRules[at]
  if (!rule) return { field: 'entryRules', message: '准入条件互相矛盾：同一名单不能既要求列入又要求不在' }
  const isAgain = rest === '' && draft.entryRules.findIndex((one) => one.kind === rule.kind) < at
  return { field: `entryRules[${at}]${rest}`, message: `第 ${at + 1} 条准入条件${isAgain ? '重复' : '填写有误，请检查取值'}` }
}

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
  check(draft.zone === null || (await listOpenZones(ctx.db)).some((zone) => zone.code === draft.zone), 'zone', '没有这个专区')
  const regions = draft.entryRules.flatMap((rule) => (rule.kind === 'region' ? rule.anyOf : []))
  check(regions.every((code) => code === ctx.city.regionCode || ctx.city.districts.some((d) => d.code === code)), 'entryRules', '注册地不在本市')
  if (errors.length === 0) {
    const read = readProductRules(rulesOf(draft), (await cityScales(ctx)).scales)
    if (!read.ok) errors.push(...read.problems.map((p) => placed(draft, p.path)))
  }
  if (errors.length > 0) throw new DomainError('VALIDATION', { detail: errors[0]?.message ?? '', errors })
  return draft
}
