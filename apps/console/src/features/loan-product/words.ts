import { COLLATERAL_WORDS, SIZE_WORDS } from '@xinhui/rules/financing/index'
import type { Tone } from '../../app/states'
import type { EntryRule, LoanProduct, ProductDraft, ProductVersion } from './queries'

type Words<Key extends string> = Readonly<Record<Key, string>>

export const productStatuses: Readonly<Record<LoanProduct['status'], { title: string; tone: Tone }>> = {
  draft: { title: '未发布', tone: 'plain' },
  published: { title: '发布中', tone: 'good' },
  paused: { title: '已暂停', tone: 'wait' },
  ended: { title: '已结束', tone: 'plain' },
}

export const versionStatuses: Readonly<Record<ProductVersion['status'], { title: string; tone: Tone }>> = {
  draft: { title: '草稿', tone: 'plain' },
  submitted: { title: '待审核', tone: 'wait' },
  reviewed: { title: '待发布', tone: 'wait' },
  published: { title: '发布中', tone: 'good' },
  replaced: { title: '已替换', tone: 'plain' },
}

export const kindTitles: Words<ProductDraft['kind']> = { credit: '信用', guarantee: '保证', mortgage: '抵押', pledge: '质押' }
export const methodTitles: Words<ProductDraft['method']> = { 'equal-instalment': '等额本息', 'equal-principal': '等额本金', 'interest-only': '先息后本', bullet: '到期一次还本付息' }
export const renewalTitles: Words<ProductDraft['renewal']> = { none: '不续贷', renewal: '还本后续贷', 'no-principal': '无还本续贷' }

export const ruleTitles: Words<EntryRule['kind']> = {
  age: '成立时间', industry: '行业', region: '注册地', size: '企业规模', grade: '信用等级', penalties: '行政处罚', 'not-listed': '不在名单', listed: '列入名单', 'tax-rating': '纳税信用', headcount: '参保人数', revenue: '年营业收入', 'tax-paid': '年纳税额', 'first-loan': '首贷户', collateral: '担保物',
}

/** In the order they are offered. */
export const ruleGroups: readonly { title: string; kinds: readonly EntryRule['kind'][] }[] = [
  { title: '企业', kinds: ['age', 'industry', 'region', 'size'] },
  { title: '信用', kinds: ['grade', 'penalties', 'not-listed', 'listed'] },
  { title: '经营', kinds: ['tax-rating', 'headcount', 'revenue', 'tax-paid'] },
  { title: '贷款', kinds: ['first-loan', 'collateral'] },
]

/** Rules that add up and may stand more than once. */
export const repeatable: readonly EntryRule['kind'][] = ['penalties', 'not-listed', 'listed']

export const optionsOf = <Key extends string>(words: Words<Key>): { value: Key; label: string }[] => (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }))
export const sizeOptions = optionsOf(SIZE_WORDS)
export const collateralOptions = optionsOf(COLLATERAL_WORDS)

export const eventTitles: Readonly<Record<string, string>> = {
  'loan-product.drafted': '保存草稿',
  'loan-product.submitted': '提交审核',
  'loan-product.reviewed': '通过审核',
  'loan-product.returned': '退回修改',
  'loan-product.confirmed': '机构确认',
  'loan-product.declined': '机构退回',
  'loan-product.published': '发布',
  'loan-product.paused': '暂停',
  'loan-product.resumed': '恢复',
  'loan-product.ended': '结束',
}
