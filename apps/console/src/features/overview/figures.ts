import { mayOpen, type PageId, pages, type Role } from '../../access'
import type { Figure } from '../../app/figure'
import type { Overview } from './queries'

interface Source {
  title: string
  unit: string
  read: (overview: Overview) => number
  page?: PageId
  query?: string
}

const groups: ReadonlyArray<{ title: string; sources: readonly Source[] }> = [
  {
    title: '信用数据',
    sources: [
      { title: '自然人', unit: '人', read: (it) => it.persons },
      { title: '企业和组织', unit: '家', read: (it) => it.organizations },
      { title: '信用记录', unit: '条', read: (it) => it.records, page: 'imports' },
      { title: '归集文件', unit: '个', read: (it) => it.imports, page: 'imports' },
    ],
  },
  {
    title: '信易+',
    sources: [
      { title: '已开通信用分', unit: '人', read: (it) => it.scoresOpen },
      { title: '合作商户', unit: '户', read: (it) => it.merchants, page: 'merchants' },
      { title: '发布中的权益', unit: '项', read: (it) => it.perksPublished, page: 'perks', query: '?status=published' },
      { title: '已领取', unit: '张', read: (it) => it.vouchersIssued, page: 'perks' },
      { title: '已核销', unit: '次', read: (it) => it.redemptions, page: 'perks' },
    ],
  },
  { title: '融资', sources: [{ title: '信贷产品', unit: '个', read: (it) => it.loanProducts, page: 'loans' }] },
]

export const figureGroups = (overview: Overview, roles: readonly Role[]): ReadonlyArray<{ title: string; figures: readonly Figure[] }> =>
  groups.map(({ title, sources }) => ({
    title,
    figures: sources.map((source) => ({
      title: source.title,
      unit: source.unit,
      value: source.read(overview),
      to: source.page !== undefined && mayOpen(roles, source.page) ? `${pages[source.page].path}${source.query ?? ''}` : undefined,
    })),
  }))
