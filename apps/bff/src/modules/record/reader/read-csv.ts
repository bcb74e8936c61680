import { type Encoding, type Source, unreadable } from './open-source'
import type { FileRow } from './file-row'
import { CsvError, type CsvProblem, csvSplitter } from './split-csv'

const LABELS: Record<Exclude<Encoding, 'XLSX'>, string> = { 'UTF-8': 'utf-8', GB18030: 'gb18030', 'UTF-16LE': 'utf-16le', 'UTF-16BE': 'utf-16be' }

/** @throws DomainError FILE_UNREADABLE */
export async function* decode(source: Source): AsyncGenerator<string> {
  const { encoding } = source
  if (encoding === 'XLSX') throw new Error('not a text file')
  const decoder = new TextDecoder(LABELS[encoding], { fatal: true })
  try {
    for await (const chunk of source.read() as AsyncIterable<Uint8Array>) {
      source.consumed += chunk.length
      const text = decoder.decode(chunk, { stream: true })
      if (encoding.startsWith('UTF-16') && text.includes('\0')) throw unreadable('文件里有空字符（NUL），不是可读的 CSV')
      if (text) yield text
    }
    const rest = decoder.decode()
    if (rest) yield rest
  } catch (error) {
    if (error instanceof TypeError) throw unreadable('文件的编码既不是 UTF-8 也不是 GB18030，请用表格软件另存为“CSV UTF-8”后再上传')
    throw error
  }
}

/** Comma, tab or semicolon: the one that occurs most in the first lines, outside quotes. */
export function sniffDelimiter(text: string): string {
  const head = text.split(/\r?\n/, 5).join('\n').replaceAll(/"[^"]*"/g, '')
  const counted = [',', '\t', ';'].map((d) => ({ d, n: head.split(d).length }))
  return counted.reduce((best, c) => (c.n > best.n ? c : best)).d
}

const EXPLAINED: Readonly<Record<CsvProblem, string>> = {
  'quote-not-closed': '有一个引号没有成对，后面的内容都被当成了一格',
  'row-too-long': '有一行超长，可能是引号没有成对',
}

/** What a person is told of a file whose rows cannot be told apart; every other error as it is. */
export const explainCsv = (error: unknown): unknown => (error instanceof CsvError ? unreadable(`第 ${error.rowsBefore + 1} 行起无法读取：${EXPLAINED[error.problem]}`) : error)

/** CSV as a stream, in blocks of rows. Quotes inside an unquoted cell are text, as spreadsheets read them. @throws DomainError FILE_UNREADABLE */
export async function* readCsv(source: Source): AsyncGenerator<FileRow[]> {
  let splitter: ReturnType<typeof csvSplitter> | undefined
  let row = 0
  const numbered = (cut: string[][]): FileRow[] => cut.map((cells) => ({ row: (row += 1), cells }))
  try {
    for await (const text of decode(source)) {
      if (!splitter) {
        source.delimiter = sniffDelimiter(text)
        splitter = csvSplitter(source.delimiter)
      }
      yield numbered(splitter.push(text))
    }
    if (!splitter) throw unreadable('文件是空的')
    yield numbered(splitter.end())
  } catch (error) {
    throw explainCsv(error)
  }
}
