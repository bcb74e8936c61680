import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, dayInShanghai, startOfDayInShanghai, weekday } from './day'
import { BENEFITS_OF_KIND, benefitOf, minuteOfDay, PERK_KINDS, type PerkBenefit, type PerkKind, type PerkTerms, type PerkTier, perkTermsProblems } from './perk-terms'
import { isRestricted, mayUseNow } from './perk-terms-use'
import { benefitInWords, readBenefit, readBlackoutDays, readBlackoutHours, readBlackoutWeekdays, termsInWords } from './perk-terms-words'

const open: PerkTerms = { benefit: { kind: 'percent', percentBps: 8000 }, stores: null, blackouts: { days: [], weekdays: [], hours: [] }, stacking: 'alone', audience: 'person', quota: { perDay: null, perPeriod: null } }
const floor: PerkTier = { title: '人人可享', benefit: '8 折', fromCenti: null }
const all = [floor]
/** A moment in Shanghai. */
const at = (day: string, time: string) => startOfDayInShanghai(day) + (minuteOfDay(time) ?? 0) * 60_000
const use = (terms: Partial<PerkTerms>, when: number, storeId = 'sto_a') => mayUseNow({ ...open, ...terms }, { storeId, at: when })
const closed = (over: Partial<PerkTerms['blackouts']>): Partial<PerkTerms> => ({ blackouts: { ...open.blackouts, ...over } })

const money = fc.integer({ min: 1, max: 10_000_000 })
const BENEFITS: Record<PerkBenefit['kind'], fc.Arbitrary<PerkBenefit>> = {
  percent: fc.integer({ min: 1, max: 999 }).map((n) => ({ kind: 'percent', percentBps: n * 10 })),
  'amount-off': fc.tuple(money, fc.option(money)).map(([amountFen, over]) => ({ kind: 'amount-off', amountFen, minimumFen: over === null ? 0 : amountFen + over })),
  price: money.map((priceFen) => ({ kind: 'price', priceFen })),
  items: fc.integer({ min: 1, max: 9999 }).map((count) => ({ kind: 'items', count })),
  hours: fc.integer({ min: 1, max: 400 }).map((n) => ({ kind: 'hours', hours: n / 4 })),
  'deposit-waiver': money.map((depositFen) => ({ kind: 'deposit-waiver', depositFen })),
  'post-pay': money.map((limitFen) => ({ kind: 'post-pay', limitFen })),
  priority: fc.constant({ kind: 'priority' }),
  'loaded-code': fc.constant({ kind: 'loaded-code' }),
  'partner-link': fc.constant({ kind: 'partner-link', url: 'https://partner.example/use?from=xinhui' }),
}
const kindAndBenefit: fc.Arbitrary<[PerkKind, PerkBenefit]> = fc.constantFrom(...PERK_KINDS).chain((kind) => fc.constantFrom(...BENEFITS_OF_KIND[kind]).chain((b) => BENEFITS[b].map((benefit): [PerkKind, PerkBenefit] => [kind, benefit])))

const days = fc.integer({ min: 0, max: 2000 }).map((n) => addDays('2026-01-01', n))
const times = fc.integer({ min: 0, max: 1439 }).map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const anyTerms: fc.Arbitrary<PerkTerms> = fc.record({
  benefit: BENEFITS.percent,
  stores: fc.option(fc.array(fc.constantFrom('sto_a', 'sto_b', 'sto_c'), { minLength: 1, maxLength: 3 })),
  blackouts: fc.record({
    days: fc.array(fc.tuple(days, fc.integer({ min: 0, max: 40 })).map(([from, n]) => ({ from, until: addDays(from, n) })), { maxLength: 3 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
    hours: fc.array(fc.tuple(times, times).filter(([a, b]) => a !== b).map(([from, until]) => ({ from, until })), { maxLength: 3 }),
  }),
  stacking: fc.constantFrom('alone', 'with-promotions', 'with-perks'),
  audience: fc.constantFrom('person', 'organization', 'both'),
  quota: fc.constant({ perDay: null, perPeriod: null }),
})
const moments = fc.tuple(days, fc.integer({ min: 0, max: 86_399_999 })).map(([day, ms]) => startOfDayInShanghai(day) + ms)

describe('where and when a voucher may be used', () => {
  test('without restrictions: anywhere, at any time, with anything the till does not know of', () => {
    fc.assert(fc.property(moments, (when) => { expect(use({}, when)).toEqual({ may: true }) }))
    fc.assert(fc.property(anyTerms, moments, (terms, when) => { if (!isRestricted(terms)) expect(mayUseNow(terms, { storeId: 'sto_x', at: when })).toEqual({ may: true }) }))
    expect(isRestricted({ ...open, stores: ['sto_a'] })).toBe(true)
  })

  test('a restricted one only in its stores', () => {
    expect(use({ stores: ['sto_a'] }, at('2026-11-21', '12:00'))).toEqual({ may: true })
    expect(use({ stores: ['sto_a'] }, at('2026-11-21', '12:00'), 'sto_b')).toEqual({ may: false, code: 'WRONG_STORE', sentence: '此券不能在本店使用' })
  })

  test('both ends of blackout days count, to the last millisecond in Shanghai', () => {
    const golden = closed({ days: [{ from: '2026-10-01', until: '2026-10-07' }] })
    expect(use(golden, at('2026-10-01', '00:00') - 1)).toEqual({ may: true })
    expect(use(golden, at('2026-10-01', '00:00'))).toEqual({ may: false, code: 'BLACKOUT_DAY', sentence: '10月1日至10月7日不能使用' })
    expect(use(golden, at('2026-10-08', '00:00') - 1)).toMatchObject({ code: 'BLACKOUT_DAY' })
    expect(use(golden, at('2026-10-08', '00:00'))).toEqual({ may: true })
    expect(use(closed({ days: [{ from: '2026-12-31', until: '2027-01-01' }] }), at('2027-01-01', '09:00'))).toMatchObject({ sentence: '2026年12月31日至2027年1月1日不能使用' })
  })

  test('weekdays are Shanghai’s', () => {
    // 2026-11-20 is a Friday; 16:30 UTC is Saturday there.
    expect(use(closed({ weekdays: [7, 6] }), Date.parse('2026-11-20T16:30:00Z'))).toEqual({ may: false, code: 'BLACKOUT_WEEKDAY', sentence: '周六、周日不能使用' })
    expect(use(closed({ weekdays: [6, 7] }), Date.parse('2026-11-20T15:59:59Z'))).toEqual({ may: true })
  })

  test('hours begin with their first minute and end before their last; they may go over midnight', () => {
    const noon = closed({ hours: [{ from: '11:30', until: '13:00' }] })
    expect(['11:29', '11:30', '12:59', '13:00'].map((t) => use(noon, at('2026-11-21', t)).may)).toEqual([true, false, false, true])
    const night = closed({ hours: [{ from: '22:00', until: '06:00' }] })
    expect(['21:59', '22:00', '00:00', '05:59', '06:00'].map((t) => use(night, at('2026-11-21', t)).may)).toEqual([true, false, false, false, true])
    expect(use(noon, at('2026-11-21', '12:00'))).toMatchObject({ code: 'BLACKOUT_HOURS', sentence: '11:30–13:00 不能使用' })
    expect(use(closed({ hours: [{ from: '22:00', until: '24:00' }] }), at('2026-11-21', '23:59'))).toMatchObject({ may: false })
  })

  test('stacking is judged by what is used together', () => {
    const judge = (stacking: PerkTerms['stacking'], perks: number, promotions: boolean) => mayUseNow({ ...open, stacking }, { storeId: 'sto_a', at: 0, together: { perks, promotions } }).may
    expect([judge('alone', 0, false), judge('alone', 0, true), judge('alone', 1, false)]).toEqual([true, false, false])
    expect([judge('with-promotions', 0, true), judge('with-promotions', 1, false)]).toEqual([true, false])
    expect(judge('with-perks', 2, true)).toBe(true)
  })

  test('every refusal is one the terms give, and says so in words', () => {
    fc.assert(
      fc.property(anyTerms, moments, fc.constantFrom('sto_a', 'sto_b', 'sto_x'), (terms, when, storeId) => {
        const verdict = mayUseNow(terms, { storeId, at: when })
        const day = dayInShanghai(when)
        const minute = Math.floor((when - startOfDayInShanghai(day)) / 60_000)
        // Another way round: every minute of the day that the ranges paint.
        const painted = terms.blackouts.hours.some(({ from, until }) => {
          const [a, b] = [minuteOfDay(from) ?? 0, minuteOfDay(until) ?? 0]
          return (minute - a + 1440) % 1440 < (b - a + 1440) % 1440
        })
        const expected = (terms.stores ?? [storeId]).includes(storeId) && !terms.blackouts.days.some((d) => d.from <= day && day <= d.until) && !terms.blackouts.weekdays.includes(weekday(day)) && !painted
        expect(verdict.may).toBe(expected)
        if (!verdict.may) expect(verdict.sentence).toMatch(/不能(在本店)?使用$/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('sound terms', () => {
  test('what the generators make is sound; a benefit of another kind is not', () => {
    fc.assert(fc.property(anyTerms, (terms) => { expect(perkTermsProblems('discount', terms, all)).toEqual([]) }))
    fc.assert(fc.property(kindAndBenefit, ([kind, benefit]) => { expect(perkTermsProblems(kind, { ...open, benefit }, [{ ...floor, value: benefit }])).toEqual([]) }))
    expect(perkTermsProblems('deposit-waiver', open, all)).toEqual([{ field: 'benefit', message: '优惠内容与权益类型不符' }])
  })

  it.each<[string, Partial<PerkTerms>, string]>([
    ['a discount of nothing', { benefit: { kind: 'percent', percentBps: 10_000 } }, 'benefit'],
    ['no store', { stores: [] }, 'stores'],
    ['a week without a day', closed({ weekdays: [1, 2, 3, 4, 5, 6, 7] }), 'blackouts.weekdays'],
    ['a day that does not exist', closed({ days: [{ from: '2026-02-30', until: '2026-03-01' }] }), 'blackouts.days.0'],
    ['days the wrong way round', closed({ days: [{ from: '2026-03-02', until: '2026-03-01' }] }), 'blackouts.days.0'],
    ['no time of day', closed({ hours: [{ from: '25:00', until: '26:00' }] }), 'blackouts.hours.0'],
    ['a whole day of hours', closed({ hours: [{ from: '00:00', until: '24:00' }] }), 'blackouts.hours.0'],
    ['a quota of nothing', { quota: { perDay: 0, perPeriod: null } }, 'quota.perDay'],
    ['a period that limits nothing', { quota: { perDay: null, perPeriod: { unit: 'month', total: null, perPerson: null } } }, 'quota.perPeriod'],
  ])('%s is refused', (_what, over, field) => {
    expect(perkTermsProblems('discount', { ...open, ...over }, all).map((p) => p.field)).toEqual([field])
  })

  test('more off than must be spent, a script as a link, quarters of a minute', () => {
    const of = (kind: PerkKind, benefit: PerkBenefit) => perkTermsProblems(kind, { ...open, benefit }, all)[0]?.message
    expect(of('amount-off', { kind: 'amount-off', amountFen: 2000, minimumFen: 1000 })).toBe('减的金额不能超过满额')
    for (const url of ['javascript:alert(1)', 'http://a.example', 'https://a b.example', 'https://user@a.example', 'https://localhost']) expect(of('partner-link', { kind: 'partner-link', url })).toBe('链接应为 https:// 开头的网址')
    expect(of('free-use', { kind: 'hours', hours: 0.1 })).toBe('时长应大于 0，最细到一刻钟')
  })

  test('tiers: one at least, one floor at most, no threshold twice', () => {
    const tier = (fromCenti: number | null): PerkTier => ({ title: '档', benefit: '8 折', fromCenti })
    expect(perkTermsProblems('discount', open, []).map((p) => p.message)).toEqual(['至少要有一档'])
    expect(perkTermsProblems('discount', open, [tier(null), tier(null)]).map((p) => p.message)).toEqual(['面向所有人的档只能有一个'])
    expect(perkTermsProblems('discount', open, [tier(70_000), tier(70_000)]).map((p) => p.message)).toEqual(['档位分数不能重复'])
  })

  test('a tier without a value of its own gives the perk’s', () => {
    expect(benefitOf(open, floor)).toEqual(open.benefit)
    expect(benefitOf(open, { ...floor, value: { kind: 'percent', percentBps: 9000 } })).toEqual({ kind: 'percent', percentBps: 9000 })
  })
})

describe('benefits and terms in words', () => {
  test('every benefit that words can say is read back from its words', () => {
    fc.assert(
      fc.property(kindAndBenefit, ([kind, benefit]) => {
        const url = benefit.kind === 'partner-link' ? benefit.url : undefined
        expect(readBenefit(kind, benefitInWords(benefit), url)).toEqual(benefit)
      }),
      { numRuns: 1000 },
    )
  })

  it.each<[PerkKind, string, PerkBenefit | null]>([
    ['discount', '堂食 8.8 折', { kind: 'percent', percentBps: 8800 }],
    ['discount', '95折', { kind: 'percent', percentBps: 9500 }],
    ['discount', '八折', null],
    ['amount-off', '满 30 减 6', { kind: 'amount-off', minimumFen: 3000, amountFen: 600 }],
    ['amount-off', '咖啡立减 8 元', { kind: 'amount-off', minimumFen: 0, amountFen: 800 }],
    ['amount-off', '免 50 元上门费', { kind: 'amount-off', minimumFen: 0, amountFen: 5000 }],
    ['price', '单程 16 元（原价 20 元）', { kind: 'price', priceFen: 1600 }],
    ['price', '第二杯半价', { kind: 'percent', percentBps: 5000 }],
    ['free-use', '每单前 30 分钟免费', { kind: 'hours', hours: 0.5 }],
    ['free-use', '免押借 40 册', { kind: 'items', count: 40 }],
    ['free-use', '特展免票', null],
    ['deposit-waiver', '免 300 元押金', { kind: 'deposit-waiver', depositFen: 30_000 }],
    ['deposit-waiver', '押金 99 元', null],
    ['deposit-waiver', '5000元', { kind: 'deposit-waiver', depositFen: 500_000 }],
    ['post-pay', '单次 1000 元内后付', { kind: 'post-pay', limitFen: 100_000 }],
    ['post-pay', '免定金', null],
    ['partner-link', '到合作方领取', null],
  ])('%s: %s', (kind, words, benefit) => {
    expect(readBenefit(kind, words)).toEqual(benefit)
  })

  test('terms are told in short sentences', () => {
    const terms: PerkTerms = {
      ...open,
      stores: ['sto_a'],
      audience: 'both',
      stacking: 'with-promotions',
      blackouts: { days: [{ from: '2027-02-15', until: '2027-02-23' }], weekdays: [6, 7], hours: [{ from: '11:30', until: '13:00' }] },
      quota: { perDay: 50, perPeriod: { unit: 'month', total: 500, perPerson: 2 } },
    }
    expect(termsInWords(terms, ['听澜路店'])).toEqual(['个人和企业都可领', '限听澜路店使用', '2月15日至2月23日不可用', '周六、周日不可用', '每天 11:30–13:00 不可用', '每天限 50 份', '每月限 500 份', '每人每月限领 2 份', '可与店内活动同享，不与其他权益同享'])
  })

  test('what a spreadsheet says of blackouts is read, or refused as a whole', () => {
    expect(readBlackoutDays('2027-02-15~2027/2/23|2027年5月1日')).toEqual([{ from: '2027-02-15', until: '2027-02-23' }, { from: '2027-05-01', until: '2027-05-01' }])
    expect(readBlackoutDays('2027-02-15~春节')).toBeNull()
    expect(['周六、周日', '六日', '星期天 6', '6|7'].map(readBlackoutWeekdays)).toEqual([[6, 7], [6, 7], [6, 7], [6, 7]])
    expect(readBlackoutWeekdays('周八')).toBeNull()
    expect(readBlackoutHours('11:30-13:00|９：００－10:00')).toEqual([{ from: '11:30', until: '13:00' }, { from: '09:00', until: '10:00' }])
    expect(readBlackoutHours('中午')).toBeNull()
  })
})
