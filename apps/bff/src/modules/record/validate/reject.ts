/** One thing wrong with one row, ready for the report: masked. */
export interface Reject {
  row: number
  field: string
  value: string
  reason: string
  /** The office the row names as its source, when that could be read. */
  office: string | null
}
