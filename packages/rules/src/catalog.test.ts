import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { CATALOG_KINDS, findCatalogItem, listOf, readCatalog } from './catalog'

const demo = readCatalog(parse(readFileSync(join(import.meta.dirname, '../../../cities/demo/catalog.yaml'), 'utf8')))
if (!demo.ok) throw new Error(JSON.stringify(demo.problems))
const { catalog } = demo

const item = (over: Record<string, unknown>) => ({
  code: 'good', title: '好记录', kind: 'honour', sourceOffice: '某局', subjectKind: 'both', publicity: 'public', retentionMonths: 12, scorable: false, contentFields: [{ name: 'title', title: '名称', type: 'text', required: true }], ...over,
})
const problems = (over: Record<string, unknown>) => {
  const reading = readCatalog({ version: '1', title: '目录', items: [item(over)] })
  return reading.ok ? [] : reading.problems.map((p) => p.message)
}

describe('the catalogue', () => {
  it('of the demo city has an item of every kind', () => {
    expect(CATALOG_KINDS.filter((kind) => !catalog.items.some((i) => i.kind === kind))).toEqual([])
  })

  it('keeps the special classes for those who consent', () => {
    const special = ['social-security', 'housing-fund', 'utilities', 'real-estate', 'intellectual-property', 'logistics']
    expect(special.map((kind) => catalog.items.filter((i) => i.kind === kind).map((i) => i.publicity))).toEqual(special.map(() => ['authorized']))
  })

  it('refuses blood donation, whether or not a model could use it', () => {
    expect(problems({})).toEqual([])
    for (const over of [{ title: '无偿献血' }, { code: 'blood-donation' }, { contentFields: [{ name: 'bloodType', title: '类型', type: 'text', required: true }] }]) {
      expect(problems(over)[0]).toContain('blood donation 献血 is health data')
    }
  })

  it('refuses a list for an item that is not public, or by a field it does not have', () => {
    expect(problems({ publicity: 'authorized', list: { colour: 'red' } })).toEqual(['only a public item has a list'])
    expect(problems({ list: { colour: 'red', field: 'level', values: ['A'] } })).toEqual(['names a field the item does not have'])
  })

  it('says which records make a list', () => {
    const list = (code: string, fields: Record<string, string>) => {
      const found = findCatalogItem(catalog, code)
      return found && listOf(found, fields)
    }
    expect([list('serious-list', {}), list('judgment', { performance: '全部未履行' }), list('judgment', { performance: '全部履行' }), list('tax-a-list', { level: 'A' }), list('honour', {}), list('penalty', {})]).toEqual(['black', 'black', null, 'red', 'red', null])
  })
})
