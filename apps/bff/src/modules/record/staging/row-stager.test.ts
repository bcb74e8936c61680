import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { SEAL_CONTENT } from '../landing/record-content'
import { rowKeyer } from '../landing/key-row'
import { generateKeyFile, openSealer } from '../../../lib/keys'
import { cityData } from '../../city/city-data'
import { loadCity } from '../../city/load-city'
import { generateBulkPenalties } from '../../demo/generate-bulk-penalties'
import { detectLayout, HEADER_WITHIN } from '../layout/detect-layout'
import { loadLayouts } from '../layout/load-layouts'
import type { FileRow } from '../reader/file-row'
import { isBlank } from '../reader/row-shape'
import { csvSplitter } from '../reader/split-csv'
import { rowValidator } from '../validate/validate-row'
import { type RowStager, rowStager } from './row-stager'
import { stageWriter } from './stage-writer'

const city = loadCity('demo')
const sealer = openSealer(generateKeyFile())
const context = { today: '2026-11-21', scenes: city.scenes, items: cityData(city).itemsByCode }
const keys = { sealer, idHead: 'rec_0123456789', isOnce: false }

const cut = (text: string): string[][] => {
  const splitter = csvSplitter(',')
  return [...splitter.push(text), ...splitter.end()]
}

/** The fields of staged rows, nothing as `null`; numbers and days are their four bytes. */
function fieldsOf(bytes: Uint8Array): (string | null)[][] {
  const view = Buffer.from(bytes)
  const rows: (string | null)[][] = []
  for (let at = 0; at < view.length; ) {
    const fields: (string | null)[] = []
    const count = view.readInt16BE(at)
    at += 2
    for (let i = 0; i < count; i += 1) {
      const length = view.readInt32BE(at)
      at += 4
      fields.push(length < 0 ? null : [1, 11, 12].includes(i) ? String(view.readInt32BE(at)) : view.toString('utf8', at, at + length))
      at += Math.max(0, length)
    }
    rows.push(fields)
  }
  return rows
}

/** A row with its id's chance taken off and what is sealed opened: the rest must be the same, byte for byte. */
function opened(row: (string | null)[]): (string | null)[] {
  const fields = [...row]
  const open = (at: number, seal: string) => {
    if (typeof fields[at] === 'string') fields[at] = sealer.open(fields[at], seal)
  }
  if (fields[2] === 'person') {
    open(4, 'subject.name')
    open(5, 'subject.id_number')
  }
  open(15, SEAL_CONTENT)
  return [fields[0]?.slice(0, 21) ?? '', ...fields.slice(1)]
}

/** The rows of a file read the long way, one object a row. */
function theLongWay(header: string[], rows: FileRow[]) {
  const detected = detectLayout(loadLayouts(city), [{ row: 1, cells: header }], undefined, HEADER_WITHIN)
  const [check, keyed, write] = [rowValidator(detected, context), rowKeyer(sealer, detected.layout), stageWriter(detected.layout, keys)]
  const lines: (string | null)[][] = []
  const rejects: unknown[] = []
  let total = 0
  for (const row of rows.filter((r) => !isBlank(r))) {
    total += 1
    const checked = check(row)
    if (checked.ok) lines.push(...fieldsOf(write(keyed(checked.row))))
    else rejects.push(...checked.rejects)
  }
  return { detected, lines, rejects, total }
}

function bothWays(text: string, before?: RowStager) {
  const [header = [], ...rest] = cut(text)
  const long = theLongWay(header, rest.map((cells, i) => ({ row: i + 2, cells })))
  const stager = before ?? rowStager({ ...keys, detected: long.detected, context, delimiter: ',' })
  const staged = stager.stageBytes(Buffer.from(text.slice(text.indexOf('\n') + 1)), 2)
  const lines = fieldsOf(staged.lines)
  expect({ rows: staged.rows, staged: staged.staged, rejects: staged.rejects }).toEqual({ rows: long.total, staged: long.lines.length, rejects: long.rejects })
  expect(lines.map(opened)).toEqual(long.lines.map(opened))
  return { stager, staged }
}

const bulk = (seed: number, rows: number) => [...generateBulkPenalties(seed, '2026-11-20', rows)].join('').replace('\ufeff', '')

describe('rows staged by their bytes', () => {
  it('are the lines the long way writes, new or remembered', () => {
    const text = bulk(3, 1500)
    const { stager, staged } = bothWays(text)
    expect(staged.staged).toBe(1500)
    bothWays(text, stager)
  })

  it('are the same whatever an office does to a cell: wrong, odd, quoted, empty, too long, too many', () => {
    const [header = '', ...lines] = bulk(4, 60).split('\r\n').filter((l) => l !== '')
    const width = cut(header)[0]?.length ?? 0
    const odd = fc.constantFrom('', ' ', '　', '无', '-', 'N/A', '\\N', '—', '"甲""乙"', '"甲,乙"', '"甲\n乙"', '"甲"x', '"甲" ', 'a"b', '\\', 'a\tb', '\u200b', '２０２６年１月２日', '2026-02-30', '2031-01-01', '2099-12-31', '2100-01-01', '罚款', '吊销许可证件', '自然人', '个体工商户', '撤销', '无效', '0.0000001', '1,000', '５万元', '91990101MA0000001X', '990101199001010016', '居民身份证', '护照', '云市监罚〔2026〕7号', 'é（甲）・·', '甲。', '〔甲〕[乙]{丙}《丁》〈戊〉【己】・庚aZ', '甲乙丙丁戊己。', '甲乙丙丁戊.', '甲乙丙　丁戊', '甲乙`丙丁戊', '甲乙\\丙丁', '甲乙—丙丁戊', '／：，。；！甲', 'ab .', '𠮷', '“甲”（乙），丙：丁；戊！己？…—庚', '甲 乙丙 丁戊', '甲  乙丙丁', '买买提·艾力', '（甲乙丙丁戊。', '——', '“甲”', 'NULL', '甲ＮＡ乙丙丁', '甲，乙​丙丁', 'Co., Ltd 甲', '91990101ma0000001x', '云汀（甲）公司.', '长'.repeat(130), 'x'.repeat(1500))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(lines.length - 1), fc.array(fc.tuple(fc.nat(width), odd), { maxLength: 4 })), { minLength: 1, maxLength: 30 }), fc.constantFrom('\r\n', '\n', '\r'), (rows, end) => {
        const text = rows.map(([n, changes]) => {
          const cells = (lines[n] ?? '').split(',')
          for (const [at, value] of changes) cells[at] = value
          return cells.join(',')
        })
        bothWays(`${header}\n${text.join(end)}`)
      }),
      { numRuns: 120 },
    )
  })

  it('of a layout made from the catalogue, with its defaults and its one code column', () => {
    const rows = ['志愿服务,自然人,990101198505050016,安芷舟,ZY-1,2026年5月4日,,云汀市志愿服务联合会,河岸清洁,6', ',自然人,99010119850505001x,安芷舟,ZY-2,2026-05-04,2099-12-31,云汀市志愿服务联合会,河岸清洁,6', '荣誉表彰,法人,91990101MA0000001X,云汀某公司,ZY-3,2026-05-04,,云汀市志愿服务联合会,河岸清洁,2.5']
    bothWays(`目录项,信用主体类别,主体代码,主体名称,编号,决定日期,截止日期,来源单位,活动名称,服务时长（小时）\n${[...rows, ...rows].join('\n')}\n`)
  })
})
