import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { concernsSubject, findCatalogItem, readCatalog } from './catalog'
import { forbiddenInput } from './forbidden-inputs'
import { readScoreModel } from './read-score-model'

const CITY = new URL('../../../cities/demo/', import.meta.url)
const catalogText = readFileSync(new URL('catalog.yaml', CITY), 'utf8')
const personText = readFileSync(new URL('score-models/person-2026.yaml', CITY), 'utf8')
const secondPersonText = readFileSync(new URL('score-models/person-2026-2.yaml', CITY), 'utf8')
const organizationText = readFileSync(new URL('score-models/organization-2026.yaml', CITY), 'utf8')

function catalog() {
  const reading = readCatalog(parse(catalogText))
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.catalog
}

/** Problems after changing the text of a shipped model; fails when the text to change is not there. */
function problemsOf(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`no such text: ${from}`)
  const reading = readScoreModel(parse(text.replace(from, to)), catalog())
  return reading.ok ? '' : reading.problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n')
}

describe('shipped city data', () => {
  it('the catalogue and the models have no problem', () => {
    expect(readCatalog(parse(catalogText))).toMatchObject({ ok: true })
    for (const text of [personText, secondPersonText, organizationText]) expect(readScoreModel(parse(text), catalog())).toMatchObject({ ok: true })
  })

  it('every model has five dimensions, and every indicator its reason and source', () => {
    for (const text of [personText, secondPersonText, organizationText]) {
      const reading = readScoreModel(parse(text))
      if (!reading.ok) throw new Error('unreadable')
      expect(reading.model.dimensions).toHaveLength(5)
      expect(reading.model.weightsNote).toContain('本产品自定')
      expect(reading.model.indicators.every((indicator) => indicator.reason !== '' && indicator.source !== '')).toBe(true)
    }
  })

  it('special classes need the consent of the subject', () => {
    for (const code of ['social-security', 'housing-fund', 'utilities', 'tax-rating', 'intellectual-property', 'real-estate', 'logistics']) {
      expect(findCatalogItem(catalog(), code)?.publicity).toBe('authorized')
    }
    expect(findCatalogItem(catalog(), 'blood-donation')).toBeNull()
  })

  it('an item of both kinds concerns both, a list entry only organisations', () => {
    const penalty = findCatalogItem(catalog(), 'penalty')
    const list = findCatalogItem(catalog(), 'serious-list')
    expect(penalty && concernsSubject(penalty, 'person')).toBe(true)
    expect(list && concernsSubject(list, 'person')).toBe(false)
  })
})

describe('a model with a fault is refused', () => {
  it.each([
    ['points for what the file shows no more', personText, '{ kind: ends, months: 36 }', '{ kind: ends, months: 72 }', 'counts social-security for longer than the catalogue keeps it (60 months)'],
    ['a reward without an end for what is kept for a time', personText, '{ kind: ends, months: 36 }', '{ kind: none }', 'counts social-security for longer than the catalogue keeps it (60 months)'],
    ['a person who pays for a broken promise', secondPersonText, '违背承诺: 0 }', '违背承诺: -100 }', "a person's broken promise takes no points"],
    ['a gap between grades', personText, 'fromCenti: 55000, toCenti: 60000', 'fromCenti: 55001, toCenti: 60000', 'grades[1]: starts at 55001'],
    ['grades that end early', personText, 'toCenti: 100000', 'toCenti: 90000', 'not at the total'],
    ['an unknown dimension', personText, 'dimension: prosocial', 'dimension: nowhere', 'unknown dimension nowhere'],
    ['caps that do not sum to the total', personText, 'capCenti: 6000, floorCenti: 0 }', 'capCenti: 5000, floorCenti: 0 }', 'not to the total'],
    ['a decay that runs backwards', personText, 'fromMonths: 3, toMonths: 36', 'fromMonths: 36, toMonths: 3', 'fromMonths < toMonths'],
    ['an item outside the catalogue', personText, 'items: [honour]', 'items: [gossip]', 'no item gossip'],
    ['an item of the other kind of subject', personText, 'items: [honour]', 'items: [charity]', 'does not concern'],
    ['an item no model may use', organizationText, 'items: [honour]', 'items: [logistics]', 'does not let a model use'],
    ['a field the item does not have', personText, 'field: severity', 'field: weather', 'has no field weather'],
    ['a value the field never has', personText, '国家级: 6000', '宇宙级: 6000', 'never has the value 宇宙级'],
    ['a veto against a person', personText, 'vetoes: []', 'vetoes: [{ items: [judgment], grade: improving, reason: 失信被执行 }]', 'for rewards only'],
    ['a veto with an unknown grade', organizationText, 'grade: poor', 'grade: terrible', 'unknown grade terrible'],
    ['a person under age', personText, 'minimumAgeYears: 18', 'minimumAgeYears: 16', '18 or more'],
    ['a base in the lowest grade', personText, 'baseCenti: 60000', 'baseCenti: 10000', 'lowest grade'],
    ['nothing said about misuse', personText, /notUsedFor:[\s\S]*$/.exec(personText)?.[0] ?? '', 'notUsedFor: []', 'never used for'],
    ['a deduction without a floor', personText, 'floorCenti: -20000', 'floorCenti: 0', 'takes points but has a floor of 0'],
    ['blood donation as an input', personText, 'title: 志愿服务时长', 'title: 无偿献血次数', '献血 may never be an input'],
    ['a religious field as an input', personText, 'field: severity', 'field: religiousGroup', 'religious may never be an input'],
    ['a misspelt key', personText, 'weightsNote:', 'weightNote:', 'weightNote: unknown key'],
    ['a fraction of a point', personText, 'pointsCenti: 150', 'pointsCenti: 1.5', 'must be an integer'],
    ['a code used twice', personText, 'code: penalty', 'code: judgment', 'the code judgment occurs twice'],
  ])('%s', (_, text, from, to, message) => {
    expect(problemsOf(text, from, to)).toContain(message)
  })

  it('data that is no model at all', () => {
    for (const data of [null, 'x', [], 7, { id: 1 }]) expect(readScoreModel(data).ok).toBe(false)
  })
})

describe('a catalogue with a fault is refused', () => {
  it.each([
    ['a code used twice', 'code: permit', 'code: penalty', 'occurs twice'],
    ['an unknown kind', 'kind: honour', 'kind: rumour', 'must be one of'],
    ['health data for a score', 'title: 活动名称', 'title: 献血次数', 'a scorable item may not hold 献血'],
    ['options of a number', 'name: hours, title: 服务时长（小时）, type: number', 'name: hours, title: 服务时长（小时）, options: [a], type: number', 'only a text has options'],
    ['a retention of nothing', 'retentionMonths: 24', 'retentionMonths: 0', 'must be positive'],
  ])('%s', (_, from, to, message) => {
    expect(catalogText).toContain(from)
    const reading = readCatalog(parse(catalogText.replace(from, to)))
    expect(reading.ok ? '' : JSON.stringify(reading.problems)).toContain(message)
  })
})

describe('forbidden inputs', () => {
  it('are found in codes, camel-case fields and Chinese titles, not inside other words', () => {
    for (const text of ['blood-donation', 'bloodType', 'geneTest', 'religion', 'patient_disease', '宗教信仰', '献血', 'DNA', '基因检测']) {
      expect(forbiddenInput(text)).not.toBeNull()
    }
    for (const text of ['general', 'generation', 'surface', 'trace', '志愿服务', 'tax-rating', 'paidMonths']) expect(forbiddenInput(text)).toBeNull()
  })
})
