/** A number is a cell the spreadsheet stored as a number; everything else, days included, is text. */
export type Cell = string | number | null

/** `row` is what a person sees at the left edge of a spreadsheet: the first row is 1, blank rows count. */
export interface FileRow {
  row: number
  cells: Cell[]
}
