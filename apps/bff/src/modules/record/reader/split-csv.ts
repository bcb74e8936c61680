/** One row of a real file is a few kilobytes; more means a quote that never closes. */
export const MAX_ROW_CHARACTERS = 1_000_000

export type CsvProblem = 'quote-not-closed' | 'row-too-long'

/** Thrown with the number of rows that were still whole. */
export class CsvError extends Error {
  constructor(
    readonly problem: CsvProblem,
    readonly rowsBefore: number,
  ) {
    super(problem)
    this.name = 'CsvError'
  }
}

/** Where the first of two line ends stands, at or after `from`; the end of the text when there is none. */
interface Ends {
  lf: number
  cr: number
  quote: number
}

/**
 * Cuts text that arrives in pieces into rows (RFC 4180, as real files bend it): line ends of all three kinds, also mixed;
 * a quote inside an unquoted cell is text; text behind a closing quote makes the whole cell literal. Rows without a quote,
 * nearly all of a large file, are cut without looking at each character.
 */
export function csvSplitter(delimiter: string): { push(text: string): string[][]; end(): string[][] } {
  let held = ''
  let rowsSoFar = 0

  /** The row that begins at `from` and holds a quote; undefined when its end has not arrived. */
  function quotedRow(text: string, from: number, isLast: boolean): { cells: string[]; next: number } | undefined {
    const cells: string[] = []
    let at = from
    for (;;) {
      const start = at
      let value: string | undefined
      if (text[at] === '"') {
        value = ''
        let open = at + 1
        for (;;) {
          const close = text.indexOf('"', open)
          if (close < 0) {
            if (isLast) throw new CsvError('quote-not-closed', rowsSoFar)
            return undefined
          }
          if (close + 1 >= text.length && !isLast) return undefined
          value += text.slice(open, close)
          at = close + 1
          if (text[at] !== '"') break
          value += '"'
          open = at + 1
        }
      }
      let end = at
      while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
      if (end >= text.length && !isLast) return undefined
      cells.push(value === undefined || text.slice(at, end).trim() !== '' ? text.slice(start, end) : value)
      if (text[end] === delimiter) {
        at = end + 1
        continue
      }
      if (text[end] === '\r') {
        if (end + 1 >= text.length && !isLast) return undefined
        return { cells, next: text[end + 1] === '\n' ? end + 2 : end + 1 }
      }
      return { cells, next: end + 1 }
    }
  }

  function cut(text: string, isLast: boolean): string[][] {
    const rows: string[][] = []
    const find = (c: string, from: number) => {
      const at = text.indexOf(c, from)
      return at < 0 ? text.length : at
    }
    const ends: Ends = { lf: find('\n', 0), cr: find('\r', 0), quote: find('"', 0) }
    let at = 0
    while (at < text.length) {
      if (ends.lf < at) ends.lf = find('\n', at)
      if (ends.cr < at) ends.cr = find('\r', at)
      if (ends.quote < at) ends.quote = find('"', at)
      const end = Math.min(ends.lf, ends.cr)
      if (ends.quote < end) {
        const row = quotedRow(text, at, isLast)
        if (!row) break
        rows.push(row.cells)
        at = row.next
      } else {
        if (!isLast && (end >= text.length || (text[end] === '\r' && end + 1 >= text.length))) break
        rows.push(text.slice(at, end).split(delimiter))
        at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
      }
      rowsSoFar += 1
    }
    held = at < text.length ? text.slice(at) : ''
    if (held.length > MAX_ROW_CHARACTERS) throw new CsvError('row-too-long', rowsSoFar)
    return rows
  }

  return { push: (text) => cut(held === '' ? text : held + text, false), end: () => (held === '' ? [] : cut(held, true)) }
}
