import { forbiddenInput } from './forbidden-inputs'
import { at, expectKeys, isAbsent, readBoolean, readInteger, readList, readOneOf, readText, report, rootCursor } from './shape'
import type { Cursor, Problem } from './shape'

/** 信用主体: a natural person 自然人, or a legal person, other organisation or 个体工商户. */
export type SubjectKind = 'person' | 'organization'

/** Kinds of public credit information, after 《全国公共信用信息基础目录》. */
export const CATALOG_KINDS = [
  'registration', 'permit', 'penalty', 'coercion', 'confirmation', 'payment', 'ruling', 'compensation', 'award', 'inspection', 'judgment',
  'serious-list', 'abnormal-list', 'honour', 'tax-rating', 'social-security', 'housing-fund', 'utilities', 'real-estate',
  'intellectual-property', 'logistics', 'contract', 'commitment', 'volunteer', 'charity',
] as const
export type CatalogKind = (typeof CATALOG_KINDS)[number]

/** Chinese title of each kind, for screens and documents. */
export const CATALOG_KIND_TITLES: Readonly<Record<CatalogKind, string>> = {
  registration: '登记', permit: '行政许可', penalty: '行政处罚', coercion: '行政强制', confirmation: '行政确认', payment: '行政给付', ruling: '行政裁决',
  compensation: '行政补偿', award: '行政奖励', inspection: '监督检查', judgment: '司法判决与执行', 'serious-list': '严重失信名单',
  'abnormal-list': '异常名录', honour: '荣誉表彰', 'tax-rating': '纳税信用', 'social-security': '社保', 'housing-fund': '公积金', utilities: '水电气',
  'real-estate': '不动产', 'intellectual-property': '知识产权', logistics: '仓储物流', contract: '合同履约', commitment: '信用承诺与践诺',
  volunteer: '志愿服务', charity: '慈善捐赠',
}

export interface ContentField {
  name: string
  title: string
  /** `fen` is an integer amount of money; `number` an integer in the unit its title names. */
  type: 'text' | 'number' | 'day' | 'fen'
  required: boolean
  /** The only values a text may have. */
  options?: string[]
  /** Goes on as time does (登记变更, 履行情况): another value later does not say that the earlier one was wrong. */
  progresses?: boolean
}

/** An entry 目录项 of 公共信用信息目录. A record outside the catalogue cannot be stored. */
export interface CatalogItem {
  code: string
  title: string
  kind: CatalogKind
  /** Chinese name of the office that supplies it. */
  sourceOffice: string
  subjectKind: SubjectKind | 'both'
  /**
   * `public`: an organisation's record is shown to everybody; a natural person's record never is.
   * `authorized`: visible and usable only under a living consent of the subject.
   */
  publicity: 'public' | 'authorized'
  /** Calendar months from the decision for which the record is kept; `null`: as long as the subject exists. */
  retentionMonths: number | null
  /** Whether a score model may use it. */
  scorable: boolean
  /** Records of the item put an organisation on the public red list 红名单 or black list 黑名单. */
  list?: ListRule
  contentFields: ContentField[]
}

/** Which records of an item count for a list: all of them, or those whose `field` has one of `values`. */
export interface ListRule { colour: 'red' | 'black'; field?: string; values?: string[] }

export interface Catalog { version: string; title: string; items: CatalogItem[] }

export type CatalogReading = { ok: true; catalog: Catalog } | { ok: false; problems: Problem[] }

const ITEM_KEYS = ['code', 'title', 'kind', 'sourceOffice', 'subjectKind', 'publicity', 'retentionMonths', 'scorable', 'list', 'contentFields']

function readField(cursor: Cursor): ContentField {
  expectKeys(cursor, ['name', 'title', 'type', 'required', 'options', 'progresses'])
  const field: ContentField = {
    name: readText(at(cursor, 'name')),
    title: readText(at(cursor, 'title')),
    type: readOneOf(at(cursor, 'type'), ['text', 'number', 'day', 'fen']),
    required: readBoolean(at(cursor, 'required')),
  }
  const options = at(cursor, 'options')
  if (!isAbsent(options)) field.options = readList(options, readText)
  const progresses = at(cursor, 'progresses')
  if (!isAbsent(progresses)) field.progresses = readBoolean(progresses)
  if (field.options && field.type !== 'text') report(options, 'only a text has options')
  return field
}

function readListRule(cursor: Cursor): ListRule {
  expectKeys(cursor, ['colour', 'field', 'values'])
  const rule: ListRule = { colour: readOneOf(at(cursor, 'colour'), ['red', 'black']) }
  if (isAbsent(at(cursor, 'field'))) return rule
  return { ...rule, field: readText(at(cursor, 'field')), values: readList(at(cursor, 'values'), readText) }
}

/** Donating blood is health data: no item may hold it, whether a model could use it or not. */
const BLOOD = /blood|献血|血型/i

function readItem(cursor: Cursor): CatalogItem {
  expectKeys(cursor, ITEM_KEYS)
  const retention = at(cursor, 'retentionMonths')
  const item: CatalogItem = {
    code: readText(at(cursor, 'code')),
    title: readText(at(cursor, 'title')),
    kind: readOneOf(at(cursor, 'kind'), CATALOG_KINDS),
    sourceOffice: readText(at(cursor, 'sourceOffice')),
    subjectKind: readOneOf(at(cursor, 'subjectKind'), ['person', 'organization', 'both']),
    publicity: readOneOf(at(cursor, 'publicity'), ['public', 'authorized']),
    retentionMonths: isAbsent(retention) ? null : readInteger(retention),
    scorable: readBoolean(at(cursor, 'scorable')),
    contentFields: readList(at(cursor, 'contentFields'), readField),
  }
  const list = at(cursor, 'list')
  if (!isAbsent(list)) item.list = readListRule(list)
  if (item.list && item.publicity !== 'public') report(list, 'only a public item has a list')
  if (item.list?.field !== undefined && !item.contentFields.some((f) => f.name === item.list?.field)) report(list, 'names a field the item does not have')
  for (const text of [item.code, item.title, ...item.contentFields.flatMap((field) => [field.name, field.title])]) {
    if (BLOOD.test(text)) report(cursor, `blood donation 献血 is health data and may not be catalogued: ${text}`)
  }
  if (!/^[a-z][a-z0-9-]*$/.test(item.code)) report(at(cursor, 'code'), 'must be lower-case letters, digits and hyphens')
  if (item.retentionMonths !== null && item.retentionMonths <= 0) report(retention, 'must be positive, or null')
  for (const text of [item.code, item.title, ...item.contentFields.flatMap((field) => [field.name, field.title])]) {
    const found = forbiddenInput(text)
    if (item.scorable && found !== null) report(cursor, `a scorable item may not hold ${found}`)
  }
  const names = item.contentFields.map((field) => field.name)
  if (new Set(names).size !== names.length) report(at(cursor, 'contentFields'), 'a field name occurs twice')
  return item
}

/** Reads a city's `catalog.yaml` (already parsed) and reports every problem: shape, unknown keys, double codes. */
export function readCatalog(data: unknown): CatalogReading {
  const cursor = rootCursor(data)
  expectKeys(cursor, ['version', 'title', 'items'])
  const catalog: Catalog = {
    version: readText(at(cursor, 'version')),
    title: readText(at(cursor, 'title')),
    items: readList(at(cursor, 'items'), readItem),
  }
  const codes = catalog.items.map((item) => item.code)
  for (const code of new Set(codes)) {
    if (codes.indexOf(code) !== codes.lastIndexOf(code)) report(at(cursor, 'items'), `the code ${code} occurs twice`)
  }
  return cursor.problems.length > 0 ? { ok: false, problems: cursor.problems } : { ok: true, catalog }
}

/** The item with this code, `null` when the catalogue has none. */
export function findCatalogItem(catalog: Catalog, code: string): CatalogItem | null {
  return catalog.items.find((item) => item.code === code) ?? null
}

/** The list a record with these fields puts an organisation on, `null` for none. */
export function listOf(item: CatalogItem, fields: Readonly<Record<string, string | number>>): 'red' | 'black' | null {
  if (!item.list) return null
  if (item.list.field === undefined) return item.list.colour
  return item.list.values?.includes(String(fields[item.list.field])) === true ? item.list.colour : null
}

/** Whether subjects of this kind have records of the item. */
export function concernsSubject(item: CatalogItem, subjectKind: SubjectKind): boolean {
  return item.subjectKind === 'both' || item.subjectKind === subjectKind
}
