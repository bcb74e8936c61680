import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it, vi } from 'vitest'
import { DomainError } from '../../../errors'
import { xlsx } from '../fixtures/xlsx'
import { openSource } from './open-source'
import { sniffDelimiter } from './read-csv'
import type { FileRow } from './file-row'
import { readRows } from './rows'
import { unpackXlsx } from './unpack-xlsx'

async function read(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<FileRow[]> {
  const source = await openSource({ bytes, fileName: 'file.csv' }, 50_000_000)
  if ('problem' in source) throw source.problem
  try {
    const rows: FileRow[] = []
    for await (const block of readRows(source)) rows.push(...block)
    return rows
  } finally {
    await source.close()
  }
}
const cells = async (bytes: Uint8Array) => (await read(bytes)).map((r) => r.cells)
const messageOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof DomainError) return error.message
  }
  return ''
}

describe('CSV', () => {
  it('is read with quotes, doubled quotes, line breaks in cells and mixed line ends', async () => {
    expect(await cells(strToU8('\ufeffa,"b ""x""",c\r\n"第一行\n第二行",5" 管,\r,,\n3,4,5'))).toEqual([['a', 'b "x"', 'c'], ['第一行\n第二行', '5" 管', ''], ['3', '4', '5']])
  })

  it('keeps the row numbers a spreadsheet shows: blank rows count, a line break in a cell does not', async () => {
    expect((await read(strToU8('a,b\n\n"x\ny",2\n,,\n3,4\n'))).map((r) => r.row)).toEqual([1, 3, 5])
  })

  it('separated by tabs or semicolons is noticed', () => {
    expect(sniffDelimiter('甲\t乙\t丙\n"1,2,3,4"\t5\t6')).toBe('\t')
    expect(sniffDelimiter('甲;乙;丙')).toBe(';')
    expect(sniffDelimiter('甲')).toBe(',')
  })

  it('with a UTF-16 mark, as spreadsheets save “Unicode text”, is read', async () => {
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('甲\t乙\r\n1\t2\r\n', 'utf16le')])
    expect(await cells(little)).toEqual([['甲', '乙'], ['1', '2']])
    const big = Buffer.from(little)
    big.swap16()
    expect(await cells(big)).toEqual([['甲', '乙'], ['1', '2']])
  })

  it('is read the same however its bytes are cut', async () => {
    const bytes = Buffer.from('企业名称,备注\n云汀市𠮷祥公司,"一，二"\n')
    async function* drops() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    expect((await read(drops())).map((r) => r.cells)).toEqual(await cells(bytes))
  })

  it('leaves no copy of the file in the temporary folder', async () => {
    const own = mkdtempSync(join(tmpdir(), 'xinhui-test-'))
    vi.stubEnv('TMPDIR', own)
    async function* twoParts() {
      yield strToU8('a,b\n1')
      // Already while the file arrives it has no name any more.
      expect(readdirSync(own)).toEqual([])
      yield strToU8(',2\n')
    }
    expect((await read(twoParts())).map((r) => r.cells)).toEqual([['a', 'b'], ['1', '2']])
    vi.unstubAllEnvs()
    rmSync(own, { recursive: true })
  })
})

describe('XLSX', () => {
  it('gives days from date cells, numbers as numbers, what formulas show, and real row numbers', async () => {
    const rows = await read(xlsx([['标题'], undefined, ['日期', '金额', '名称', '备注'], [{ serial: 46082 }, 0.05, '甲 & <乙>', { formula: '1+1', shows: '2' }], undefined, ['2026-03-02', 1538.1, null, '末']]))
    expect(rows).toEqual([
      { row: 1, cells: ['标题', null, null, null] },
      { row: 3, cells: ['日期', '金额', '名称', '备注'] },
      { row: 4, cells: ['2026-03-01', 0.05, '甲 & <乙>', '2'] },
      { row: 6, cells: ['2026-03-02', 1538.1, null, '末'] },
    ])
  })

  it('is known by its content, whatever its name, and pictures in it are never unpacked', async () => {
    expect(await cells(xlsx([['a'], ['b']], { 'xl/media/image1.png': new Uint8Array(3_000_000) }))).toEqual([['a'], ['b']])
    expect(unpackXlsx(xlsx([['a']], { 'xl/media/image1.png': new Uint8Array(3_000_000) }), 100_000).length).toBeLessThan(100_000)
  })

  it('that unfolds beyond the limit is a bomb: refused by what it declares, and by what it does when it lies', () => {
    const honest = xlsx([['a']], { 'xl/sharedStrings.xml': new Uint8Array(5_000_000) })
    expect(messageOf(() => unpackXlsx(honest, 1_000_000))).toContain('解压后超过 0 MB')
    const liar = Uint8Array.from(honest)
    // Every declared uncompressed size, local and central, becomes 10 bytes.
    const view = new DataView(liar.buffer)
    for (let i = 0; i + 4 < liar.length; i += 1) {
      const signature = view.getUint32(i, true)
      if (signature === 0x04034b50) view.setUint32(i + 22, 10, true)
      if (signature === 0x02014b50) view.setUint32(i + 24, 10, true)
    }
    expect(messageOf(() => unpackXlsx(liar, 1_000_000))).toContain('解压后超过 0 MB')
  })

  it('with thousands of parts, or cut short, is refused', async () => {
    const parts = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`xl/p${i}.xml`, new Uint8Array(1)]))
    expect(messageOf(() => unpackXlsx(zipSync(parts), 1_000_000))).toContain('部件太多')
    const whole = xlsx([['a', 'b'], ['1', '2']])
    for (const end of [10, 100, 500, whole.length - 200, whole.length - 30]) await expect(read(whole.subarray(0, end))).rejects.toBeInstanceOf(DomainError)
  })
})
