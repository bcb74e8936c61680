import { nameKey } from '@xinhui/rules'
import { rowKeyer } from '../landing/key-row'
import type { Detected } from '../layout/detect-layout'
import type { FileRow } from '../reader/file-row'
import { checkWidth, isBlank } from '../reader/row-shape'
import { csvSplitter } from '../reader/split-csv'
import type { CellContext } from '../validate/parse-cell'
import type { Reject } from '../validate/reject'
import { rowValidator } from '../validate/validate-row'
import { cellMemory } from './cell-memory'
import { type CellSpans, cellSpans, spanRow } from './cut-rows'
import { rowJudge } from './judge-row'
import { type LineKeys, lineWriter, makeRoom, newLines } from './line-writer'
import { rowRules } from './row-rules'
import { stageWriter } from './stage-writer'

/** What became of some rows of a file. */
export interface StagedRows {
  /** Rows as `STAGE_COPY` takes them, one behind the other. */
  lines: Uint8Array
  /** How many. */
  staged: number
  /** Rows that hold something. */
  rows: number
  rowsRejected: number
  rejects: Reject[]
}

/** How a file's rows are checked and staged; plain data but for the sealer. */
export interface StagePlan extends LineKeys {
  detected: Detected
  context: CellContext
  delimiter: string
}

export interface RowStager {
  /** Whole rows of CSV in UTF-8, the first of them row `firstRow` of the file. @throws DomainError FILE_UNREADABLE */
  stageBytes(bytes: Buffer, firstRow: number): StagedRows
  /** Rows read otherwise. */
  stageRows(rows: readonly FileRow[]): StagedRows
}

/**
 * Checks and stages rows. Rows whose cells are plain or remembered, nearly all of a large file, never become objects: their cells
 * are known by their bytes and their line is put together from bytes. Every other row is read by `rowValidator`, and whatever is
 * wrong with one is found and said there.
 */
export function rowStager(plan: StagePlan): RowStager {
  const { detected, context, delimiter } = plan
  const { layout, headers } = detected
  const rules = rowRules(layout, detected.columns, context)
  const inKey = new Set(rules.key)
  const memory = cellMemory(layout.columns, context, (column) => inKey.has(layout.columns.indexOf(column)), (value) => (typeof value === 'string' || typeof value === 'number' ? nameKey(String(value)) : ''))
  const judge = rowJudge(layout, rules, memory, context)
  const write = lineWriter(rules, memory, plan)
  const check = rowValidator(detected, context)
  const keyed = rowKeyer(plan.sealer, layout)
  const writeLong = stageWriter(layout, plan)
  const separator = delimiter.charCodeAt(0)
  const slots = new Int32Array(layout.columns.length)
  const { defaults, isFilled, isBad } = memory
  const defaulted = [...defaults.keys()].filter((column) => defaults[column] !== -1)
  const lines = newLines(2 ** 20)
  let sum: StagedRows

  function begin(): void {
    lines.end = 0
    sum = { lines: new Uint8Array(), staged: 0, rows: 0, rowsRejected: 0, rejects: [] }
  }

  function done(): StagedRows {
    return { ...sum, lines: lines.bytes.slice(0, lines.end) }
  }

  function stageLong(row: FileRow): void {
    checkWidth(row)
    if (isBlank(row)) return
    sum.rows += 1
    const checked = check(row)
    if (!checked.ok) {
      sum.rowsRejected += 1
      sum.rejects.push(...checked.rejects)
      return
    }
    const line = writeLong(keyed(checked.row))
    makeRoom(lines, line.length)
    lines.bytes.set(line, lines.end)
    lines.end += line.length
    sum.staged += 1
  }

  function cellsOf(bytes: Buffer, start: number, { isOdd, next, count, from, to }: CellSpans): string[] {
    if (!isOdd && count <= from.length) return Array.from({ length: count }, (_, i) => bytes.toString('utf8', from[i], to[i]))
    const splitter = csvSplitter(delimiter)
    const [cells = []] = [...splitter.push(bytes.toString('utf8', start, next)), ...splitter.end()]
    return cells
  }

  /** False: something about the row has to be looked at. */
  function stageShort(bytes: Uint8Array, row: number, spans: CellSpans): boolean {
    const { count, from, to } = spans
    if (spans.isOdd || count > headers.length) return false
    memory.beginRow()
    slots.fill(0)
    for (let i = 0; i < count; i += 1) {
      const column = rules.ofFile[i] as number
      const start = from[i] as number
      const end = to[i] as number
      if (column < 0 || start === end) continue
      const n = memory.find(column, bytes, start, end)
      if (isBad[n] === 1) return false
      if (isFilled[n] === 1) slots[column] = n
    }
    for (const column of defaulted) if (slots[column] === 0) slots[column] = defaults[column] as number
    const who = judge(slots)
    return who !== null && write(lines, row, slots, who, spans.next - (from[0] as number))
  }

  const spans = cellSpans()
  return {
    stageBytes(bytes, firstRow) {
      begin()
      const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
      let row = firstRow
      for (let at = 0; at < plain.length; at = spans.next, row += 1) {
        if (!spanRow(plain, at, plain.length, separator, true, spans)) throw new Error('the rows handed over are not whole')
        if (stageShort(plain, row, spans)) {
          sum.rows += 1
          sum.staged += 1
        } else stageLong({ row, cells: cellsOf(bytes, at, spans) })
      }
      return done()
    },
    stageRows(rows) {
      begin()
      for (const row of rows) stageLong(row)
      return done()
    },
  }
}
