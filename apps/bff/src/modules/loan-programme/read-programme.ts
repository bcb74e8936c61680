import type { ProgrammeDraft } from '@xinhui/contract'
import { isDay } from '@xinhui/rules'
import { readProductRules } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { cityScales } from '../financing/scales'
import type { ProgrammeContent } from './loan-programme.store'
import { contentOf } from './programme-terms'

/** Stands before the entry rules, so that the reader of products' rules takes a programme's. */
const BEFORE = [{ kind: 'amount', minFen: 1, maxFen: 1 }, { kind: 'term', minMonths: 1, maxMonths: 1 }]

/** What was written, checked whole: terms of its kind, days, and every rule against the city's own grades. Throws VALIDATION with each problem. */
export async function readProgramme(ctx: Ctx, draft: ProgrammeDraft): Promise<ProgrammeContent> {
  const errors: { field: string; message: string }[] = []
  const check = (fine: boolean, field: string, message: string) => {
    if (!fine) errors.push({ field: `draft.${field}`, message })
  }
  const { subsidy, compensation } = draft
  const isSubsidy = draft.kind === 'interest-subsidy'
  check((subsidy !== null) === isSubsidy, 'subsidy', isSubsidy ? '请填写贴息比例、每户上限和最长月数' : '风险补偿没有贴息条款')
  check((compensation !== null) !== isSubsidy, 'compensation', isSubsidy ? '贴息没有风险补偿条款' : '请填写分担比例、每家上限和最高利率')
  check(subsidy === null || subsidy.shareBps !== null || subsidy.pointsBps !== null, 'subsidy.shareBps', '贴息比例和百分点至少填一项')
  check(isDay(draft.opensOn) && isDay(draft.closesOn) && draft.opensOn <= draft.closesOn, 'closesOn', '截止日不能早于开始日')
  const regions = draft.entryRules.flatMap((rule) => (rule.kind === 'region' ? rule.anyOf : []))
  check(regions.every((code) => code === ctx.city.regionCode || ctx.city.districts.some((d) => d.code === code)), 'entryRules', '注册地不在本市')
  const read = readProductRules([...BEFORE, ...draft.entryRules], (await cityScales(ctx)).scales)
  if (!read.ok) {
    for (const { path } of read.problems) {
      const at = Number(/^\[(\d+)\]/.exec(path)?.[1] ?? Number.NaN) - BEFORE.length
      check(false, Number.isNaN(at) ? 'entryRules' : `entryRules[${at}]`, Number.isNaN(at) ? '条件互相矛盾：同一名单不能既要求列入又要求不在' : `第 ${at + 1} 条条件填写有误或重复，请检查取值`)
    }
  }
  if (errors.length > 0) throw new DomainError('VALIDATION', { detail: errors[0]?.message ?? '', errors })
  return contentOf(draft)
}
