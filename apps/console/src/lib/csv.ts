import { saveBlob } from './save'

export interface CsvColumn<T> {
  title: string
  value: (row: T) => string | number | null
}

/** What makes a spreadsheet take a cell for a formula: these characters and their full-width twins, also behind blanks; or a leading tab or line break. */
const FORMULA_START = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

/**
 * One cell. A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV injection);
 * numbers stay numbers, a negative one included.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const safe = FORMULA_START.test(value) ? `'${value}` : value
  return /[",\r\n\t;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** RFC 4180 text with a byte-order mark, so that spreadsheets read the Chinese as UTF-8. */
export function toCsv<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  const lines = [columns.map((column) => csvCell(column.title)), ...rows.map((row) => columns.map((column) => csvCell(column.value(row))))]
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

export function saveCsv<T>(fileName: string, columns: readonly CsvColumn<T>[], rows: readonly T[]): void {
  saveBlob(fileName, new Blob([toCsv(columns, rows)], { type: 'text/csv;charset=utf-8' }))
}
