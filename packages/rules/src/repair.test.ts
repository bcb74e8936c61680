import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { CALENDAR_CN } from './calendar-cn'
import { CATALOG_KINDS } from './catalog'
import { addDays, type Day, fromDayNumber, toDayNumber } from './day'
import { type ClockPause, pausedDeadline } from './paused-deadline'
import { type PublicationRuleSet, readPublicationRule } from './publication-rules'
import { checkRepair } from './repair'
import type { RepairFacts, RepairRules, RepairUnderSet } from './repair-facts'
import { checkRepairRules, readRepairRule, type RepairRuleSet, resolveRepairRule } from './repair-rules'
import { addWorkingDays, isWorkingDay } from './working-days'

const FOLDER = join(import.meta.dirname, '../../../cities/national/rules')
const files = (prefix: string): unknown[] => readdirSync(FOLDER).filter((name) => name.startsWith(prefix)).map((name) => parse(readFileSync(join(FOLDER, name), 'utf8')) as unknown)

function publicationSets(): PublicationRuleSet[] {
  return files('publication-').map((data) => {
    const reading = readPublicationRule(data)
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    return reading.rule
  })
}

function repairSets(publication: PublicationRuleSet[]): RepairRuleSet[] {
  return files('repair-').map((data) => {
    const reading = readRepairRule(data)
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    return resolveRepairRule(reading.rule, publication)
  })
}

const publication = publicationSets()
const rules: RepairRules = { sets: repairSets(publication), publication, cityDeadlines: [] }

/** `severity=一般|duties=2026-05-01`: what is no fact of the repair is a field of the record. */
function factsOf(kind: string, office: string, decidedOn: Day, text: string): RepairFacts {
  const recordKind = CATALOG_KINDS.find((k) => k === kind)
  if (!recordKind) throw new Error(`${kind} is no kind of record`)
  const { duties, endsOn, months, subject, false: falseCommitmentOn, ...fields } = Object.fromEntries(text === '-' ? [] : text.split('|').map((part) => part.split('=') as [string, string]))
  return {
    subjectKind: subject === 'person' ? 'person' : 'organization',
    recordKind,
    office,
    decidedOn,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value])),
    dutiesDoneOn: duties === undefined ? 'unknown' : duties === 'no' ? null : duties,
    commitmentSigned: 'unknown',
    falseCommitmentOn: falseCommitmentOn ?? null,
    endsOn: endsOn ?? null,
    retentionMonths: months === undefined ? 36 : Number(months),
  }
}

const marked = (at: { day: Day; provisional: boolean } | null | undefined) => (at ? `${at.day}${at.provisional ? '~' : ''}` : '-')

interface GoldenCase { line: string; kind: string; office: string; decidedOn: Day; applyOn: Day; facts: string; expected: Record<string, string>; cites: string }

/** One line of `repair-cases.csv`; the columns are named in its head. */
function readCases(): GoldenCase[] {
  const [head = '', ...lines] = readFileSync(join(import.meta.dirname, 'repair-cases.csv'), 'utf8').split('\n').filter((l) => l !== '' && !l.startsWith('#'))
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    if (cells.length !== names.length) throw new Error(`${line}: ${cells.length} cells, not ${names.length}`)
    const row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    const { kind = '', office = '', decidedOn = '', applyOn = '', facts = '', cites = '', ...expected } = row
    return { line, kind, office, decidedOn, applyOn, facts, cites, expected }
  })
}

describe('golden cases of repair', () => {
  const cases = readCases()

  it('are 120 at least, each with its rule, on both sides of 2026-04-01', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120)
    expect(cases.filter((c) => c.cites.trim().length < 4)).toEqual([])
    expect(cases.filter((c) => c.decidedOn < '2026-04-01').length).toBeGreaterThan(40)
    expect(cases.filter((c) => c.decidedOn >= '2026-04-01').length).toBeGreaterThan(40)
    expect(new Set(cases.map((c) => c.line)).size).toBe(cases.length)
  })

  it.each(cases)('$line', ({ kind, office, decidedOn, applyOn, facts, expected }) => {
    const check = checkRepair(rules, CALENDAR_CN, factsOf(kind, office, decidedOn, facts), applyOn)
    if (!check) throw new Error('no set')
    const { applied, other } = check
    expect({
      set: applied.ruleId,
      class: applied.classCode,
      result: applied.reason ?? 'can',
      earliestOn: applied.earliestOn ?? '-',
      autoEndsOn: applied.autoEndsOn ?? '-',
      decideBy: marked(applied.deadlines.find((d) => d.code === 'decide')),
      endsOn: marked(applied.endsIfAppliedOn),
      other: other ? `${other.ruleId}:${other.classCode}` : '-',
    }).toEqual(expected)
  })
})

const days = fc.integer({ min: toDayNumber('2023-05-01'), max: toDayNumber('2028-12-31') }).map(fromDayNumber)
const facts: fc.Arbitrary<RepairFacts> = fc.record({
  subjectKind: fc.constantFrom('person' as const, 'organization' as const),
  recordKind: fc.constantFrom(...CATALOG_KINDS),
  decidedOn: days,
  office: fc.constantFrom('市综合行政执法局', '市市场监督管理局', '市税务局', '市中级人民法院'),
  fields: fc.record(
    { severity: fc.constantFrom('轻微', '一般', '严重'), penaltyKind: fc.constantFrom('警告', '罚款', '吊销许可证件'), fineFen: fc.integer({ min: 1, max: 10_000_000 }), violation: fc.constantFrom('消防', '占道'), outcome: fc.constantFrom('合格', '不合格', '违约', '违背承诺'), performance: fc.constantFrom('全部未履行', '全部履行'), level: fc.constantFrom('A', 'D') },
    { requiredKeys: [] },
  ),
  dutiesDoneOn: fc.oneof(fc.constant('unknown'), fc.constant(null), days),
  commitmentSigned: fc.constantFrom(true, false, 'unknown' as const),
  falseCommitmentOn: fc.option(days, { freq: 4 }),
  rulingOn: fc.option(days, { freq: 4 }),
  endsOn: fc.option(days, { freq: 2 }),
  retentionMonths: fc.constantFrom(null, 36, 60),
})
const both = (check: { applied: RepairUnderSet; other: RepairUnderSet | null } | null): RepairUnderSet[] => (check ? [check.applied, ...(check.other ? [check.other] : [])] : [])

describe('repair, for whatever facts', () => {
  it('the earliest day is never after the day it ends by itself', () => {
    fc.assert(
      fc.property(facts, days, (known, applyOn) => {
        for (const one of both(checkRepair(rules, CALENDAR_CN, known, applyOn))) if (one.earliestOn !== null && one.autoEndsOn !== null) expect(one.earliestOn <= one.autoEndsOn).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('applying later under the same set never ends it earlier', () => {
    fc.assert(
      fc.property(facts, days, fc.integer({ min: 0, max: 400 }), (known, applyOn, later) => {
        const [first, second] = [applyOn, addDays(applyOn, later)].map((day) => checkRepair(rules, CALENDAR_CN, known, day)?.applied)
        if (first?.ruleId !== second?.ruleId || !first?.endsIfAppliedOn || !second?.endsIfAppliedOn) return
        expect(first.endsIfAppliedOn.day <= second.endsIfAppliedOn.day).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('what can be applied for has reached its earliest day, ends, and never after it would by itself', () => {
    fc.assert(
      fc.property(facts, days, (known, applyOn) => {
        const check = checkRepair(rules, CALENDAR_CN, known, applyOn)
        for (const one of both(check)) {
          if (one.canApply) expect(one.earliestOn !== null && one.earliestOn <= (check?.applyOn ?? '')).toBe(true)
          if (one.endsIfAppliedOn && check?.display?.endsOn) expect(one.endsIfAppliedOn.day <= check.display.endsOn).toBe(true)
          expect(one.canApply && one.reason !== null).toBe(false)
          expect(one.isRepairable || (one.earliestOn === null && one.endsIfAppliedOn === null)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('an older decision shows the set of its own day beside, and a newer one nothing', () => {
    fc.assert(
      fc.property(facts, days, (known, applyOn) => {
        const check = checkRepair(rules, CALENDAR_CN, { ...known, recordKind: 'penalty', office: '市综合行政执法局' }, applyOn)
        expect(check?.other !== null).toBe(known.decidedOn < '2026-04-01' && applyOn >= '2026-04-01')
        if (check?.other) expect(check.transition).toContain('2026年4月1日')
      }),
    )
  })
})

const pauses: fc.Arbitrary<ClockPause[]> = fc.array(fc.tuple(days, fc.integer({ min: 0, max: 60 })).map(([from, length]) => ({ from, to: addDays(from, length) })), { maxLength: 4 })

describe('a clock that stands while the applicant answers', () => {
  it.each([
    // start, working days, pauses, deadline
    ['2026-09-28', 7, [], '2026-10-13'],
    ['2026-11-02', 10, [{ from: '2026-11-04', to: '2026-11-09' }], '2026-11-19'],
    ['2026-11-02', 10, [{ from: '2026-11-07', to: '2026-11-08' }], '2026-11-16'],
    ['2026-11-02', 10, [{ from: '2026-11-20', to: '2026-12-20' }], '2026-11-16'],
    ['2026-11-02', 10, [{ from: '2026-11-04', to: '2026-11-09' }, { from: '2026-11-06', to: '2026-11-10' }], '2026-11-20'],
    ['2026-02-12', 3, [{ from: '2026-02-13', to: '2026-02-25' }], '2026-02-27'],
  ])('from %s, %i working days, pauses %j: %s', (start, count, between, day) => {
    expect(pausedDeadline(CALENDAR_CN, start, count, between)).toEqual({ day, provisional: false, workingDaysLeft: 0 })
  })

  it('has no day while it stands, and what is left is told', () => {
    expect(pausedDeadline(CALENDAR_CN, '2026-11-02', 10, [{ from: '2026-11-04', to: null }])).toEqual({ day: null, provisional: false, workingDaysLeft: 8 })
    expect(pausedDeadline(CALENDAR_CN, '2026-11-02', 2, [{ from: '2026-11-04', to: null }]).day).toBe('2026-11-04')
    expect(() => pausedDeadline(CALENDAR_CN, '2026-11-02', 2, [{ from: '2026-11-04', to: '2026-11-03' }])).toThrow(RangeError)
  })

  it('is never shortened by a pause, and lasts to a working day outside every pause', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), pauses, fc.tuple(days, fc.integer({ min: 0, max: 60 })), (start, count, some, [from, length]) => {
        const plain = addWorkingDays(CALENDAR_CN, start, count).day
        const paused = pausedDeadline(CALENDAR_CN, start, count, some).day ?? ''
        const more = pausedDeadline(CALENDAR_CN, start, count, [...some, { from, to: addDays(from, length) }]).day ?? ''
        expect(plain <= paused && paused <= more).toBe(true)
        expect(isWorkingDay(CALENDAR_CN, more)).toBe(true)
        expect(some.some((p) => p.from < more && p.to !== null && more <= p.to)).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a repair rule file', () => {
  const good = { id: 'x', title: 'x', authority: 'x', sourceRef: 'x', verified: false, note: 'x', recordKinds: ['penalty'], effectiveFrom: '2026-01-01', effectiveTo: null, clockStart: 'decision-date', channel: { code: 'window', title: 'x', where: 'x' }, classes: [{ code: 'a', title: 'a', autoEnd: false, way: 'application' }] }
  const problems = (data: unknown) => {
    const reading = readRepairRule(data)
    return reading.ok ? [] : reading.problems.map((p) => `${p.path} ${p.message}`)
  }
  const read = (data: unknown) => {
    const reading = readRepairRule(data)
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    return reading.rule
  }

  it('is refused with what is wrong', () => {
    expect(problems(good)).toEqual([])
    expect(problems({ ...good, channel: { ...good.channel, code: 'bar' } })[0]).toContain('channel.code must be one of')
    expect(problems({ ...good, classes: [{ ...good.classes[0], autoEnd: true }] })).toEqual(['classes[0] ends by itself, but has no maxMonths'])
    expect(problems({ ...good, classesFrom: 'publication-order-36' })).toEqual(['classes has classes of its own and of classesFrom'])
    expect(problems({ ...good, deadlines: [{ code: 'propagate', title: 'x', from: 'decide', workingDays: 3 }] })).toEqual(['deadlines propagate starts at decide, which is not before it'])
    expect(problems({ ...good, colour: 'red' })).toEqual(['colour unknown key'])
    expect(problems({ ...good, ways: 'no' })[0]).toBe('ways must be a mapping')
  })

  it('that borrows classes from nowhere, or overlaps another, is reported', () => {
    const { classes: _own, ...borrowing } = good
    expect(() => resolveRepairRule(read({ ...borrowing, classesFrom: 'publication-moon' }), publication)).toThrow('publication-moon')
    expect(() => resolveRepairRule(read({ ...borrowing, classesFrom: 'publication-lists' }), publication)).toThrow('says nothing of penalty')
    expect(() => resolveRepairRule(read({ ...borrowing, classesFrom: 'publication-order-36', ways: { odd: 'none' } }), publication)).toThrow('no class odd')
    expect(checkRepairRules(rules.sets)).toEqual([])
    expect(checkRepairRules([...rules.sets, resolveRepairRule(read(good), publication)])).toEqual(['repair-order-36-penalty and x are both in force for penalty', 'repair-order-58-penalty and x are both in force for penalty'])
  })
})

describe('the city’s own promise', () => {
  it('shortens a step of its own window, never lengthens one, and leaves other channels alone', () => {
    const known = factsOf('penalty', '市综合行政执法局', '2026-05-10', 'severity=一般')
    const promising = (workingDays: number): RepairRules => ({ ...rules, cityDeadlines: [{ code: 'decide', title: '决定', from: 'apply', workingDays }, { code: 'propagate', title: '同步', from: 'decide', workingDays: 1 }] })
    const steps = (check: ReturnType<typeof checkRepair>) => check?.applied.deadlines.map((d) => [d.code, d.day, d.by])
    expect(steps(checkRepair(promising(2), CALENDAR_CN, known, '2026-11-26'))).toEqual([['accept', '2026-12-01', 'rule'], ['decide', '2026-11-30', 'city'], ['propagate', '2026-12-01', 'city']])
    expect(steps(checkRepair(promising(20), CALENDAR_CN, known, '2026-11-26'))?.[1]).toEqual(['decide', '2026-12-10', 'rule'])
    expect(steps(checkRepair(promising(2), CALENDAR_CN, { ...known, office: '市市场监督管理局' }, '2026-11-26'))).toEqual([['decide', '2026-12-07', 'rule']])
  })
})

describe('a court’s ruling', () => {
  it('opens the way of a reorganisation from its day, for a firm only', () => {
    const known = { ...factsOf('penalty', '市综合行政执法局', '2026-05-10', 'severity=严重'), rulingOn: '2026-09-01' }
    expect(checkRepair(rules, CALENDAR_CN, known, '2026-11-26')?.applied.reorganisation).toMatchObject({ from: '2026-09-01', title: '破产重整期间申请' })
    expect(checkRepair(rules, CALENDAR_CN, { ...known, subjectKind: 'person' }, '2026-11-26')?.applied.reorganisation).toBeNull()
  })
})
