import type { Day } from './day'
import { evaluateScore } from './score'
import type { Score } from './score'
import type { ScoreModel, ScoreRecord } from './score-model'

/** A supposed change of a credit file. */
export interface FileChange {
  add?: readonly ScoreRecord[]
  /** Ids of records that were never there. */
  remove?: readonly string[]
  /** Records that stop counting on a day, such as by a repair. A record that ends earlier keeps its earlier end. */
  end?: readonly { id: string; on: Day }[]
}

export interface WhatIf { before: Score; after: Score; differenceCenti: number; gradeChanges: boolean }

/**
 * The file after the change; the argument is untouched.
 * @throws RangeError when the change names a record the file does not hold
 */
export function changeFile(records: readonly ScoreRecord[], change: FileChange): ScoreRecord[] {
  const known = new Set(records.map((record) => record.id))
  const removed = new Set(change.remove ?? [])
  const ends = new Map((change.end ?? []).map((end) => [end.id, end.on]))
  for (const id of [...removed, ...ends.keys()]) if (!known.has(id)) throw new RangeError(`no record ${id} in the file`)
  const kept = records.filter((record) => !removed.has(record.id)).map((record) => {
    const on = ends.get(record.id)
    return on === undefined || (record.endsOn !== null && record.endsOn <= on) ? record : { ...record, endsOn: on }
  })
  return [...kept, ...(change.add ?? [])]
}

/** The score on a day with and without a change: the same evaluation on two files, nothing estimated. */
export function whatIf(model: ScoreModel, records: readonly ScoreRecord[], change: FileChange, day: Day): WhatIf {
  const before = evaluateScore(model, records, day)
  const after = evaluateScore(model, changeFile(records, change), day)
  return { before, after, differenceCenti: after.totalCenti - before.totalCenti, gradeChanges: after.grade !== before.grade }
}

/** The score on each of the days if nothing changes but time. */
export function projectScore(model: ScoreModel, records: readonly ScoreRecord[], days: readonly Day[]): Score[] {
  return days.map((day) => evaluateScore(model, records, day))
}
