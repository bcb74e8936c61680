import { strToU8, zipSync } from 'fflate'

/** One row of a file: header → text. A header that is absent is an empty cell. */
export type Row = Partial<Record<string, string>>

/** A file as an office would send it. */
export interface DemoFile {
  fileName: string
  layout: string
  /** How many data rows it has. */
  rows: number
  bytes: Uint8Array
}

const quote = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

export const csvLine = (headers: readonly string[], row: Row): string => `${headers.map((h) => quote(row[h] ?? '')).join(',')}\r\n`
export const csvHeader = (headers: readonly string[]): string => `${headers.map(quote).join(',')}\r\n`

/** CSV (RFC 4180) in UTF-8; `bom` as Excel writes it. */
export function writeCsv(headers: readonly string[], rows: readonly Row[], bom: boolean): Uint8Array {
  return strToU8((bom ? '\ufeff' : '') + csvHeader(headers) + rows.map((row) => csvLine(headers, row)).join(''))
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Column letters of a 0-based index: 0 → A, 26 → AA. */
function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)
}

/** The least XLSX (ECMA-376) a reader accepts: one sheet of inline strings. The zip's time is fixed, so the same rows are the same bytes. */
export function writeXlsx(headers: readonly string[], rows: readonly Row[]): Uint8Array {
  const lines = [headers, ...rows.map((row) => headers.map((h) => row[h] ?? ''))]
  const sheet = lines
    .map((cells, r) => `<row r="${r + 1}">${cells.map((cell, c) => (cell === '' ? '' : `<c r="${columnName(c)}${r + 1}" t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`)).join('')}</row>`)
    .join('')
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(HEAD + text)])), { mtime: new Date(2026, 0, 1) })
}
