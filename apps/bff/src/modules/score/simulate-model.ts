import type { ScoreSimulation, SimulationGroup } from '@xinhui/contract'
import { ageOn, dayInShanghai, type ScoreModel, scoreTotal } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { listScoreFiles } from '../record/batch-records.store'
import { readingOf } from '../record/score-file'
import { modelInForce } from './models'
import { listSimulated, type ScoreKind, type SimulatedSubject } from './score-batch.store'

const SUBJECTS_AT_ONCE = 1000
/** A smaller group would tell about its members. */
const SMALLEST_GROUP = 5
const AGES: Record<ScoreKind, readonly [number, string][]> = {
  person: [[60, '60 岁及以上'], [45, '45–59 岁'], [30, '30–44 岁'], [0, '18–29 岁']],
  organization: [[10, '成立 10 年以上'], [3, '成立 3–10 年'], [0, '成立不足 3 年']],
}
const OTHERS = '其他'
const UNKNOWN = '未登记'

interface Outcome {
  age: string
  district: string
  /** Places of the grade in the two models' ladders, the lowest 0. */
  from: number
  to: number
  deltaCenti: number
}

/** The draft's grades, from which place on a grade is one of the two highest, and the share of all who stand there. */
interface Ladder {
  grades: ScoreModel['grades']
  topFrom: number
  topTo: number
  allTopAfterBps: number
}

const bps = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part * 10_000) / whole))

const crossed = (members: readonly Outcome[], { code, title }: ScoreModel['grades'][number], place: number) => ({
  grade: code,
  title,
  crossedUp: members.filter((o) => o.from < place && o.to >= place).length,
  crossedDown: members.filter((o) => o.from >= place && o.to < place).length,
})

function groupOf(title: string, members: readonly Outcome[], { grades, topFrom, topTo, allTopAfterBps }: Ladder): SimulationGroup {
  const count = (test: (o: Outcome) => boolean) => members.filter(test).length
  const topAfterBps = bps(count((o) => o.to >= topTo), members.length)
  return {
    title,
    subjects: members.length,
    up: count((o) => o.deltaCenti > 0),
    down: count((o) => o.deltaCenti < 0),
    meanDeltaCenti: members.length === 0 ? 0 : Math.round(members.reduce((sum, o) => sum + o.deltaCenti, 0) / members.length) + 0,
    topBeforeBps: bps(count((o) => o.from >= topFrom), members.length),
    topAfterBps,
    parityBps: allTopAfterBps === 0 ? null : Math.round((topAfterBps * 10_000) / allTopAfterBps),
    crossings: grades.map((grade, place) => crossed(members, grade, place)).slice(1),
  }
}

function groupsBy(outcomes: readonly Outcome[], key: 'age' | 'district', ladder: Ladder): SimulationGroup[] {
  const groups = new Map<string, Outcome[]>()
  for (const outcome of outcomes) groups.set(outcome[key], [...(groups.get(outcome[key]) ?? []), outcome])
  const small = [...groups].filter(([, members]) => members.length < SMALLEST_GROUP)
  for (const [title] of small) groups.delete(title)
  const rest = small.flatMap(([, members]) => members)
  const named = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([title, members]) => groupOf(title, members, ladder))
  return rest.length < SMALLEST_GROUP ? named : [...named, groupOf(OTHERS, rest, ladder)]
}

/** Where everybody stands under both models. Pure. */
export function summarise(day: string, from: ScoreModel, to: ScoreModel, outcomes: readonly Outcome[]): ScoreSimulation {
  const crossings = new Map<string, number>()
  for (const o of outcomes) crossings.set(`${o.from} ${o.to}`, (crossings.get(`${o.from} ${o.to}`) ?? 0) + 1)
  const count = (test: (o: Outcome) => boolean) => outcomes.filter(test).length
  const topTo = to.grades.length - 2
  const ladder: Ladder = { grades: to.grades, topFrom: from.grades.length - 2, topTo, allTopAfterBps: bps(count((o) => o.to >= topTo), outcomes.length) }
  return {
    day,
    againstModelId: from.id,
    subjects: outcomes.length,
    up: count((o) => o.deltaCenti > 0),
    down: count((o) => o.deltaCenti < 0),
    unchanged: count((o) => o.deltaCenti === 0),
    meanDeltaCenti: outcomes.length === 0 ? 0 : Math.round(outcomes.reduce((sum, o) => sum + o.deltaCenti, 0) / outcomes.length) + 0,
    crossings: [...crossings].map(([key, subjects]) => {
      const [a = 0, b = 0] = key.split(' ').map(Number)
      return { from: from.grades[a]?.title ?? '', to: to.grades[b]?.title ?? '', subjects }
    }),
    bands: to.grades.map((grade, i) => ({
      ...crossed(outcomes, grade, i),
      before: count((o) => from.grades[o.from]?.code === grade.code),
      after: count((o) => o.to === i),
    })),
    byAge: groupsBy(outcomes, 'age', ladder),
    byDistrict: groupsBy(outcomes, 'district', ladder),
  }
}

/**
 * Applies a draft to everybody who has a score today (persons who opened one, every organisation), beside the model in
 * force. Reads only, nobody's score changes; groups of fewer than five are put together.
 */
export async function simulateModel({ ctx, input }: { ctx: Ctx; input: { model: ScoreModel } }): Promise<ScoreSimulation> {
  const { model } = input
  const kind = model.subjectKind
  const day = dayInShanghai(ctx.now.getTime())
  const current = await modelInForce(ctx, kind, day)
  const reading = readingOf([current, model], cityData(ctx.city).itemsByCode)
  const districts = new Map(ctx.city.districts.map((d) => [d.code, d.name]))
  const ageOf = (subject: SimulatedSubject) => {
    const years = subject.since === null ? null : ageOn(subject.since, day)
    return years === null ? UNKNOWN : (AGES[kind].find(([from]) => years >= from)?.[1] ?? UNKNOWN)
  }
  const place = (of: ScoreModel, grade: string) => of.grades.findIndex((g) => g.code === grade)
  const outcomes: Outcome[] = []
  for (let after = ''; ; ) {
    const subjects = await listSimulated(ctx.db, kind, { after, limit: SUBJECTS_AT_ONCE })
    const files = await listScoreFiles(ctx.db, { subjectIds: subjects.map((s) => s.id), reading, now: ctx.now })
    for (const subject of subjects) {
      const records = files.get(subject.id)?.records ?? []
      const [before, then] = [scoreTotal(current, records, day), scoreTotal(model, records, day)]
      outcomes.push({
        age: ageOf(subject),
        district: subject.district === null ? UNKNOWN : (districts.get(subject.district) ?? subject.district),
        from: place(current, before.grade),
        to: place(model, then.grade),
        deltaCenti: then.totalCenti - before.totalCenti,
      })
    }
    after = subjects.at(-1)?.id ?? ''
    if (subjects.length < SUBJECTS_AT_ONCE) return summarise(day, current, model, outcomes)
  }
}
