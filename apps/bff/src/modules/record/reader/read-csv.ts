import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { type Encoding, type Source, unreadable } from './open-source'
import type { FileRow } from './file-row'

/** One row of a real file is a few kilobytes; more means a quote that never closes. */
const MAX_ROW_CHARACTERS = 1_000_000

const LABELS: Record<Exclude<Encoding, 'XLSX'>, string> = { 'UTF-8': 'utf-8', GB18030: 'gb18030', 'UTF-16LE': 'utf-16le', 'UTF-16BE': 'utf-16be' }

async function* decode(source: Source): AsyncGenerator<string> {
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

async function* startingWith(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

const EXPLAINED: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: '有一个引号没有成对，后面的内容都被当成了一格',
  CSV_MAX_RECORD_SIZE: '有一行超长，可能是引号没有成对',
}

/** CSV as a stream. Quotes inside an unquoted cell are text, as spreadsheets read them. @throws DomainError FILE_UNREADABLE */
export async function* readCsv(source: Source): AsyncGenerator<FileRow> {
  const texts = decode(source)
  const first = await texts.next()
  if (first.done) throw unreadable('文件是空的')
  const parser = parse({
    delimiter: sniffDelimiter(first.value),
    // Given, not discovered: real files mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_ROW_CHARACTERS,
  })
  const input = Readable.from(startingWith(first.value, texts), { objectMode: false, encoding: 'utf8' })
  input.on('error', (error) => parser.destroy(error))
  input.pipe(parser)
  let row = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1
      yield { row, cells }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw unreadable(`第 ${row + 1} 行起无法读取：${EXPLAINED[error.code] ?? '引号或分隔符有误'}`)
  } finally {
    input.destroy()
    parser.destroy()
  }
}
