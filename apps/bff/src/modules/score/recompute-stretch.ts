import type { ScoreModel } from '@xinhui/rules'
import type { BatchItems } from '../record/batch-records.store'
import { evaluateAll, isMoved, planBatch } from './plan-batch'
import type { ScoreKind } from './score-batch.store'
import { copyPlan, copyRecords, linesBefore, lockStale, type Sql, type Stretch } from './score-copy.store'

/** What a worker needs to know of a run; plain data, so that it crosses threads. */
export interface RunPlan {
  kind: ScoreKind
  day: string
  now: Date
  model: ScoreModel
  items: BatchItems
  /** One flag shared by all threads: not 0 asks to stop after the chunk under way. */
  stop: Int32Array
}

/** A chunk is a transaction: long enough to be cheap, short enough that nobody waits for its locks. */
const SUBJECTS_AT_ONCE = 2500

/** Computes the scores of one stretch that are of an earlier day, chunk by chunk. */
export async function runStretch(sql: Sql, run: RunPlan, stretch: Stretch, report: (computed: number, changed: number) => void): Promise<void> {
  const { kind, day, now, model, items } = run
  for (let after = stretch.after; Atomics.load(run.stop, 0) === 0; ) {
    const last = await sql.begin(async (tx) => {
      const scores = await lockStale(tx, kind, { after, upTo: stretch.upTo, day, limit: SUBJECTS_AT_ONCE })
      const [first, end] = [scores[0]?.subjectId, scores.at(-1)?.subjectId]
      if (first === undefined || end === undefined) return undefined
      const evaluated = evaluateAll(model, day, scores, await copyRecords(tx, kind, { first, last: end, items, now }))
      const moved = evaluated.filter(isMoved)
      const plan = planBatch(kind, day, now, evaluated, await linesBefore(tx, kind, moved.flatMap(({ current }) => (current.totalCenti === null ? [] : [current.ownerId]))))
      await copyPlan(tx, kind, { plan, day, now, after, last: end })
      return { end, computed: scores.length, changed: moved.length }
    })
    if (!last) return
    after = last.end
    report(last.computed, last.changed)
  }
}
