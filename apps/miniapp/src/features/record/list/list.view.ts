import type { Api } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import { day } from '../../../lib/format'

export type RecordView = Api['GET /me/records']['response']['items'][number]

export interface RecordRow {
  recordId: string
  title: string
  tone: string
  /** It can hurt: the way back is one tap away. */
  negative: boolean
  /** An objection to it is under review. */
  disputed: boolean
  facts: readonly Fact[]
  fields: readonly Fact[]
}

export interface RecordGroup {
  item: string
  title: string
  count: string
  rows: readonly RecordRow[]
  /** All but the newest few, when there are many. */
  rest: readonly RecordRow[]
}

const MANY = 6
const FEW = 3

const TONES: Readonly<Record<RecordView['tone'], string>> = { positive: '有利', negative: '不利', neutral: '中性' }

function toRow({ recordId, title, tone, sourceOffice, decidedOn, endsOn, shownUntil, objection, fields }: RecordView): RecordRow {
  const facts = [
    { name: '来源', value: sourceOffice },
    { name: '认定', value: day(decidedOn) },
    ...(endsOn === null ? [] : [{ name: tone === 'negative' ? '公示截止期' : '有效至', value: day(endsOn) }]),
    { name: '展示至', value: shownUntil === null ? '长期' : day(shownUntil) },
  ]
  return { recordId, title, tone: TONES[tone], negative: tone === 'negative', disputed: objection !== null, facts, fields: fields.map(({ title: name, value }) => ({ name, value })) }
}

/** By kind, in the order in which the kinds first appear (the newest record first). */
export function recordGroups(records: readonly RecordView[]): readonly RecordGroup[] {
  const groups = new Map<string, RecordView[]>()
  for (const record of records) groups.set(record.item, [...(groups.get(record.item) ?? []), record])
  return [...groups].map(([item, members]) => {
    const rows = members.map(toRow)
    const cut = rows.length >= MANY ? FEW : rows.length
    return { item, title: members[0]?.itemTitle ?? item, count: `${rows.length} 条`, rows: rows.slice(0, cut), rest: rows.slice(cut) }
  })
}
