import type { ImportBatch } from '@xinhui/contract'
import { type Column, headerOf, type Layout } from './layout/layout'
import type { BatchRow } from './record.store'

export function presentBatch({ id, startedAt, finishedAt, clientId: _client, idempotencyKey: _key, layoutAsked: _asked, ...row }: BatchRow): ImportBatch {
  return { ...row, batchId: id, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null }
}

const TYPE_NOTES: Partial<Record<Column['type'], string>> = {
  day: '日期，如 2026-11-21',
  'past-day': '日期，不晚于今天',
  'end-day': '日期；2099-12-31 为长期',
  wan: '金额，不写单位时为万元',
  yuan: '金额，不写单位时为元',
  capital: '金额，要写单位，如 50万元',
  integer: '整数',
  uscc: '18 位统一社会信用代码',
  'id-card': '18 位身份证号码',
  phone: '11 位手机号码',
}

function noteOf(column: Column): string {
  const required = { always: '', organizations: '法人、非法人组织和个体工商户必填', persons: '自然人必填', never: '' }[column.required]
  const values = column.values ? Object.keys(column.values).filter((k) => !/^\d$/.test(k)).join('、') : ''
  const length = column.maxLength === undefined ? '' : `最多 ${column.maxLength} 字`
  const aliases = column.headers.length > 1 ? `也写作 ${column.headers.slice(1).join('、')}` : ''
  return [required, column.note ?? '', values, TYPE_NOTES[column.type] ?? '', length, aliases].filter(Boolean).join('；')
}

/** A layout as the console shows it: what to write above each column, and what goes into it. */
export function presentLayout(layout: Layout) {
  return { code: layout.code, title: layout.title, columns: layout.columns.map((c) => ({ header: headerOf(c), required: c.required === 'always', note: noteOf(c) })) }
}
