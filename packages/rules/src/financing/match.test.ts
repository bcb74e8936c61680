import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../day'
import { applyChanges, checkRule, COLLATERAL_KINDS, compileProducts, type DataClass, type Fact, type FirmFacts, INDUSTRY_TREE, industryCode, industryName, industrySection, type LoanCase, matchProduct, matchProducts, type ProductRule, rankMatches, readProductRules, screenProducts } from './index'

const TODAY = '2026-11-26'
const SCALES = { grade: ['D', 'C', 'B', 'A'], taxRating: ['D', 'C', 'M', 'B', 'A'] }
const is = <T>(value: T): Fact<T> => ({ known: true, value, source: '云汀市市场监督管理局', asOf: TODAY })
const FIRM: FirmFacts = {
  registeredOn: is('2023-01-10'), industry: is('C1310'), region: is('350102'), size: is('micro'), grade: is('B'), taxRating: is('B'), headcount: is(12),
  revenueFen: is(200_000_000), taxPaidFen: is(4_000_000), penalties: is([]), lists: is([]), borrowedBefore: is(false),
}
const firm = (facts: Partial<FirmFacts> = {}, request: Partial<LoanCase['request']> = {}): LoanCase => ({ facts: { ...FIRM, ...facts }, request: { amountFen: 50_000_000, termMonths: 12, collateral: [], ...request }, today: TODAY, scales: SCALES })
const AMOUNT: ProductRule = { kind: 'amount', minFen: 1_000_000, maxFen: 100_000_000 }
const TERM: ProductRule = { kind: 'term', minMonths: 3, maxMonths: 36 }
const ask = (given: LoanCase, ...rules: ProductRule[]) => matchProduct({ id: 'p', rules: [AMOUNT, TERM, ...rules] }, given)

describe('a product and a firm', () => {
  test('fit when every rule passes, each with its actual and required value, its source and its day', () => {
    const match = ask(firm(), { kind: 'grade', atLeast: 'B' }, { kind: 'penalties', withinMonths: 24, atMost: 0 })
    expect(match).toMatchObject({ status: 'fits', consents: [], wayOut: null })
    expect(match.outcomes.map(({ actual, required }) => `${actual}/${required}`)).toEqual(['50万元/1万元至100万元', '12个月/3至36个月', 'B/信用等级不低于B', '近24个月0次/近24个月行政处罚不超过0次'])
    expect(match.outcomes[2]).toMatchObject({ source: '云汀市市场监督管理局', asOf: TODAY })
  })

  test('tax data nobody authorised is unknown, never failed, and names the consent that would answer it', () => {
    const hidden: Fact<never> = { known: false, why: 'no-consent', consent: 'tax' }
    const match = ask(firm({ taxRating: hidden, revenueFen: hidden, headcount: { known: false, why: 'no-data' } }), { kind: 'tax-rating', atLeast: 'A' }, { kind: 'revenue', minFen: 1, maxFen: null }, { kind: 'headcount', min: 1, max: null })
    expect(match).toMatchObject({ status: 'unknown', consents: ['tax'], wayOut: null })
    expect(match.outcomes.slice(2).map((outcome) => outcome.actual)).toEqual(['尚未授权查询', '尚未授权查询', '暂无数据'])
  })

  test('that ask for too much and too long are told the nearest amount and term', () => {
    expect(ask(firm({}, { amountFen: 300_000_000, termMonths: 60 })).wayOut).toEqual({ possible: true, changes: [{ do: 'term', months: 36 }, { do: 'ask', amountFen: 100_000_000 }] })
  })

  test('with too little security ask for less, and with none offer some', () => {
    const rule: ProductRule = { kind: 'collateral', anyOf: ['real-estate'], coverBps: 15_000 }
    expect(ask(firm({}, { collateral: [{ kind: 'real-estate', valueFen: 30_000_000 }] }), rule).wayOut).toEqual({ possible: true, changes: [{ do: 'ask', amountFen: 20_000_000 }] })
    expect(ask(firm(), rule).wayOut).toEqual({ possible: true, changes: [{ do: 'collateral', anyOf: ['real-estate'], worthFen: 75_000_000 }] })
  })

  test('whose penalty may be repaired apply for that rather than wait', () => {
    const penalty = { id: 'rec_1', decidedOn: '2026-03-01', repairableOn: '2026-06-01' }
    const rule: ProductRule = { kind: 'penalties', withinMonths: 12, atMost: 0 }
    expect(ask(firm({ penalties: is([penalty]) }), rule).wayOut).toEqual({ possible: true, changes: [{ do: 'repair', penaltyId: 'rec_1', from: '2026-06-01' }] })
    expect(ask(firm({ penalties: is([{ ...penalty, repairableOn: null }]) }), rule).wayOut).toEqual({ possible: true, changes: [{ do: 'wait', until: '2027-03-01' }] })
    // One wait is less to do than two repairs.
    expect(ask(firm({ penalties: is([penalty, { ...penalty, id: 'rec_2' }]) }), rule).wayOut).toEqual({ possible: true, changes: [{ do: 'wait', until: '2027-03-01' }] })
  })

  test('wait for the firm to be old enough, but not past the end of the product', () => {
    const young = firm({ registeredOn: is('2026-01-31') })
    expect(ask(young, { kind: 'age', minMonths: 13, maxMonths: null }).wayOut).toEqual({ possible: true, changes: [{ do: 'wait', until: '2027-02-28' }] })
    expect(ask(young, { kind: 'age', minMonths: 13, maxMonths: null }, { kind: 'open', until: '2027-02-28' }).wayOut).toEqual({ possible: false, because: ['age'] })
  })

  test('of another branch or place cannot change that', () => {
    expect(ask(firm(), { kind: 'industry', anyOf: ['A', '14'], noneOf: [] }, { kind: 'region', anyOf: ['350200'] }).wayOut).toEqual({ possible: false, because: ['industry', 'region'] })
    expect(ask(firm(), { kind: 'industry', anyOf: ['C'], noneOf: ['C14'] }, { kind: 'region', anyOf: ['350000'] }).status).toBe('fits')
  })
})

describe('rules as they are handed in', () => {
  const read = (...rules: unknown[]) => readProductRules([AMOUNT, TERM, ...rules], SCALES)

  test('a rule on a person’s score cannot be expressed: no such kind, and no such key in another', () => {
    expect(read({ kind: 'person-score', atLeast: 600 })).toEqual({ ok: false, problems: [{ path: '[2].kind', message: 'no such rule: person-score' }] })
    expect(read({ kind: 'grade', atLeast: 'B', ownerScore: 600 })).toEqual({ ok: false, problems: [{ path: '[2].ownerScore', message: 'unknown key' }] })
    expect(read({ kind: 'constructor' })).toMatchObject({ ok: false })
  })

  test('ranges, codes and repeated rules are checked', () => {
    expect(read({ kind: 'age', minMonths: 24, maxMonths: 12 }, { kind: 'industry', anyOf: ['C99'], noneOf: [] }, AMOUNT)).toEqual({ ok: false, problems: [
      { path: '[2].maxMonths', message: 'must not be below minMonths' }, { path: '[3].anyOf', message: 'unknown: C99' }, { path: '[4]', message: 'a second rule amount' },
    ] })
    expect(read({ kind: 'listed', anyOf: ['x'] }, { kind: 'not-listed', lists: ['x'] })).toMatchObject({ ok: false })
    expect(readProductRules([AMOUNT], SCALES)).toMatchObject({ ok: false, problems: [{ message: 'a rule term is required' }] })
  })
})

const day = fc.integer({ min: -1500, max: 400 }).map((days) => addDays(TODAY, days))
const maybeDay = fc.option(fc.integer({ min: -200, max: 900 }).map((days) => addDays(TODAY, days)), { nil: null })
const HIDDEN: Partial<Record<keyof FirmFacts, DataClass>> = { taxRating: 'tax', revenueFen: 'tax', taxPaidFen: 'tax', headcount: 'social-insurance', borrowedBefore: 'loans' }
const factOf = <T>(value: fc.Arbitrary<T>, name: keyof FirmFacts): fc.Arbitrary<Fact<T>> =>
  fc.tuple(value, fc.integer({ min: 0, max: 9 })).map(([known, hide]): Fact<T> => {
    const consent = HIDDEN[name]
    if (hide > 0) return is(known)
    return consent === undefined ? { known: false, why: 'no-data' } : { known: false, why: 'no-consent', consent }
  })
const LISTS = ['严重失信主体名单', '经营异常名录', '欠薪名单']
const some = (n: number) => fc.integer({ min: 0, max: n })
const aFirm: fc.Arbitrary<FirmFacts> = fc.record({
  registeredOn: factOf(day.filter((value) => value <= TODAY), 'registeredOn'), industry: factOf(fc.constantFrom('C1310', 'A0111', 'I6510', 'F52'), 'industry'), region: factOf(fc.constantFrom('350102', '350203'), 'region'),
  size: factOf(fc.constantFrom('micro' as const, 'small' as const, 'medium' as const), 'size'), grade: factOf(fc.constantFrom(...SCALES.grade), 'grade'), taxRating: factOf(fc.constantFrom(...SCALES.taxRating), 'taxRating'),
  headcount: factOf(some(100), 'headcount'), revenueFen: factOf(some(1_000_000_000), 'revenueFen'), taxPaidFen: factOf(some(50_000_000), 'taxPaidFen'), borrowedBefore: factOf(fc.boolean(), 'borrowedBefore'),
  penalties: factOf(fc.array(fc.record({ decidedOn: day.filter((value) => value <= TODAY), repairableOn: maybeDay }), { maxLength: 6 }).map((all) => all.map((one, i) => ({ ...one, id: `rec_${i}` }))), 'penalties'),
  lists: factOf(fc.array(fc.record({ list: fc.constantFrom(...LISTS, '专精特新'), endsOn: maybeDay, removableOn: maybeDay }), { maxLength: 3 }), 'lists'),
})
const someRules: fc.Arbitrary<ProductRule[]> = fc.tuple(
  fc.tuple(fc.integer({ min: 1, max: 60_000_000 }), some(200_000_000)).map(([minFen, more]): ProductRule => ({ kind: 'amount', minFen, maxFen: minFen + more })),
  fc.tuple(fc.integer({ min: 1, max: 24 }), some(36)).map(([minMonths, more]): ProductRule => ({ kind: 'term', minMonths, maxMonths: minMonths + more })),
  fc.uniqueArray(fc.oneof(
    { arbitrary: fc.constantFrom(...SCALES.grade).map((atLeast): ProductRule => ({ kind: 'grade', atLeast })), weight: 1 },
    { arbitrary: fc.constantFrom(...SCALES.taxRating).map((atLeast): ProductRule => ({ kind: 'tax-rating', atLeast })), weight: 1 },
    { arbitrary: fc.tuple(some(60), fc.option(some(60), { nil: null })).map(([minMonths, more]): ProductRule => ({ kind: 'age', minMonths, maxMonths: more === null ? null : minMonths + more })), weight: 4 },
    { arbitrary: fc.tuple(fc.subarray(['C', 'A', 'I65', 'F']), fc.subarray(['C13', 'A01'])).map(([anyOf, noneOf]): ProductRule => ({ kind: 'industry', anyOf, noneOf })), weight: 1 },
    { arbitrary: fc.constantFrom('350100', '350000', '350203').map((region): ProductRule => ({ kind: 'region', anyOf: [region] })), weight: 1 },
    { arbitrary: fc.subarray(['micro' as const, 'small' as const], { minLength: 1 }).map((anyOf): ProductRule => ({ kind: 'size', anyOf })), weight: 1 },
    { arbitrary: some(20).map((min): ProductRule => ({ kind: 'headcount', min, max: null })), weight: 1 },
    { arbitrary: some(100_000_000).map((minFen): ProductRule => ({ kind: 'revenue', minFen, maxFen: null })), weight: 1 },
    { arbitrary: some(1_000_000).map((minFen): ProductRule => ({ kind: 'tax-paid', minFen, maxFen: null })), weight: 1 },
    { arbitrary: fc.constant<ProductRule>({ kind: 'first-loan' }), weight: 1 },
    { arbitrary: fc.constant<ProductRule>({ kind: 'listed', anyOf: ['专精特新'] }), weight: 1 },
    { arbitrary: fc.subarray(LISTS, { minLength: 1 }).map((lists): ProductRule => ({ kind: 'not-listed', lists })), weight: 4 },
    { arbitrary: fc.tuple(fc.subarray([...COLLATERAL_KINDS], { minLength: 1 }), fc.integer({ min: 1, max: 30_000 })).map(([anyOf, coverBps]): ProductRule => ({ kind: 'collateral', anyOf, coverBps })), weight: 3 },
    { arbitrary: fc.integer({ min: 1, max: 900 }).map((days): ProductRule => ({ kind: 'open', until: addDays(TODAY, days) })), weight: 1 },
  ), { selector: (rule) => rule.kind, maxLength: 4 }),
  fc.array(fc.tuple(fc.integer({ min: 1, max: 48 }), some(3)).map(([withinMonths, atMost]): ProductRule => ({ kind: 'penalties', withinMonths, atMost })), { maxLength: 2 }),
).map(([amount, term, others, windows]) => [...others, ...windows, amount, term])
const aCase: fc.Arbitrary<LoanCase> = fc.record({
  facts: aFirm, today: fc.constant(TODAY), scales: fc.constant(SCALES),
  request: fc.record({ amountFen: fc.integer({ min: 1, max: 300_000_000 }), termMonths: fc.integer({ min: 1, max: 72 }), collateral: fc.array(fc.record({ kind: fc.constantFrom(...COLLATERAL_KINDS), valueFen: some(200_000_000) }), { maxLength: 3 }) }),
})
const failures = (rules: readonly ProductRule[], given: LoanCase) => rules.filter((rule) => checkRule(rule, given).verdict === 'failed')

describe('over 10,000 random firms and products', () => {
  test('the changes make the product match, and without any one of them it does not', { timeout: 120_000 }, () => {
    const seen = { fits: 0, unknown: 0, failed: 0, possible: 0, several: 0, impossible: 0, waits: 0 }
    fc.assert(fc.property(aCase, someRules, (given, rules) => {
      const { status, wayOut, outcomes } = matchProduct({ id: 'p', rules }, given)
      seen[status] += 1
      expect(wayOut === null).toBe(failures(rules, given).length === 0)
      expect(outcomes.filter((outcome) => outcome.verdict === 'failed').every((outcome) => outcome.source !== null || ['amount', 'term', 'collateral', 'open'].includes(outcome.rule.kind))).toBe(true)
      if (wayOut === null) return
      if (!wayOut.possible) {
        seen.impossible += 1
        expect(wayOut.because.length).toBeGreaterThan(0)
        return
      }
      const { changes } = wayOut
      seen.possible += 1
      if (changes.length > 1) seen.several += 1
      if (changes.some((change) => change.do === 'wait')) seen.waits += 1
      expect(failures(rules, applyChanges(given, changes))).toEqual([])
      for (const left of changes) expect(failures(rules, applyChanges(given, changes.filter((change) => change !== left))).length, JSON.stringify(left)).toBeGreaterThan(0)
    }), { numRuns: 10_000, seed: 20_261_126 })
    // The cases reach every kind of answer, or the test would say nothing.
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(30)
  })

  test('many products at once, with and without words, are answered as each alone', { timeout: 120_000 }, () => {
    fc.assert(fc.property(aCase, fc.array(someRules, { minLength: 1, maxLength: 8 }), (given, sets) => {
      const products = sets.map((rules, i) => ({ id: `p${i}`, rules }))
      const compiled = compileProducts(products, SCALES)
      const alone = products.map((product) => matchProduct(product, given))
      expect(matchProducts(compiled, given)).toEqual(alone)
      expect([...screenProducts(compiled, given)]).toEqual(alone.map(({ status }) => ['fits', 'unknown', 'failed'].indexOf(status)))
    }), { numRuns: 1000, seed: 20_261_126 })
  })

  test('when no change helps there is none: no set of repairs, removals and a wait of whole days would do', { timeout: 120_000 }, () => {
    let tried = 0
    fc.assert(fc.property(aCase, someRules, (given, rules) => {
      const { wayOut } = matchProduct({ id: 'p', rules }, given)
      if (wayOut === null || (!wayOut.possible && !wayOut.because.every((kind) => ['age', 'penalties', 'not-listed', 'open'].includes(kind)))) return
      const mostNeeded = wayOut.possible ? wayOut.changes.filter((change) => ['wait', 'repair', 'leave-list'].includes(change.do)).length : Infinity
      const penalties = given.facts.penalties.known ? given.facts.penalties.value : []
      const lists = given.facts.lists.known ? [...new Set(given.facts.lists.value.map((one) => one.list))].filter((list) => list !== '专精特新') : []
      for (const wait of [0, 1, 30, 200, 365, 700, 1000]) {
        const today = addDays(TODAY, wait)
        for (let set = 0; set < 1 << (penalties.length + lists.length); set += 1) {
          const size = (wait > 0 ? 1 : 0) + set.toString(2).replaceAll('0', '').length
          if (size >= mostNeeded) continue
          const repaired = penalties.filter((penalty, i) => (set >> i) % 2 === 1 && penalty.repairableOn !== null && penalty.repairableOn <= today)
          const left = lists.filter((_, i) => (set >> (penalties.length + i)) % 2 === 1)
          const standing = given.facts.lists.known ? given.facts.lists.value.filter((one) => !left.includes(one.list) || one.removableOn === null || one.removableOn > today) : []
          const then: LoanCase = { ...given, today, facts: { ...given.facts, penalties: given.facts.penalties.known ? is(penalties.filter((one) => !repaired.includes(one))) : given.facts.penalties, lists: given.facts.lists.known ? is(standing) : given.facts.lists } }
          tried += 1
          expect(failures(rules.filter((rule) => !['amount', 'term', 'collateral'].includes(rule.kind)), then).length).toBeGreaterThan(0)
        }
      }
    }), { numRuns: 400, seed: 7 })
    expect(tried).toBeGreaterThan(1000)
  })
})

test('products are ordered by total cost, then by days to an answer, then by chance, and the order says why', () => {
  const given = firm()
  const products = ['dear', 'slow', 'quick', 'likely', 'closed'].map((id) => ({ id, rules: id === 'closed' ? [AMOUNT, TERM, { kind: 'grade', atLeast: 'A' } as const] : [AMOUNT, TERM] }))
  const terms = { rateMinBps: 360, feeBps: 0, method: 'bullet', answerWorkingDays: 3, decided: 0, granted: 0 } as const
  const of = new Map([
    { ...terms, productId: 'dear', feeBps: 100, answerWorkingDays: 1 }, { ...terms, productId: 'slow', answerWorkingDays: 5 }, { ...terms, productId: 'quick', decided: 10, granted: 5 },
    { ...terms, productId: 'likely', decided: 10, granted: 9 }, { ...terms, productId: 'closed', rateMinBps: 100 },
  ].map((each) => [each.productId, each]))
  const ranked = rankMatches(matchProducts(compileProducts(products, SCALES), given), of, given.request)
  expect(ranked.map(({ match }) => match.productId)).toEqual(['likely', 'quick', 'slow', 'dear', 'closed'])
  expect(ranked[0]?.reason).toBe('总成本约18,000.00 元起，3个工作日内答复，以往10笔答复中9笔获批')
  const paid = rankMatches(matchProducts(compileProducts(products, SCALES), given), of, given.request, new Map([['dear', 900_000], ['closed', 1_000_000_000]]))
  expect(paid.map(({ match, costFen, subsidyFen }) => [match.productId, costFen, subsidyFen])).toEqual([['dear', 1_400_000, 900_000], ['likely', 1_800_000, 0], ['quick', 1_800_000, 0], ['slow', 1_800_000, 0], ['closed', 0, 500_000]])
  expect(paid[0]?.reason).toBe('总成本约14,000.00 元起（已算入贴息9,000.00 元），1个工作日内答复，暂无历史')
})

describe('the classification of industries', () => {
  test('has 20 sections and 97 divisions, each with a title, and says that it was not checked', () => {
    const divisions = INDUSTRY_TREE.sections.flatMap((section) => section.divisions)
    expect([INDUSTRY_TREE.sections.length, divisions.length, INDUSTRY_TREE.verified]).toEqual([20, 97, false])
    expect(divisions.every(({ code, title }) => title !== '' && industrySection(code) !== null && industryCode(title) !== null)).toBe(true)
  })

  test('reads what a registry writes: a code, or the very title', () => {
    expect(['C1310', '食品制造业', '农、林、牧、渔业', '教育', '做吃的'].map(industryCode)).toEqual(['C1310', 'C14', 'A', 'P83', null])
    expect(['C', 'C1310', '65', 'Z'].map(industryName)).toEqual(['制造业', '农副食品加工业', '软件和信息技术服务业', 'Z'])
  })
})
