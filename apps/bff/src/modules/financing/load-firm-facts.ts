import { addMonths, dayInShanghai } from '@xinhui/rules'
import { type DataClass, type Fact, FIRM_SIZES, type FirmFacts, type FirmListing, type FirmPenalty, industryCode } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { cityData } from '../city/city-data'
import { listItemConsents } from '../consent/consent.store'
import { itemPurpose } from '../consent/item-purpose'
import { listRecordsOf, type RecordRow } from '../record/score-records.store'
import { answerRepairCheck } from '../repair/answer-repair-check'
import { factsOfRecord } from '../repair/read-record-repair'
import { type FirmRegistry, listRegistries } from './firm-facts.store'
import { type CityScales, cityScales } from './scales'

/** The special classes 专项信息 of the catalogue behind each kind of wider data; each is authorised by itself. */
export const DATA_CLASS_ITEMS: Readonly<Record<DataClass, readonly string[]>> = { tax: ['tax-rating', 'tax-payment'], 'social-insurance': ['social-security'], loans: ['loan-record'], registry: [] }

/** Items whose record is a listing named by the item itself, or by the named field. */
const LISTS: Readonly<Record<string, string | null>> = { 'serious-list': null, 'abnormal-list': null, judgment: null, 'tax-a-list': null, honour: 'title' }
/** What lists a rule may name. Honours that make a list of their own are named by their titles. */
export const listNames = (ctx: Ctx): string[] => [...Object.entries(LISTS).flatMap(([item, named]) => (named === null ? [cityData(ctx.city).itemsByCode.get(item)?.title ?? item] : [])), '专精特新中小企业']
const ITEMS = ['penalty', 'firm-size', ...Object.keys(LISTS), ...Object.values(DATA_CLASS_ITEMS).flat()]
const SIZES: Readonly<Record<string, (typeof FIRM_SIZES)[number]>> = { 微型: 'micro', 小型: 'small', 中型: 'medium', 大型: 'large' }
/** A court's record counts as a listing while the duty stands open. */
const PERFORMED = '全部履行'

const NO_DATA = { known: false, why: 'no-data' } as const

type RepairDay = (row: RecordRow) => string | null

interface Given { registry: FirmRegistry; records: readonly RecordRow[]; consents: ReadonlySet<string>; day: string; city: CityScales; repairDay: RepairDay; titleOf: (item: string) => string; regionOf: (text: string) => string | null }

/** A record that was repaired, or whose time is over, is used no more (信用修复管理办法 art. 3): a bank's rule may look back further than that, and still finds nothing. */
const live = (row: RecordRow, day: string) => row.decidedOn <= day && (row.endsOn === null || row.endsOn > day)

function readFacts(given: Given): FirmFacts {
  const { registry, records, day } = given
  const registered = <T>(value: T | null): Fact<T> => (value === null || registry.registryDay === null ? NO_DATA : { known: true, value, source: '登记信息', asOf: registry.registryDay })
  const newest = (item: string) => records.find((r) => r.item === item && r.decidedOn <= day)
  const may = (item: string) => given.consents.has(`${registry.subjectId} ${itemPurpose(item)}`)
  const special = <T>(item: string, consent: DataClass, read: (content: RecordRow['content']) => T | undefined): Fact<T> => {
    if (!may(item)) return { known: false, why: 'no-consent', consent }
    const row = newest(item)
    const value = row && read(row.content)
    return row && value !== undefined ? { known: true, value, source: row.sourceOffice, asOf: row.decidedOn } : NO_DATA
  }
  const number = (field: string) => (content: RecordRow['content']) => (typeof content[field] === 'number' ? content[field] : undefined)
  const gradeTitle = registry.grade === null ? undefined : given.city.gradeTitle(registry.grade)
  const size = newest('firm-size')
  const sized = size && SIZES[String(size.content['size'])]
  return {
    registeredOn: registered(registry.registeredOn),
    industry: registered(registry.industry === null ? null : industryCode(registry.industry)),
    region: registered(registry.district === null ? null : given.regionOf(registry.district)),
    size: size && sized ? { known: true, value: sized, source: size.sourceOffice, asOf: size.decidedOn } : NO_DATA,
    grade: gradeTitle !== undefined && registry.gradeDay !== null ? { known: true, value: gradeTitle, source: '公共信用综合评价', asOf: registry.gradeDay } : NO_DATA,
    taxRating: publicARating(records, day) ?? special('tax-rating', 'tax', (content) => (typeof content['level'] === 'string' ? content['level'] : undefined)),
    headcount: special('social-security', 'social-insurance', number('insuredCount')),
    revenueFen: special('tax-payment', 'tax', number('revenueFen')),
    taxPaidFen: special('tax-payment', 'tax', number('paidFen')),
    penalties: { known: true, value: records.filter((r) => r.item === 'penalty' && live(r, day)).map((r): FirmPenalty => ({ id: r.id, decidedOn: r.decidedOn, repairableOn: given.repairDay(r) })), source: '公共信用信息', asOf: day },
    lists: { known: true, value: records.filter((r) => r.item in LISTS && live(r, day)).flatMap((r) => listingOf(r, given)), source: '公共信用信息', asOf: day },
    // With the consent, no record is an answer: who has the class holds every loan of it.
    borrowedBefore: may('loan-record') ? { known: true, value: newest('loan-record') !== undefined, source: newest('loan-record')?.sourceOffice ?? given.titleOf('loan-record'), asOf: day } : { known: false, why: 'no-consent', consent: 'loans' },
  }
}

/** The A list is public: who is on it this year needs to authorise nothing. */
function publicARating(records: readonly RecordRow[], day: string): Fact<string> | undefined {
  const row = records.find((r) => r.item === 'tax-a-list' && live(r, day) && r.decidedOn > addMonths(day, -12))
  return row && { known: true, value: 'A', source: row.sourceOffice, asOf: row.decidedOn }
}

function listingOf(row: RecordRow, given: Given): FirmListing[] {
  if (row.item === 'judgment' && row.content['performance'] === PERFORMED) return []
  const named = LISTS[row.item]
  const list = named ? String(row.content[named] ?? '') : given.titleOf(row.item)
  return list === '' ? [] : [{ list, endsOn: row.endsOn, removableOn: given.repairDay(row) }]
}

/**
 * What is known of each of these firms on `day`, under the consents they gave the city, each fact with its source and date; what
 * is not known says which consent would make it known. `ways`: whether to reckon from when each record may be repaired.
 */
export async function loadManyFirmFacts(ctx: Ctx, input: { subjectIds: readonly string[]; day: string; ways: boolean }): Promise<Map<string, FirmFacts>> {
  const { subjectIds, day } = input
  if (subjectIds.length === 0) return new Map()
  const [registries, records, consents] = [await listRegistries(ctx.db, subjectIds), await listRecordsOf(ctx.db, { subjectIds, items: ITEMS, now: ctx.now }), await listItemConsents(ctx.db, subjectIds, ctx.now)]
  const bySubject = new Map<string, RecordRow[]>(subjectIds.map((id) => [id, []]))
  for (const row of records) bySubject.get(row.subjectId)?.push(row)
  const { itemsByCode } = cityData(ctx.city)
  const calendar = input.ways ? await workingCalendar(ctx) : null
  const today = dayInShanghai(ctx.now.getTime())
  const repairDay: RepairDay = (row) => {
    const item = itemsByCode.get(row.item)
    if (calendar === null || !item) return null
    const applied = answerRepairCheck({ city: ctx.city, calendar, facts: factsOfRecord(ctx, { row, item, ownerKind: 'organization' }), applyOn: today, today }).check?.applied
    return applied?.isRepairable ? applied.earliestOn : null
  }
  const shared = {
    consents, day, repairDay, city: await cityScales(ctx),
    titleOf: (item: string) => itemsByCode.get(item)?.title ?? item,
    regionOf: (text: string) => ctx.city.districts.find((d) => d.code === text || d.name === text)?.code ?? (/^\d{6}$/.test(text) ? text : null),
  }
  return new Map(registries.map((registry) => [registry.subjectId, readFacts({ ...shared, registry, records: bySubject.get(registry.subjectId) ?? [] })]))
}

/** What is known of one firm on `day`. @throws RangeError for a subject that is no organisation: no person is ever matched */
export async function loadFirmFacts(ctx: Ctx, input: { subjectId: string; day: string }): Promise<FirmFacts> {
  const facts = (await loadManyFirmFacts(ctx, { subjectIds: [input.subjectId], day: input.day, ways: true })).get(input.subjectId)
  if (!facts) throw new RangeError(`${input.subjectId} is no organisation`)
  return facts
}
