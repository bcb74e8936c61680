import { DomainError } from '../../../errors'
import type { Cell, FileRow } from '../reader/file-row'
import { type Column, headerKey, headerOf, type Layout } from './layout'

export interface Detected {
  layout: Layout
  /** How many of the leading rows are title and header. */
  skip: number
  /** The file's own headers, for the reject report. */
  headers: string[]
  /** Position in the row → column; undefined where the layout knows no such header. */
  columns: (Column | undefined)[]
}

/** The header stands within so many rows that hold something. */
export const HEADER_WITHIN = 5

interface Candidate extends Detected {
  missing: Column[]
  matched: number
}

const textOf = (cell: Cell): string => (cell === null ? '' : String(cell).trim())

function match(layout: Layout, cells: Cell[], skip: number): Candidate {
  const headers = cells.map(textOf)
  const columns = headers.map((h) => (h === '' ? undefined : layout.byHeader.get(headerKey(h))))
  const found = new Set(columns)
  return { layout, skip, headers, columns, missing: layout.columns.filter((c) => c.required === 'always' && !found.has(c)), matched: found.size - (found.has(undefined) ? 1 : 0) }
}

function refuse(detail: string): never {
  throw new DomainError('LAYOUT_UNKNOWN', { detail })
}

const named = (columns: readonly Column[]): string => columns.map((c) => `“${headerOf(c)}”`).join('、')

function checkDoubles(found: Candidate): void {
  const seen = new Map<Column, number>()
  for (const [i, column] of found.columns.entries()) {
    if (!column) continue
    const before = seen.get(column)
    if (before !== undefined) refuse(`“${found.headers[before] ?? ''}”和“${found.headers[i] ?? ''}”是同一列，只能出现一次`)
    seen.set(column, i)
  }
}

/** Layouts that fit equally well are told apart by the file's own 目录项 column, where it has one. */
function byItemColumn(tied: Candidate[], rows: readonly FileRow[]): Candidate | undefined {
  return tied.find((c) => {
    const at = c.columns.findIndex((column) => column?.type === 'item')
    const value = textOf(rows[c.skip]?.cells[at] ?? null)
    return at >= 0 && (value === c.layout.item || value === c.layout.title)
  })
}

/**
 * Finds the header within the first rows and the layout it belongs to: all required headers present, most headers known.
 * @param rows the first rows that hold something, header included
 * @param code the layout the caller names, when they do
 * @throws DomainError LAYOUT_UNKNOWN, naming the missing columns of the nearest layout
 */
export function detectLayout(layouts: readonly Layout[], rows: readonly FileRow[], code: string | undefined, within: number): Detected {
  const wanted = code === undefined ? layouts : layouts.filter((l) => l.code === code)
  if (wanted.length === 0) refuse(`没有“${code ?? ''}”这种格式`)
  const candidates = rows.slice(0, within).flatMap((row, i) => wanted.map((layout) => match(layout, row.cells, i + 1)))
  const full = candidates.filter((c) => c.missing.length === 0).sort((a, b) => b.matched - a.matched)
  const best = full[0]
  if (best) {
    const tied = full.filter((c) => c.matched === best.matched)
    const chosen = tied.length === 1 ? best : byItemColumn(tied, rows)
    if (!chosen) refuse(`这个文件同时符合${tied.map((c) => `“${c.layout.title}”`).join('、')}，请指定格式，或在文件中加上“目录项”一列`)
    checkDoubles(chosen)
    return chosen
  }
  const nearest = candidates.reduce<Candidate | undefined>((near, c) => (!near || c.matched - c.missing.length > near.matched - near.missing.length ? c : near), undefined)
  if (!nearest || (nearest.matched === 0 && code === undefined)) refuse('没有找到认得的表头。表头应在前 5 行内，列名见“文件格式”')
  return refuse(`最接近的格式是“${nearest.layout.title}”，缺少必需的列：${named(nearest.missing)}`)
}
