import { createHash } from 'node:crypto'
import { addDays, ageOn, checkIdCard, checkUscc, type Day, looksLikePhone, toHalfWidth } from '@xinhui/rules'
import { parse } from 'csv-parse/sync'
import { type Arbitrary, assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadCity } from '../city/load-city'
import { LENDERS } from './copy/lenders'
import { MERCHANTS } from './copy/merchants'
import { generateBulkPenalties } from './generate-bulk-penalties'
import { generateCity } from './generate-city'
import { makeUscc, REGIONS } from './generate-identifiers'
import { generatePersons } from './generate-persons'
import { PERSONAS } from './personas'

const DAY = '2026-11-21'
const city = generateCity(1, DAY)
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const rowsOf = (layout: string): Record<string, string>[] => {
  const file = city.files.find((f) => f.layout === layout)
  return parse(Buffer.from(file?.bytes ?? []), { bom: true, columns: true })
}

describe('the demo city', () => {
  test('is the same to the byte for the same seed and day, and another for another seed', () => {
    expect(generateCity(1, DAY).files.map((f) => sha(f.bytes))).toEqual(city.files.map((f) => sha(f.bytes)))
    const other = generateCity(2, DAY).files.map((f) => sha(f.bytes))
    // Merchants' own words do not depend on the seed, but their codes do.
    expect(city.files.filter((f, i) => sha(f.bytes) === other[i])).toEqual([])
  })

  test('has 300 organisations, 500 persons, 48 merchants, 73 perks over all 20 scenes, 12 lenders and 30 loan products', () => {
    const counts = Object.fromEntries(city.files.map((f) => [f.layout, f.rows]))
    expect(counts).toMatchObject({ persons: 500, 'enterprise-registry': 300, merchants: 48, perks: 73, lenders: 12, 'loan-products': 30 })
    expect(counts['stores']).toBeGreaterThanOrEqual(60)
    const perks = MERCHANTS.flatMap((m) => m.perks)
    const known = new Set(loadCity('demo').scenes.map((s) => s.code))
    const scenes = new Set(perks.map((p) => p.scene))
    expect(scenes.size).toBe(20)
    expect([...scenes].filter((s) => !known.has(s))).toEqual([])
    expect(perks.filter((p) => p.tiers.all !== undefined).length).toBeGreaterThan(40)
    expect(LENDERS.flatMap((l) => l.products)).toHaveLength(30)
    for (const f of city.files) expect(f.rows, f.fileName).toBeGreaterThan(0)
  })

  test('gives every organisation a valid code and every person a valid number, all in the region that does not exist', () => {
    const codes = city.organizations.map((o) => checkUscc(o.uscc))
    expect(codes.filter((c) => !c.ok || !c.orgCodeOk || !REGIONS.some((r) => r === c.parts.region))).toEqual([])
    expect(new Set(city.organizations.map((o) => o.uscc)).size).toBe(300)
    expect(new Set(city.organizations.map((o) => o.name)).size).toBe(300)
    const numbers = city.persons.map((p) => checkIdCard(p.idNumber, DAY))
    expect(numbers.filter((n) => !n.ok || !REGIONS.some((r) => r === n.region))).toEqual([])
    expect(new Set(city.persons.map((p) => p.idNumber)).size).toBe(500)
    expect(city.persons.every((p) => p.phone.startsWith('154') && looksLikePhone(p.phone))).toBe(true)
  })

  test('writes no identifier from outside its region into any file', () => {
    let seen = 0
    for (const file of city.files.filter((f) => f.fileName.endsWith('.csv'))) {
      const text = toHalfWidth(Buffer.from(file.bytes).toString('utf8')).toUpperCase()
      const identifiers = text.match(/(?<![0-9A-Z])[0-9A-Z]{6} ?[0-9A-Z]{12}(?![0-9A-Z])/g) ?? []
      const foreign = identifiers.map((i) => i.replace(' ', '')).filter((i) => !(i.startsWith('9901') && checkIdCard(i, DAY).ok) && !(i.slice(2, 6) === '9901' && checkUscc(i).ok))
      expect(foreign, file.fileName).toEqual([])
      seen += identifiers.length
    }
    expect(seen).toBeGreaterThan(10_000)
  })

  test('covers three years, and decides nothing in the future or before a firm exists', () => {
    const ratings = rowsOf('tax-rating')
    expect(new Set(ratings.map((r) => r['评价年度']))).toEqual(new Set(['2023', '2024', '2025']))
    const registered = new Map(city.organizations.map((o) => [o.uscc, o.registeredOn]))
    const penalties = rowsOf('penalty')
    const days = penalties.map((p) => ({ on: toHalfWidth(p['处罚决定日期'] ?? '').replaceAll(/\D+/g, '-').replace(/-$/, ''), of: registered.get(toHalfWidth(p['行政相对人代码_1(统一社会信用代码)'] ?? '').replaceAll(' ', '').toUpperCase()) }))
    const iso = days.map(({ on, of }) => {
      const [y = '', m = '', d = ''] = on.includes('-') ? on.split('-') : [on.slice(0, 4), on.slice(4, 6), on.slice(6)]
      return { on: `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`, of }
    })
    expect(iso.filter((x) => x.on >= DAY || x.on < addDays(DAY, -1100))).toEqual([])
    expect(iso.filter((x) => x.of !== undefined && x.on < x.of)).toEqual([])
    expect(penalties.filter((p) => p['行政相对人类别'] === '自然人').length).toBeGreaterThan(30)
  })

  test('exercises the import with the notations of real files', () => {
    const capitals = rowsOf('enterprise-registry').map((r) => r['注册资金'] ?? '')
    for (const notation of [/^\d+万人民币元$/, /^[\d,]+\(万\)$/, /^[０-９]+万元$/, /^N\/A$/, /^\d+\.0000\(万元\)$/]) expect(capitals.filter((c) => notation.test(c)).length, String(notation)).toBeGreaterThan(3)
    expect(city.files.some((f) => f.fileName.endsWith('.xlsx'))).toBe(true)
    expect(city.files.some((f) => Buffer.from(f.bytes.subarray(0, 3)).equals(Buffer.from([0xef, 0xbb, 0xbf])))).toBe(true)
  })
})

test('on any day the personas have the age their story tells', () => {
  const day: Arbitrary<Day> = integer({ min: 0, max: 3000 }).map((n) => addDays('2025-01-01', n))
  assert(
    property(day, (today) => {
      const persons = generatePersons(1, today)
      PERSONAS.forEach((persona, i) => {
        expect(persons[i]?.name).toBe(persona.name)
        expect(ageOn(persons[i]?.birthDay ?? today, today)).toBe(persona.ageYears)
      })
    }),
    { numRuns: 30, examples: [['2028-02-29'], ['2027-03-03']] },
  )
})

test('codes made from different numbers differ', () => {
  assert(
    property(integer({ min: 0, max: 31 ** 6 - 2_000_001 }), integer({ min: 1, max: 2_000_000 }), (n, more) => {
      expect(makeUscc(1, n, '91', REGIONS[0])).not.toBe(makeUscc(1, n + more, '91', REGIONS[0]))
    }),
  )
})

test('a penalty file of any length comes in pieces of at most a thousand rows', () => {
  const pieces = [...generateBulkPenalties(1, DAY, 2500)]
  expect(pieces.map((p) => p.split('\r\n').length - 1)).toEqual([1, 1000, 1000, 500])
  expect(pieces.join('')).toBe([...generateBulkPenalties(1, DAY, 2500)].join(''))
})
