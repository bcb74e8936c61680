import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Engine } from 'json-rules-engine'
import { type Fact, type FirmFacts, compileProducts, type CompiledProducts, type LoanCase, type MatchProduct, matchProducts, type ProductRule, screenProducts } from '../packages/rules/src/financing'
import type { Row } from './machine'

const PRODUCTS = 5000
const NIGHTLY_FIRMS = 100_000
const NIGHTLY_PRODUCTS = 300
const TODAY = '2026-11-26'
const SCALES = { grade: ['D', 'C', 'B', 'A'], taxRating: ['D', 'C', 'M', 'B', 'A'] }

/** The same numbers every run (mulberry32). */
function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const WAN = 1_000_000
const AMOUNTS = [10, 30, 50, 100, 200, 300, 500, 1000]
const INDUSTRIES = ['A', 'C', 'C13', 'C35', 'E', 'F', 'F52', 'G', 'H', 'I', 'I65', 'M']
const REGIONS = ['350100', '350102', '350103', '350104', '350111', '350121']

/** Rules as lenders write them: round amounts, usual terms, and some of the rest. `grades` from worst to best. */
export function makeProducts(count: number, { grades, regions } = { grades: SCALES.grade, regions: REGIONS }): MatchProduct[] {
  const roll = dice(1)
  return Array.from({ length: count }, (_, i) => {
    const rules: ProductRule[] = [
      { kind: 'amount', minFen: (1 + roll(5)) * WAN, maxFen: (AMOUNTS[roll(8)] ?? 50) * WAN },
      { kind: 'term', minMonths: 1 + roll(6), maxMonths: 12 * (1 + roll(5)) },
      { kind: 'age', minMonths: 6 * roll(7), maxMonths: null },
      { kind: 'penalties', withinMonths: 12 * (1 + roll(3)), atMost: roll(3) },
      { kind: 'not-listed', lists: ['严重失信主体名单', '经营异常名录'] },
    ]
    if (roll(2) === 0) rules.push({ kind: 'grade', atLeast: grades[roll(3)] ?? 'C' })
    if (roll(2) === 0) rules.push({ kind: 'industry', anyOf: [INDUSTRIES[roll(12)] ?? 'C', INDUSTRIES[roll(12)] ?? 'F'], noneOf: [] })
    if (roll(2) === 0) rules.push({ kind: 'region', anyOf: [regions[roll(regions.length)] ?? '350100'] })
    if (roll(2) === 0) rules.push({ kind: 'revenue', minFen: (AMOUNTS[roll(8)] ?? 50) * WAN, maxFen: null })
    if (roll(2) === 0) rules.push({ kind: 'tax-rating', atLeast: SCALES.taxRating[1 + roll(4)] ?? 'M' })
    if (roll(4) === 0) rules.push({ kind: 'first-loan' })
    return { id: `p${i}`, rules }
  })
}

function makeFirms(count: number): LoanCase[] {
  const roll = dice(2)
  const is = <T>(value: T): Fact<T> => ({ known: true, value, source: 'bench', asOf: TODAY })
  const dayBack = (year: number) => `${year}-${String(1 + roll(12)).padStart(2, '0')}-${String(1 + roll(28)).padStart(2, '0')}`
  return Array.from({ length: count }, (_, i): LoanCase => {
    const facts: FirmFacts = {
      registeredOn: is(dayBack(2018 + roll(8))), industry: is(['C1310', 'F5211', 'I6513', 'A0111'][roll(4)] ?? 'C1310'), region: is(REGIONS[1 + roll(5)] ?? '350102'), size: is('micro'),
      grade: is(SCALES.grade[roll(4)] ?? 'B'), taxRating: is(SCALES.taxRating[roll(5)] ?? 'B'), headcount: is(roll(100)), revenueFen: is(roll(2000) * WAN), taxPaidFen: is(roll(50) * WAN),
      penalties: is(Array.from({ length: roll(4) }, (_, k) => ({ id: `rec_${i}_${k}`, decidedOn: dayBack(2024 + roll(2)), repairableOn: roll(2) === 0 ? '2026-06-01' : null }))),
      lists: is(roll(10) === 0 ? [{ list: '经营异常名录', endsOn: null, removableOn: '2026-01-01' }] : []), borrowedBefore: is(roll(2) === 0),
    }
    return { facts, request: { amountFen: (AMOUNTS[roll(8)] ?? 50) * WAN, termMonths: 12 * (1 + roll(4)), collateral: [] }, today: TODAY, scales: SCALES }
  })
}

/** The same bounds on the same values in the peer's own words. The values are handed to it already read. */
function peerOf(compiled: CompiledProducts): (given: LoanCase) => Promise<number> {
  const engine = new Engine([], { allowUndefinedFacts: false })
  for (const [i, product] of compiled.products.entries()) {
    const all = []
    for (let k = compiled.offsets[i] ?? 0; k < (compiled.offsets[i + 1] ?? 0); k += 1) {
      const fact = `v${compiled.slots[k]}`
      if (compiled.lo[k] !== -Infinity) all.push({ fact, operator: 'greaterThanInclusive', value: compiled.lo[k] })
      if (compiled.hi[k] !== Infinity) all.push({ fact, operator: 'lessThanInclusive', value: compiled.hi[k] })
    }
    engine.addRule({ conditions: { all }, event: { type: product.id } })
  }
  return async (given) => {
    const facts = Object.fromEntries(compiled.values.map((read, slot) => [`v${slot}`, read(given)]))
    return (await engine.run(facts)).results.length
  }
}

/** What one would write without this library, its firm's values read once. */
function plainLoop(products: readonly MatchProduct[], { facts, request, today }: LoanCase): number {
  const value = <T>(fact: Fact<T>) => (fact.known ? fact.value : undefined)
  const [since, industry, region, grade, rating, revenue, penalties, lists, borrowed] = [value(facts.registeredOn), value(facts.industry) ?? '', value(facts.region) ?? '', value(facts.grade) ?? '', value(facts.taxRating) ?? '', value(facts.revenueFen) ?? 0, value(facts.penalties) ?? [], value(facts.lists) ?? [], value(facts.borrowedBefore)]
  const months = (from: string) => (Number(today.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(today.slice(5, 7)) - Number(from.slice(5, 7)) - (today.slice(8) < from.slice(8) ? 1 : 0)
  const age = months(since ?? today)
  const [gradeRank, taxRank] = [SCALES.grade.indexOf(grade), SCALES.taxRating.indexOf(rating)]
  const since24 = penalties.map((penalty) => months(penalty.decidedOn))
  const passes = (rule: ProductRule): boolean => {
    switch (rule.kind) {
      case 'amount': return request.amountFen >= rule.minFen && request.amountFen <= rule.maxFen
      case 'term': return request.termMonths >= rule.minMonths && request.termMonths <= rule.maxMonths
      case 'age': return age >= rule.minMonths
      case 'penalties': {
        let count = 0
        for (const back of since24) if (back < rule.withinMonths) count += 1
        return count <= rule.atMost
      }
      case 'not-listed': return !lists.some((one) => rule.lists.includes(one.list))
      case 'grade': return gradeRank >= SCALES.grade.indexOf(rule.atLeast)
      case 'industry': return rule.anyOf.some((node) => industry.startsWith(node))
      case 'region': return rule.anyOf.some((code) => region.startsWith(code.endsWith('00') ? code.slice(0, 4) : code))
      case 'revenue': return revenue >= rule.minFen
      case 'tax-rating': return taxRank >= SCALES.taxRating.indexOf(rule.atLeast)
      case 'first-loan': return borrowed === false
      case 'collateral':
      case 'headcount':
      case 'listed':
      case 'open':
      case 'size':
      case 'tax-paid': throw new Error(`not in this bench: ${rule.kind}`)
    }
  }
  let fits = 0
  for (const product of products) if (product.rules.every(passes)) fits += 1
  return fits
}

async function meanMs(firms: readonly LoanCase[], work: (given: LoanCase) => unknown): Promise<number> {
  const before = process.cpuUsage()
  for (const given of firms) await work(given)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / firms.length
}

/** One firm against every product, explained and not, each against a peer on the same rules and firms; then a whole city's night. Processor time, so in a process of its own: the garbage of another would be counted. */
export async function benchMatch(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'serve-match.ts')])
  return JSON.parse(stdout) as Row[]
}

export async function measureMatch(): Promise<Row[]> {
  const products = makeProducts(PRODUCTS)
  const compiled = compileProducts(products, SCALES)
  const firms = makeFirms(200)
  const peer = peerOf(compiled)
  const into = new Uint8Array(PRODUCTS)
  for (const given of firms.slice(0, 3)) {
    const fits = matchProducts(compiled, given).filter((match) => match.status === 'fits').length
    const [theirs, plain] = [await peer(given), plainLoop(products, given)]
    if (fits !== theirs || fits !== plain) throw new Error(`${fits} products fit, the peer says ${theirs}, the loop ${plain}`)
  }
  await meanMs(firms, (given) => matchProducts(compiled, given))
  const explained = await meanMs(firms, (given) => matchProducts(compiled, given))
  const engine = await meanMs(firms.slice(0, 10), peer)
  await meanMs(firms, (given) => screenProducts(compiled, given, into))
  await meanMs(firms, (given) => plainLoop(products, given))
  const screened = await meanMs(firms, (given) => screenProducts(compiled, given, into))
  const plain = await meanMs(firms, (given) => plainLoop(products, given))

  const nightly = compileProducts(products.slice(0, NIGHTLY_PRODUCTS), SCALES)
  const city = makeFirms(NIGHTLY_FIRMS)
  const started = performance.now()
  let fits = 0
  for (const given of city) {
    const status = screenProducts(nightly, given, into)
    for (let i = 0; i < NIGHTLY_PRODUCTS; i += 1) if (status[i] === 0) fits += 1
  }
  const seconds = (performance.now() - started) / 1000
  const pairs = NIGHTLY_FIRMS * NIGHTLY_PRODUCTS
  return [
    { bench: 'match', what: `1 firm × ${PRODUCTS} products, every rule explained and the smallest change found`, ours: `${explained.toFixed(2)} ms`, peer: `json-rules-engine ${engine.toFixed(0)} ms, without the changes`, ratio: `${(engine / explained).toFixed(0)}×`, limit: '≥ 100×' },
    { bench: 'match', what: `1 firm × ${PRODUCTS} products, which fit`, ours: `${screened.toFixed(3)} ms`, peer: `hand-written loop ${plain.toFixed(3)} ms`, ratio: `${(plain / screened).toFixed(1)}×`, limit: '≥ 1×' },
    { bench: 'match', what: `${NIGHTLY_FIRMS} firms × ${NIGHTLY_PRODUCTS} products in memory, ${fits} fit`, ours: `${seconds.toFixed(1)} s, ${(pairs / seconds / 1e6).toFixed(1)} m pairs/s`, peer: '—', ratio: '—', limit: 'rate' },
  ]
}
