import { addMonths, CATALOG_KINDS, dayInShanghai, formatWan, isDay } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { cityData } from '../city/city-data'
import { findOrganization, searchOrganizations } from '../subject/search.store'
import { searchKey } from '../subject/search-key'
import { readWithdrawals } from './read-withdrawals'
import { kindTitle, presentForOffice, presentPublication } from './present-publication'
import { countShown, listColour, listForOffice, listOffices, listShown, type ListedRow, type PublicationFilter } from './shown.store'

/** Everybody shares an address behind a school's or an office's router; nobody needs more of a phone. */
const READS = { points: 240, seconds: 60, by: 'ip' } as const
const SEARCHES = { points: 90, seconds: 60, by: 'ip' } as const
const ON_A_PAGE = 20
const WITHDRAWALS = 200
const WITHDRAWALS_MONTHS = 12
const OFFICE_STAFF = ['reviewer', 'steward', 'auditor', 'administrator'] as const

const todayOf = (ctx: Ctx) => dayInShanghai(ctx.now.getTime())

/** `2026-11-20.rec_…`: where the next page starts. */
function afterOf(cursor: string | undefined): PublicationFilter['after'] {
  if (cursor === undefined) return undefined
  const [decidedOn = '', recordId = ''] = cursor.split('.')
  if (!isDay(decidedOn) || !/^rec_\w{26}$/.test(recordId)) throw new DomainError('VALIDATION', { detail: '翻页位置无效，请从第一页开始', errors: [{ field: 'cursor', message: '翻页位置无效' }] })
  return { decidedOn, recordId }
}

/** The page of `limit` rows out of `limit + 1` read. */
function pageOf<V>(rows: readonly ListedRow[], limit: number, present: (row: ListedRow) => V): { items: V[]; nextCursor: string | null } {
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit).map(present), nextCursor: rows.length > limit && last ? `${last.decidedOn}.${last.recordId}` : null }
}

async function readOrganizationPage(ctx: Ctx, uscc: string) {
  const row = await findOrganization(ctx.db, uscc)
  if (!row) throw new DomainError('NOT_FOUND', { detail: '没有找到这个统一社会信用代码的主体' })
  const today = todayOf(ctx)
  const counts = await countShown(ctx.db, today, row.id)
  const colours = new Set(counts.map((c) => c.list))
  const kinds = new Map<string, number>()
  for (const { kind, count } of counts) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
  const records = await listShown(ctx.db, today, { uscc, limit: ON_A_PAGE + 1 })
  return {
    uscc: row.uscc,
    name: row.name,
    type: row.type,
    status: row.status ?? 'unknown',
    registeredOn: row.registeredOn,
    capital: row.capitalFen === null ? row.capitalRaw : formatWan(Number(row.capitalFen)),
    industry: row.industry,
    district: row.district,
    address: uscc.startsWith('92') ? null : row.address,
    businessScope: row.businessScope,
    lists: (['black', 'red'] as const).filter((c) => colours.has(c)).slice(0, 1),
    kinds: [...kinds].map(([kind, count]) => ({ kind, kindTitle: kindTitle(kind), count })),
    records: pageOf(records, ON_A_PAGE, (r) => presentPublication(ctx, r)),
  }
}

export function registerPublicationRoutes(api: Api): void {
  api.route('GET /organizations', { roles: ['anonymous'], owner: 'public', audit: null, limit: SEARCHES }, async ({ ctx, query }) => {
    const key = searchKey(query.search)
    if (key.kind === 'too-short') throw new DomainError('VALIDATION', { detail: '请至少输入两个字', errors: [{ field: 'search', message: '请至少输入两个字' }] })
    const rows =
      key.kind === 'uscc'
        ? [await findOrganization(ctx.db, key.uscc)].filter((r) => r !== undefined)
        : await searchOrganizations(ctx.db, { text: key.text, cursor: query.cursor, limit: query.limit + 1 })
    const last = rows[query.limit - 1]
    return {
      items: rows.slice(0, query.limit).map(({ uscc, name, type, district, registeredOn }) => ({ uscc, name, type, district, registeredOn })),
      nextCursor: rows.length > query.limit && last ? last.id : null,
    }
  })

  api.route('GET /organizations/{uscc}', { roles: ['anonymous'], owner: 'public', audit: null, limit: READS }, ({ ctx, params }) => readOrganizationPage(ctx, params.uscc))

  api.route('GET /publications', { roles: ['anonymous'], owner: 'public', audit: null, limit: READS }, async ({ ctx, query: { cursor, ...by } }) => {
    const rows = await listShown(ctx.db, todayOf(ctx), { ...by, after: afterOf(cursor), limit: by.limit + 1 })
    return pageOf(rows, by.limit, (r) => presentPublication(ctx, r))
  })

  // 行政处罚法 art. 48: what was withdrawn is said, with the reason.
  api.route('GET /publication-withdrawals', { roles: ['anonymous'], owner: 'public', audit: null, limit: READS }, async ({ ctx }) => ({
    items: await readWithdrawals(ctx, { since: addMonths(todayOf(ctx), -WITHDRAWALS_MONTHS), limit: WITHDRAWALS }),
  }))

  api.route('GET /publication-filters', { roles: ['anonymous'], owner: 'public', audit: null, limit: READS }, async ({ ctx }) => {
    const kinds = new Set(cityData(ctx.city).catalog.items.filter((i) => i.publicity === 'public' && i.subjectKind !== 'person').map((i) => i.kind))
    return {
      kinds: CATALOG_KINDS.filter((k) => kinds.has(k)).map((kind) => ({ kind, title: kindTitle(kind) })),
      offices: await listOffices(ctx.db),
      districts: ctx.city.districts.map((d) => d.name),
    }
  })

  api.route('GET /lists/{colour}', { roles: ['anonymous'], owner: 'public', audit: null, limit: READS }, async ({ ctx, params, query }) => {
    const rows = await listColour(ctx.db, todayOf(ctx), { colour: params.colour, keyword: query.keyword, after: afterOf(query.cursor), limit: query.limit + 1 })
    return pageOf(rows, query.limit, (r) => presentPublication(ctx, r))
  })

  api.route('GET /console/publications', { roles: [...OFFICE_STAFF], owner: 'city', audit: null }, async ({ ctx, query: { cursor, ...by } }) => {
    const today = todayOf(ctx)
    const rows = await listForOffice(ctx.db, today, { ...by, after: afterOf(cursor), limit: by.limit + 1 })
    return pageOf(rows, by.limit, (r) => presentForOffice(ctx, r, today))
  })
}
