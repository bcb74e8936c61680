import type { Column } from '../layout/layout'
import type { Cell } from '../reader/file-row'
import { type CellContext, type Parsed, parseCell } from './parse-cell'

/** Over all columns of one file; what is remembered stays within some tens of megabytes. */
const MAX_REMEMBERED = 200_000
const MAX_CHARACTERS = 200
/** A column that seldom repeats itself (document numbers) is not worth remembering. */
const TRIAL = 2000

/**
 * Parsers of one file's columns that remember what they parsed: offices, kinds, reasons and days repeat thousands of times,
 * and a cell's meaning depends on nothing but its column, its text and the day of the import.
 */
export function cellParser(context: CellContext): (column: Column) => (cell: Cell) => Parsed {
  let remembered = 0
  return (column) => {
    const known = new Map<string, Parsed>()
    let hits = 0
    let misses = 0
    return (cell) => {
      if (typeof cell !== 'string' || cell.length > MAX_CHARACTERS) return parseCell(column, cell, context)
      if (misses > TRIAL && hits < misses) {
        remembered -= known.size
        known.clear()
        return parseCell(column, cell, context)
      }
      const before = known.get(cell)
      if (before) {
        hits += 1
        return before
      }
      misses += 1
      const parsed = parseCell(column, cell, context)
      if (remembered < MAX_REMEMBERED) {
        known.set(cell, parsed)
        remembered += 1
      }
      return parsed
    }
  }
}
