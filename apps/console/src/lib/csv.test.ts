import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, toCsv } from './csv'

/** Reads one CSV text the way RFC 4180 says. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  const body = text.replace(/^\uFEFF/, '')
  let cell = ''
  let quoted = false
  for (let at = 0; at < body.length; at++) {
    const letter = body[at]
    if (quoted) {
      if (letter === '"' && body[at + 1] === '"') {
        cell += '"'
        at++
      } else if (letter === '"') quoted = false
      else cell += letter
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === ',') {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (letter === '\r' && body[at + 1] === '\n') {
      rows.at(-1)?.push(cell)
      cell = ''
      rows.push([])
      at++
    } else cell += letter
  }
  return rows.slice(0, -1)
}

describe('exported files', () => {
  it('a name that a spreadsheet would run is exported as text', () => {
    for (const name of ['=HYPERLINK("http://x","点我")', '+86 130', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '  =cmd|calc', '＝1+1', '＋1', '－1', '＠A1']) {
      const shown = parse(toCsv([{ title: '名称', value: (row: string) => row }], [name]))[1]?.[0]
      expect(shown).toBe(`'${name}`)
    }
  })

  it('numbers stay numbers, a negative one included; what is not there stays empty', () => {
    expect(csvCell(-12.5)).toBe('-12.5')
    expect(csvCell(0)).toBe('0')
    expect(csvCell(Number.NaN)).toBe('')
    expect(csvCell(null)).toBe('')
  })

  it('opens as UTF-8 with one line a row', () => {
    expect(toCsv([{ title: '名称', value: (row: string) => row }], ['云川市图书馆'])).toBe('\uFEFF名称\r\n云川市图书馆\r\n')
  })

  it('any text comes back whole and none of it starts a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = parse(toCsv([{ title: 'a', value: (row: [string, string]) => row[0] }, { title: 'b', value: (row: [string, string]) => row[1] }], rows)).slice(1)
        expect(read).toHaveLength(rows.length)
        for (const [index, row] of rows.entries())
          for (const [column, text] of row.entries()) {
            const shown = read[index]?.[column] ?? ''
            expect(shown).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/)
            expect([text, `'${text}`]).toContain(shown)
          }
      }),
    )
  })
})
