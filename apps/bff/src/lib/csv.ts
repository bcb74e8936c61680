/** A spreadsheet runs a cell that starts like this as a formula: a leading apostrophe makes it text (CWE-1236). */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/

/** One cell of a CSV that is safe to open in a spreadsheet (RFC 4180). Numbers stay numbers. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(',')}\r\n`
