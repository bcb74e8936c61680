import type { FileRow } from './file-row'
import { type Source, unreadable } from './open-source'
import { readCsv } from './read-csv'
import { readXlsx } from './read-xlsx'

const MAX_COLUMNS = 400
/** What the text of an XLSX may unfold to: it is parsed in memory, unlike a CSV. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024

export const isBlank = (row: FileRow): boolean => row.cells.every((c) => c === null || (typeof c === 'string' && c.trim() === ''))

/** @throws DomainError FILE_UNREADABLE */
export function checkWidth(row: FileRow): void {
  if (row.cells.length > MAX_COLUMNS) throw unreadable(`第 ${row.row} 行有 ${row.cells.length} 列，最多 ${MAX_COLUMNS} 列`)
}

/** Rows that hold something, CSV or XLSX alike, in blocks as they are read. @throws DomainError FILE_UNREADABLE */
export async function* readRows(source: Source): AsyncGenerator<FileRow[]> {
  for await (const block of source.encoding === 'XLSX' ? readXlsx(source, MAX_UNPACKED_BYTES) : readCsv(source)) {
    for (const row of block) checkWidth(row)
    const rows = block.filter((row) => !isBlank(row))
    if (rows.length > 0) yield rows
  }
}
