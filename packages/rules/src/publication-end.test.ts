import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { addDays, type Day, fromDayNumber, toDayNumber } from './day'
import { isShownOn, publicationEnd, type PublicationRecord } from './publication-end'
import { checkPublicationRules, type PublicationRuleSet, readPublicationRule } from './publication-rules'

const FOLDER = join(import.meta.dirname, '../../../cities/national/rules')

function load(): PublicationRuleSet[] {
  return readdirSync(FOLDER).filter((name) => name.startsWith('publication-')).map((name) => {
    const reading = readPublicationRule(parse(readFileSync(join(FOLDER, name), 'utf8')))
    if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.problems)}`)
    return reading.rule
  })
}

const rules = load()
const penalty = (decidedOn: Day, fields: PublicationRecord['fields'], endsOn: Day | null = null): PublicationRecord => ({ kind: 'penalty', decidedOn, endsOn, retentionMonths: 60, fields })
const today = '2026-11-21'
const end = (record: PublicationRecord, day = today) => publicationEnd(rules, record, day)

describe('publication ends', () => {
  it('the national rule sets read, cover every kind, and never two at once', () => {
    expect(checkPublicationRules(rules)).toEqual([])
    expect(rules.every((r) => !r.verified && r.note.includes('官方') || r.id === 'publication-other')).toBe(true)
  })

  it.each([
    // decided, fields, rule, class, first day not shown, repairable from
    ['2026-04-01', { severity: '轻微' }, 'publication-order-36', 'light', '2026-07-01', null],
    ['2026-11-30', { penaltyKind: '警告' }, 'publication-order-36', 'light', '2027-02-28', null],
    ['2026-05-10', { penaltyKind: '罚款', fineFen: 300_000 }, 'publication-order-36', 'light', '2026-08-10', null],
    ['2026-05-10', { penaltyKind: '罚款', fineFen: 300_001 }, 'publication-order-36', 'general', '2027-05-10', '2026-08-10'],
    ['2026-05-10', { penaltyKind: '罚款;没收违法所得', fineFen: 100_000 }, 'publication-order-36', 'general', '2027-05-10', '2026-08-10'],
    ['2026-05-10', { penaltyKind: '罚款;暂扣许可证件', fineFen: 100_000 }, 'publication-order-36', 'serious', '2029-05-10', '2027-05-10'],
    ['2026-05-10', { severity: '一般', penaltyKind: '责令停产停业' }, 'publication-order-36', 'general', '2027-05-10', '2026-08-10'],
    ['2026-03-31', { severity: '一般', penaltyKind: '罚款' }, 'publication-order-58', 'general', '2029-03-31', '2026-06-30'],
    ['2026-03-31', { violation: '未取得食品经营许可从事经营', penaltyKind: '罚款' }, 'publication-order-58', 'special', '2029-03-31', '2027-03-31'],
    ['2024-02-29', { penaltyKind: '罚款' }, 'publication-order-58', 'general', '2027-02-28', '2024-05-29'],
    ['2021-08-08', { penaltyKind: '罚款' }, 'publication-order-58', 'general', '2024-08-08', '2021-11-08'],
  ])('a penalty decided %s with %j', (decidedOn, fields, ruleId, classCode, endsOn, repairableOn) => {
    expect(end(penalty(decidedOn, fields))).toMatchObject({ ruleId, classCode, isShown: true, endsOn, repairableOn })
  })

  it('a warning under the older order is never shown, and the newer result stands beside it', () => {
    expect(end(penalty('2026-02-01', { penaltyKind: '警告' }))).toMatchObject({ isShown: false, endsOn: null, other: { ruleId: 'publication-order-36', classCode: 'light', isShown: true, endsOn: '2026-05-01' } })
    expect(end(penalty('2026-05-01', { penaltyKind: '警告' }))?.other).toBeNull()
  })

  it('an earlier last day from the office wins, a later one does not', () => {
    expect(end(penalty('2026-05-10', { severity: '一般' }, '2026-09-30'))?.endsOn).toBe('2026-10-01')
    expect(end(penalty('2026-05-10', { severity: '一般' }, '2030-01-01'))?.endsOn).toBe('2027-05-10')
  })

  it('lists are shown until removal; a performed judgment is not shown; a broken promise three years', () => {
    const of = (kind: PublicationRecord['kind'], fields: PublicationRecord['fields'], endsOn: Day | null = null) => end({ kind, decidedOn: '2026-01-31', endsOn, retentionMonths: 36, fields })
    expect(of('serious-list', {})).toMatchObject({ endsOn: null, repairableOn: '2027-01-31' })
    expect(of('serious-list', {}, '2026-06-30')).toMatchObject({ endsOn: '2026-07-01' })
    expect(of('judgment', { performance: '全部未履行' })).toMatchObject({ isShown: true, endsOn: null })
    expect(of('judgment', { performance: '全部履行' })).toMatchObject({ isShown: false })
    expect(of('commitment', { outcome: '违背承诺' })?.endsOn).toBe('2029-01-31')
    expect(of('permit', {}, '2028-06-30')).toMatchObject({ ruleId: 'publication-other', endsOn: '2028-07-01' })
  })

  it('the end does not depend on the day of asking, and is never after the office’s own', () => {
    const days = fc.integer({ min: toDayNumber('2020-01-01'), max: toDayNumber('2030-12-31') }).map(fromDayNumber)
    fc.assert(
      fc.property(days, days, days, fc.constantFrom('轻微', '一般', '严重', ''), fc.option(fc.integer({ min: 0, max: 2000 })), (decidedOn, a, b, severity, after) => {
        const own = after === null ? null : addDays(decidedOn, after)
        const record = penalty(decidedOn, { severity }, own)
        const [x, y] = [publicationEnd(rules, record, a), publicationEnd(rules, record, b)]
        expect({ ...x, other: null }).toEqual({ ...y, other: null })
        if (own !== null && x?.isShown) expect(x.endsOn !== null && x.endsOn <= addDays(own, 1)).toBe(true)
      }),
    )
  })

  it('is shown up to the day before the end', () => {
    const display = { startsOn: '2026-05-01', endsOn: '2026-08-01' }
    expect(['2026-04-30', '2026-05-01', '2026-07-31', '2026-08-01'].map((day) => isShownOn(display, day))).toEqual([false, true, true, false])
    expect(isShownOn({ startsOn: '2026-05-01', endsOn: null }, '2099-01-01')).toBe(true)
  })
})

describe('a rule file', () => {
  const good = { id: 'x', title: 'x', authority: 'x', sourceRef: 'x', kinds: ['penalty'], effectiveFrom: '2026-01-01', effectiveTo: null, clockStart: 'decision-date', verified: false, note: 'x', classes: [{ code: 'a', title: 'a', display: 'timed', maxMonths: 3 }] }
  const problems = (data: unknown) => {
    const reading = readPublicationRule(data)
    return reading.ok ? [] : reading.problems.map((p) => `${p.path} ${p.message}`)
  }

  it('is refused with what is wrong', () => {
    expect(problems(good)).toEqual([])
    expect(problems({ ...good, kinds: ['blood'] })[0]).toContain('kinds[0]')
    expect(problems({ ...good, classes: [{ code: 'a', title: 'a', display: 'timed' }] })).toEqual(['classes[0] a timed display has maxMonths, no other has'])
    expect(problems({ ...good, classes: [{ ...good.classes[0], when: [[{ field: 'severity', in: ['轻微'] }]] }] })).toEqual(['classes the last class must have no `when`: every record needs a class'])
    expect(problems({ ...good, classes: [{ ...good.classes[0], when: [[{ field: 'severity', in: ['轻微'], max: 3 }]] }, good.classes[0]] })[0]).toContain('exactly one thing')
  })

  it('that overlaps another in force is reported', () => {
    const [rule] = rules
    if (!rule) throw new Error('no rules')
    expect(checkPublicationRules([rule, { ...rule, id: 'again' }])[0]).toContain('both in force')
  })
})
