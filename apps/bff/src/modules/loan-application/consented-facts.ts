import type { LoanField, LenderLoan } from '@xinhui/contract'
import { dayInShanghai, formatWan } from '@xinhui/rules'
import { type Fact, type FirmFacts, industrySection, industryTitle } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { loadFirmFacts } from '../financing/load-firm-facts'

const SIZES = { micro: '微型', small: '小型', medium: '中型', large: '大型' } as const

type Shown = LenderLoan['facts'][number]

function shown<T>(field: LoanField, title: string, fact: Fact<T>, words: (value: T) => string): Shown {
  if (!fact.known) return { field, title, value: fact.why === 'no-consent' ? '企业未授权归集' : '暂无数据', source: null, asOf: null }
  return { field, title, value: words(fact.value), source: fact.source, asOf: fact.asOf }
}

const FIELDS: Record<LoanField, (facts: FirmFacts, regionName: (code: string) => string) => Shown[]> = {
  profile: (f, regionName) => [
    shown('profile', '成立日期', f.registeredOn, String),
    shown('profile', '行业', f.industry, (code) => `${industryTitle(industrySection(code) ?? '')} ${code}`),
    shown('profile', '注册地', f.region, regionName),
    shown('profile', '规模', f.size, (size) => `${SIZES[size]}企业`),
  ],
  grade: (f) => [shown('grade', '综合评价等级', f.grade, String)],
  conduct: (f) => [
    shown('conduct', '行政处罚', f.penalties, (all) => (all.length === 0 ? '无' : `${all.length} 条，最近 ${all.map((p) => p.decidedOn).sort().at(-1) ?? ''}`)),
    shown('conduct', '所在名单', f.lists, (all) => all.map((one) => one.list).join('、') || '未列入'),
  ],
  tax: (f) => [
    shown('tax', '纳税信用级别', f.taxRating, (rating) => `${rating} 级`),
    shown('tax', '年纳税额', f.taxPaidFen, formatWan),
    shown('tax', '年营业收入', f.revenueFen, formatWan),
  ],
  'social-insurance': (f) => [shown('social-insurance', '参保人数', f.headcount, (count) => `${count} 人`)],
  loans: (f) => [shown('loans', '贷款记录', f.borrowedBefore, (before) => (before ? '有' : '从未贷款'))],
}

/** What a lender reads of the firm: the consented fields, each with source and date. Nothing else is even put into words. */
export async function consentedFacts(ctx: Ctx, subjectId: string, fields: readonly string[]): Promise<Shown[]> {
  const facts = await loadFirmFacts(ctx, { subjectId, day: dayInShanghai(ctx.now.getTime()) })
  const regionName = (code: string) => ctx.city.districts.find((d) => d.code === code)?.name ?? code
  return (Object.keys(FIELDS) as LoanField[]).filter((field) => fields.includes(field)).flatMap((field) => FIELDS[field](facts, regionName))
}
