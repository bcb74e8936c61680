import type { LoanMatch } from '@xinhui/contract'
import { addDays, dayInShanghai, formatFen } from '@xinhui/rules'
import { type Change, COLLATERAL_WORDS, type DataClass, type RankedMatch, type RuleKind } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { presentProduct } from '../lender/present-product'
import { answersByProduct, lateCounts, latestByLender } from '../loan-application/loan-application.store'
import { factsOf } from './firm-facts'
import type { RequestRow } from './loan-request.store'
import { openMatchBook } from './match-firm'

/** The special class of the catalogue whose consent makes a kind of data known; what no class holds cannot be authorised here. */
const ITEM_OF: Readonly<Record<DataClass, string | null>> = { tax: 'tax-rating', 'social-insurance': 'social-security', loans: null, registry: null }

const RULE_TITLES: Readonly<Record<RuleKind, string>> = {
  grade: '信用等级',
  age: '成立时间',
  industry: '行业',
  region: '注册地',
  size: '企业规模',
  'tax-rating': '纳税信用',
  headcount: '参保人数',
  revenue: '营业收入',
  'tax-paid': '纳税额',
  penalties: '行政处罚',
  'not-listed': '名单',
  listed: '名单',
  'first-loan': '首次贷款',
  collateral: '担保',
  amount: '金额',
  term: '期限',
  open: '受理时间',
}

function changeWords(change: Change): string {
  switch (change.do) {
    case 'wait':
      return `等到 ${change.until} 再申请`
    case 'repair':
      return `修复一条行政处罚（${change.from} 起可以申请）`
    case 'leave-list':
      return `移出${change.list}（${change.from} 起可以申请）`
    case 'ask':
      return `金额改为 ${formatFen(change.amountFen)}`
    case 'term':
      return `期限改为 ${change.months} 个月`
    case 'collateral':
      return `补充价值 ${formatFen(change.worthFen)} 的${change.anyOf.map((kind) => COLLATERAL_WORDS[kind]).join('或')}`
  }
}

const wayOutOf = ({ match }: RankedMatch): { changes: string[]; beyond: string[] } => {
  const { wayOut } = match
  if (wayOut === null) return { changes: [], beyond: [] }
  return wayOut.possible ? { changes: wayOut.changes.map(changeWords), beyond: [] } : { changes: [], beyond: wayOut.because.map((kind) => RULE_TITLES[kind]) }
}

/** Every published product on a request, in the order the firm sees: those that fit, those with something unknown, those that fail with the fewest changes first. */
export async function listMatches({ ctx, input }: { ctx: Ctx; input: { row: RequestRow } }): Promise<{ items: LoanMatch[]; day: string }> {
  const { row } = input
  const day = dayInShanghai(ctx.now.getTime())
  const book = await openMatchBook(ctx, day, await answersByProduct(ctx.db))
  const ranked = book.match(row, await factsOf(ctx, row.subjectId, day))
  const late = await lateCounts(ctx.db, { today: day, since: addDays(day, -365) })
  const applied = await latestByLender(ctx.db, row.id)
  const { itemsByCode } = cityData(ctx.city)
  const items = ranked.flatMap((one): LoanMatch[] => {
    const product = book.products.get(one.match.productId)
    if (!product) return []
    const consents = one.match.consents.flatMap((kind) => {
      const item = ITEM_OF[kind]
      return item === null ? [] : [{ item, title: itemsByCode.get(item)?.title ?? item }]
    })
    return [
      {
        product: presentProduct(product),
        lenderId: product.lenderId,
        status: one.match.status,
        rules: one.match.outcomes.map(({ rule, required, actual, verdict, source, asOf, consent }) => ({ kind: RULE_TITLES[rule.kind], required, actual, verdict, source, asOf, consent: consent === null ? null : ITEM_OF[consent] })),
        consents,
        ...wayOutOf(one),
        costFen: one.costFen,
        reason: one.reason,
        lateCount: late.get(product.lenderId) ?? 0,
        applicationId: applied.get(product.lenderId)?.id ?? null,
      },
    ]
  })
  return { items, day }
}
