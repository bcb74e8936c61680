import type { FileRow } from './file-row'
import { unreadable } from './open-source'

const MAX_COLUMNS = 400

export const isBlank = (row: FileRow): boolean => row.cells.every((c) => c === null || (typeof c === 'string' && c.trim() === ''))

/** @throws DomainError FILE_UNREADABLE */
export function checkWidth(row: FileRow): void {
  if (row.cells.length > MAX_COLUMNS) throw unreadable(`第 ${row.row} 行有 ${row.cells.length} 列，最多 ${MAX_COLUMNS} 列`)
}
