import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { Tone } from '../../components/tag'
import { day } from '../../lib/format'

export type Publication = Api['GET /publications']['response']['items'][number]
export type OrganizationPage = Api['GET /organizations/{uscc}']['response']
export type CatalogItem = Api['GET /catalog']['response']['items'][number]

/** Two characters are a word; one finds nothing. */
export const canSearch = (text: string): boolean => Array.from(text.replaceAll(/\s/g, '')).length >= 2

export interface Row {
  recordId: string
  uscc: string
  firm: string
  title: string
  kind: string
  facts: readonly Fact[]
  fields: readonly Fact[]
  rule: string
}

/** 2026年11月21日起，2027年11月20日停止公示: `endsOn` is the first day it is no longer shown. */
export function period({ startsOn, endsOn }: Pick<Publication, 'startsOn' | 'endsOn'>): string {
  if (endsOn === null) return `${day(startsOn)}起，至移出之日`
  return `${day(startsOn)}起，${day(endsOn)}停止公示`
}

export const toRow = (p: Publication): Row => ({
  recordId: p.recordId,
  uscc: p.uscc,
  firm: p.name,
  title: p.title,
  kind: p.itemTitle,
  facts: [
    ...(p.documentNumber === null ? [] : [{ name: '文号', value: p.documentNumber }]),
    { name: '机关', value: p.office },
    { name: '决定', value: day(p.decidedOn) },
    { name: '公示', value: period(p) },
    ...(p.underObjection ? [{ name: '异议', value: '企业有异议，正在核实' }] : []),
  ],
  fields: p.fields.map(({ title: name, value }) => ({ name, value })),
  rule: `${p.rule.sourceRef}，${p.rule.className}。${p.rule.verified ? '' : '期限以官方文本为准。'}`,
})

const STATUS: Readonly<Record<string, string>> = { live: '存续', revoked: '吊销', closed: '注销', moved: '迁出' }

export function firmFacts(firm: OrganizationPage): readonly Fact[] {
  const all: readonly (readonly [string, string | null])[] = [
    ['代码', firm.uscc],
    ['类型', firm.type],
    ['状态', STATUS[firm.status] ?? null],
    ['成立', firm.registeredOn === null ? null : day(firm.registeredOn)],
    ['资本', firm.capital],
    ['行业', firm.industry],
    ['区县', firm.district],
    ['住所', firm.address],
    ['范围', firm.businessScope],
  ]
  return all.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

export const LIST_TAGS: Readonly<Record<'red' | 'black', { tone: Tone; title: string }>> = { red: { tone: 'green', title: '红名单' }, black: { tone: 'red', title: '黑名单' } }

export type View = 'all' | 'permit' | 'penalty' | 'red' | 'black'

/** `short` is for the chips: all five beside each other. */
export const VIEWS: readonly { code: View; title: string; short: string }[] = [
  { code: 'all', title: '全部公示', short: '全部' },
  { code: 'permit', title: '行政许可', short: '许可' },
  { code: 'penalty', title: '行政处罚', short: '处罚' },
  { code: 'red', title: '红名单', short: '红名单' },
  { code: 'black', title: '黑名单', short: '黑名单' },
]

export const viewOf = (code: string | undefined): View => VIEWS.find((v) => v.code === code)?.code ?? 'all'

const NOTES: Readonly<Record<View, string>> = {
  all: '只公示企业和其他组织，自然人的记录不公示。到期自动停止。',
  permit: '作出决定后七个工作日内公示。',
  penalty: '公示期按信用修复的规定计算，到期自动停止。',
  red: '受到表彰、奖励的单位。同时在黑名单上的不列入。',
  black: '严重失信主体和失信被执行人。移出后不再公示。',
}
export const viewNote = (view: View): string => NOTES[view]

export const emptyWords = (view: View, keyword: string): { title: string; note: string } =>
  keyword === ''
    ? { title: '现在没有公示的记录', note: view === 'black' ? '没有单位在黑名单上' : '有关单位报送后会列在这里' }
    : { title: `没有找到“${keyword}”`, note: '换两个字试试，或者看看别的类别' }

export interface CatalogGroup {
  kind: string
  title: string
  items: readonly { code: string; title: string; facts: readonly Fact[] }[]
}

const SUBJECTS: Readonly<Record<CatalogItem['subjectKind'], string>> = { person: '自然人', organization: '企业和其他组织', both: '自然人、企业和其他组织' }

function shownTo({ publicity, subjectKind }: CatalogItem): string {
  if (publicity === 'authorized') return '本人授权后才可看、可用'
  return subjectKind === 'organization' ? '向社会公示' : '企业的向社会公示，自然人的只给本人看'
}

const kept = (months: number | null): string => (months === null ? '主体存续期间' : months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`)

/** The catalogue by kind, in the catalogue's order. */
export function catalogGroups(items: readonly CatalogItem[]): readonly CatalogGroup[] {
  const groups = new Map<string, CatalogItem[]>()
  for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item])
  return [...groups].map(([kind, members]) => ({
    kind,
    title: members[0]?.kindTitle ?? kind,
    items: members.map((item) => ({
      code: item.code,
      title: item.title,
      facts: [
        { name: '来源', value: item.sourceOffice },
        { name: '记谁', value: SUBJECTS[item.subjectKind] },
        { name: '内容', value: item.fields.map((f) => f.title).join('、') },
        { name: '谁看', value: shownTo(item) },
        { name: '保存', value: kept(item.retentionMonths) },
        { name: '评分', value: item.scorable ? '评价模型可以使用' : '不用于评分' },
      ],
    })),
  }))
}

export const withdrawalFacts = ({ itemTitle, documentNumber, office, decidedOn, outcome, withdrawnOn, reason }: Api['GET /publication-withdrawals']['response']['items'][number]): readonly Fact[] => [
  { name: '类别', value: itemTitle },
  ...(documentNumber === null ? [] : [{ name: '文号', value: documentNumber }]),
  { name: '机关', value: office },
  { name: '决定', value: day(decidedOn) },
  { name: outcome === 'withdrawn' ? '撤回' : '更正', value: day(withdrawnOn) },
  { name: '理由', value: reason },
]
