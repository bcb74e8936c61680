import { buffer } from 'node:stream/consumers'
import { readSheet } from 'read-excel-file/node'
import { type Source, unreadable } from './open-source'
import type { Cell, FileRow } from './file-row'
import { unpackXlsx } from './unpack-xlsx'

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null
  // A day in a spreadsheet has no zone; the reader hands it over as midnight UTC.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  return typeof value === 'string' ? value : null
}

/** A spreadsheet is read whole: what is packed larger than this never unfolds to what may be read. */
const MAX_PACKED_BYTES = 64 * 1024 * 1024

/** The first sheet, in one block. Formulas give the value the spreadsheet last computed. @throws DomainError FILE_UNREADABLE */
export async function* readXlsx(source: Source, maxUnpackedBytes: number): AsyncGenerator<FileRow[]> {
  if (source.size > MAX_PACKED_BYTES) throw unreadable(`XLSX 文件超过 ${MAX_PACKED_BYTES / 1024 / 1024} MB，请另存为 CSV 后再上传`)
  const verified = unpackXlsx(await buffer(source.read()), maxUnpackedBytes)
  let sheet: unknown[][]
  try {
    sheet = await readSheet(Buffer.from(verified.buffer, verified.byteOffset, verified.byteLength), 1)
  } catch {
    throw unreadable('表格文件已损坏，或第一张工作表无法读取')
  }
  yield sheet.map((cells, index) => ({ row: index + 1, cells: cells.map(toCell) }))
}
