import type { ConsolePublication, PublicationView } from '@xinhui/contract'
import { CATALOG_KIND_TITLES, CATALOG_KINDS } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { valueInWords } from '../record/present-record'
import { publicationRules } from './load-rules'
import { namedPersons, publicContent } from './public-text'
import type { ListedRow } from './shown.store'

export const kindTitle = (kind: string): string => {
  const known = CATALOG_KINDS.find((k) => k === kind)
  return known ? CATALOG_KIND_TITLES[known] : kind
}

/** A published record as anybody reads it. Sealed fields are not opened; what names a person in the open ones is masked. */
export function presentPublication(ctx: Ctx, row: ListedRow): PublicationView {
  const item = cityData(ctx.city).itemsByCode.get(row.item)
  const rule = publicationRules(ctx.city).find((r) => r.id === row.ruleId)
  const content = item ? publicContent(item, row.content, namedPersons(ctx, row)) : {}
  return {
    recordId: row.recordId,
    kind: row.kind,
    kindTitle: kindTitle(row.kind),
    itemTitle: item?.title ?? row.item,
    uscc: row.uscc,
    name: row.name,
    title: row.title,
    documentNumber: row.documentNumber,
    office: row.office,
    district: row.district,
    decidedOn: row.decidedOn,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    rule: { id: row.ruleId, title: rule?.title ?? row.ruleId, className: rule?.classes.find((c) => c.code === row.classCode)?.title ?? row.classCode, sourceRef: rule?.sourceRef ?? '', verified: rule?.verified ?? false },
    list: row.list,
    underObjection: row.underObjection,
    fields: (item?.contentFields ?? []).flatMap((field) => {
      const value = content[field.name]
      return value === undefined ? [] : [{ name: field.name, title: field.title, value: valueInWords(field, value) }]
    }),
  }
}

const REASONS: Readonly<Record<string, string>> = { 'period-over': '公示期满', withdrawn: '原单位已撤回', 'not-shown-by-rule': '按规定不公示', 'not-public': '目录项不再公开', repaired: '信用修复', screened: '重整期间暂时屏蔽' }

/** The same, with what the office wants to know besides: whether it is on display today, and why not. */
export function presentForOffice(ctx: Ctx, row: ListedRow, today: string): ConsolePublication {
  const isOver = row.status === 'shown' && row.endsOn !== null && row.endsOn <= today
  const reason = isOver ? 'period-over' : row.reason
  return {
    ...presentPublication(ctx, row),
    status: isOver ? 'ended' : row.status,
    reason: reason === null ? null : (REASONS[reason] ?? reason),
    other: row.otherRuleId === null ? null : { ruleId: row.otherRuleId, endsOn: row.otherEndsOn },
    repairableOn: row.repairableOn,
  }
}
