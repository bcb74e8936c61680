import type { Db } from '../../db/client'
import { listRejects } from './record.store'

const PAGE_ROWS = 1000

/** A spreadsheet runs a cell that starts like this as a formula: a leading apostrophe makes it text (CWE-1236). */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/

/** One cell of a CSV that is safe to open in a spreadsheet (RFC 4180). */
export function csvCell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** All rejected rows of a batch, page by page, with the mark that makes Excel read UTF-8. */
export async function* rejectsCsv(db: Db, batchId: string): AsyncGenerator<string> {
  yield `\ufeff${line(['行号', '列', '值', '原因'])}`
  let after = 0
  for (;;) {
    const page = await listRejects(db, batchId, after, PAGE_ROWS)
    if (page.length > 0) yield page.map((r) => line([r.row, r.field, r.value, r.reason])).join('')
    const last = page.at(-1)
    if (!last || page.length < PAGE_ROWS) return
    after = last.seq
  }
}
