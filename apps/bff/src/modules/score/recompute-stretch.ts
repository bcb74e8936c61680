import { steadyUntil } from '@xinhui/rules'
import { readScoreFile } from '../record/score-file'
import { evaluateOne, isMoved, needsBasis, planBatch, type RunModels } from './plan-batch'
import type { ScoreKind } from './score-batch.store'
import { basesBefore, copyPlan, type Sql, type Stretch, takeStale } from './score-copy.store'

/** What a worker needs to know of a run; plain data, so that it crosses threads. */
export interface RunPlan {
  day: string
  now: Date
  models: Readonly<Record<ScoreKind, RunModels>>
  /** One flag shared by all threads: not 0 asks to stop after the chunk under way. */
  stop: Int32Array
}

/** A chunk is a transaction: long enough to be cheap, short enough that nobody waits for its locks. */
const SUBJECTS_AT_ONCE = 2500

/** A stretch of the subjects of one kind. */
export interface KindStretch extends Stretch {
  kind: ScoreKind
}

/** Computes the scores of one stretch that are of an earlier day, chunk by chunk. */
export async function runStretch(sql: Sql, run: RunPlan, { kind, ...stretch }: KindStretch, report: (computed: number, changed: number) => void): Promise<void> {
  const { day, now } = run
  const models = run.models[kind]
  const { model, reading } = models
  for (let after = stretch.after; Atomics.load(run.stop, 0) === 0; ) {
    const done = await sql.begin(async (tx) => {
      const { last, count, moving } = await takeStale(tx, kind, { after, upTo: stretch.upTo, day, limit: SUBJECTS_AT_ONCE, model, reading, now })
      if (last === null) return undefined
      const evaluated = moving.map(({ current, file }) => evaluateOne(model, day, current, readScoreFile(reading.fields, file)))
      const before = await basesBefore(tx, kind, evaluated.filter((one) => needsBasis(model, one) && one.current.digest !== '').map(({ current }) => current.ownerId))
      const plan = planBatch(kind, models, day, now, evaluated, before)
      const changes = new Map(plan.writes.map((write) => [write.ownerId, write.change]))
      const scores = evaluated.map(({ current: { ownerId }, file, totalCenti, grade, digest }, i) => ({
        ownerId, totalCenti, grade, digest, change: changes.get(ownerId) ?? null, steadyUntil: steadyUntil(model, file.records, day), fileHash: moving[i]?.fileHash ?? null,
      }))
      await copyPlan(tx, kind, { plan, scores, modelId: model.id, count, day, now, after, last })
      return { last, computed: count, changed: evaluated.filter((one) => isMoved(model, one)).length }
    })
    if (!done) return
    after = done.last
    report(done.computed, done.changed)
  }
}
