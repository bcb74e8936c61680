import { checkIdCard, checkUscc, type SubjectKind } from '@xinhui/rules'
import type { Detected } from '../layout/detect-layout'
import { type Column, headerOf, type Layout } from '../layout/layout'
import type { Cell, FileRow } from '../reader/file-row'
import { crossChecks } from './cross-checks'
import { maskValue } from './mask-value'
import { cellParser } from './cell-parser'
import type { CellContext, Values } from './parse-cell'
import type { Reject } from './reject'

/** A row that may land: who it is about, and its values by field. */
export interface ValidRow {
  row: number
  kind: SubjectKind
  /** USCC or ID number, normalised. */
  identifier: string
  values: Values
}

export type RowCheck = { ok: true; row: ValidRow } | { ok: false; rejects: Reject[] }

interface Problem {
  column: Column | undefined
  field: string
  cell: Cell
  reason: string
}

const WHOLE_ROW = '（整行）'
/** Who supplied the row; the authority that decided may be another. */
export const OFFICE_FIELDS = ['officeUscc']

function kindOf(layout: Layout, values: Values): SubjectKind | null {
  if (layout.subject === 'by-column') {
    const value = values['subjectKind']
    return value === undefined ? null : value === 'person' ? 'person' : 'organization'
  }
  // A 个体工商户 may carry both: its code is the subject, the number is its operator's.
  if (layout.subject === 'by-identifier') return values['uscc'] !== undefined ? 'organization' : values['idNumber'] !== undefined ? 'person' : null
  return layout.subject
}

function isRequired(column: Column, kind: SubjectKind | null, values: Values): boolean {
  if (column.required === 'always') return true
  if (column.required === 'organizations' && kind === 'organization') return true
  if (column.required === 'persons' && kind === 'person') return true
  if (!column.requiredWhen) return false
  const other = values[column.requiredWhen.field]
  return typeof other === 'string' && other.includes(column.requiredWhen.contains)
}

/** The generic layout has one code column; what it must be depends on who the row is about. */
export function readSubjectCode(code: string, kind: SubjectKind | null, context: CellContext): { ok: true; code: string } | { ok: false; reason: string } {
  if (kind === 'person') {
    const checked = checkIdCard(code, context.today)
    return checked.ok ? { ok: true, code: checked.idNumber } : { ok: false, reason: checked.message }
  }
  const checked = checkUscc(code)
  return checked.ok ? { ok: true, code: checked.uscc } : { ok: false, reason: checked.message }
}

export function checkItem(layout: Layout, value: string, context: CellContext): string | null {
  const item = context.items.get(value) ?? [...context.items.values()].find((i) => i.title === value)
  if (!item) return '本市公共信用信息目录中没有这一项'
  return item.code === layout.item ? null : `本文件按“${layout.title}”导入，这一行却是“${item.title}”`
}

/** Makes the validator of one file: every problem of a row is reported, not just the first. */
export function rowValidator(detected: Detected, context: CellContext): (row: FileRow) => RowCheck {
  const { layout, columns, headers } = detected
  const at = new Map(columns.map((c, i) => [c, i]))
  const headerFor = (column: Column): string => headers[at.get(column) ?? -1] ?? headerOf(column)
  const byField = new Map(layout.columns.map((c) => [c.field, c]))
  const parserOf = cellParser(context)
  const item = context.items.get(layout.item ?? '')

  const read = columns.flatMap((column, i) => (column ? [{ i, column, field: column.field, parse: parserOf(column) }] : []))
  const defaults = layout.columns.filter((c) => c.default !== undefined)
  const required = layout.columns.filter((c) => c.required !== 'never' || c.requiredWhen)
  const NONE: ReadonlySet<Column> = new Set()

  return ({ row, cells }) => {
    const problems: Problem[] = []
    const values: Values = {}
    const cellOf = (column: Column): Cell => cells[at.get(column) ?? -1] ?? null
    const report = (column: Column, reason: string) => problems.push({ column, field: headerFor(column), cell: cellOf(column), reason })
    const reportField = (field: string, reason: string) => {
      const column = byField.get(field)
      if (column) report(column, reason)
    }

    let failed: Set<Column> | undefined
    for (const { i, column, field, parse } of read) {
      const cell = cells[i]
      if (cell === '' || cell === undefined || cell === null) continue
      const parsed = parse(cell)
      if (!parsed.ok) {
        failed = (failed ?? new Set()).add(column)
        report(column, parsed.message)
      } else if (parsed.value !== null) values[field] = parsed.value
    }
    const broken = failed ?? NONE
    for (const column of defaults) if (column.default !== undefined && values[column.field] === undefined && !broken.has(column)) values[column.field] = column.default

    const kind = kindOf(layout, values)
    for (const column of required) {
      if (values[column.field] === undefined && !broken.has(column) && isRequired(column, kind, values)) report(column, '未填写')
    }
    if (layout.subject === 'by-identifier' && kind === null && ![...broken].some((c) => c.field === 'uscc' || c.field === 'idNumber')) {
      reportField('uscc', '统一社会信用代码和身份证号都未填写')
    }
    const idType = values['idType']
    if (kind === 'person' && typeof idType === 'string' && !idType.includes('身份证') && idType !== '111') reportField('idType', '目前只接受居民身份证')

    let identifier = kind === 'person' ? values['idNumber'] : values['uscc']
    const code = values['subjectCode']
    if (typeof code === 'string' && kind !== null) {
      const read = readSubjectCode(code, kind, context)
      if (read.ok) identifier = read.code
      else reportField('subjectCode', read.reason)
    }
    if (item && kind !== null && item.subjectKind !== 'both' && item.subjectKind !== kind) reportField('subjectKind', `“${item.title}”只收${item.subjectKind === 'person' ? '自然人' : '法人和非法人组织'}的记录`)
    if (typeof values['item'] === 'string') {
      const wrong = checkItem(layout, values['item'], context)
      if (wrong) reportField('item', wrong)
    }
    if (context.officeUscc !== undefined) for (const field of OFFICE_FIELDS) if (values[field] !== undefined && values[field] !== context.officeUscc && byField.has(field)) reportField(field, '不是报送单位自己的数据')
    for (const { field, reason } of crossChecks(layout.target, values)) reportField(field, reason)
    const extra = cells.length > headers.length && cells.slice(headers.length).some((c) => c !== null && String(c).trim() !== '')
    if (extra) problems.push({ column: undefined, field: WHOLE_ROW, cell: null, reason: `有 ${cells.length} 格，表头只有 ${headers.length} 列（文字里的逗号要加引号）` })

    if (problems.length > 0 || kind === null || typeof identifier !== 'string') {
      if (problems.length === 0) problems.push({ column: undefined, field: WHOLE_ROW, cell: null, reason: '认不出这一行说的是谁' })
      return { ok: false, rejects: problems.map((p) => ({ row, field: p.field, value: maskValue(p.column, p.cell, kind), reason: p.reason, office: officeOf(values) })) }
    }
    return { ok: true, row: { row, kind, identifier, values } }
  }
}

/** The office a row comes from, as the file names it. */
const officeOf = (values: Values): string | null => {
  const office = values['office'] ?? values['authority']
  return typeof office === 'string' ? office : null
}

/** A refusal found only when landing (an unknown merchant, a duplicate): the same shape as the others. */
export function lateReject(detected: Detected, refused: { row: number; source?: ValidRow | undefined; field: string | null; reason: string }): Reject {
  const { row, source, field, reason } = refused
  const column = source && detected.layout.columns.find((c) => c.field === field)
  const office = source ? officeOf(source.values) : null
  if (!column) return { row, field: WHOLE_ROW, value: '', reason, office }
  const value = source.values[column.field]
  const header = detected.headers[detected.columns.indexOf(column)] ?? headerOf(column)
  return { row, field: header, value: maskValue(column, typeof value === 'string' || typeof value === 'number' ? value : null, source.kind), reason, office }
}
