import type { FileRow } from './file-row'
import type { Source } from './open-source'
import { readCsv } from './read-csv'
import { readXlsx } from './read-xlsx'
import { checkWidth, isBlank } from './row-shape'

/** What the text of an XLSX may unfold to: it is parsed in memory, unlike a CSV. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024

/** Rows that hold something, CSV or XLSX alike, in blocks as they are read. @throws DomainError FILE_UNREADABLE */
export async function* readRows(source: Source): AsyncGenerator<FileRow[]> {
  for await (const block of source.encoding === 'XLSX' ? readXlsx(source, MAX_UNPACKED_BYTES) : readCsv(source)) {
    for (const row of block) checkWidth(row)
    const rows = block.filter((row) => !isBlank(row))
    if (rows.length > 0) yield rows
  }
}
