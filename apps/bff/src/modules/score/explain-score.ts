import type { Score } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { modelById } from './models'
import { findOrganizationScore, type OrganizationScore } from './organization-score.store'
import { recomputeBatch } from './recompute-batch'
import { requireUse } from './require-use'
import { explainStored } from './score-state'
import { findScore, type ScoreRow } from './score.store'

export interface Explained<Row> {
  row: Row
  score: Score
}

interface Stored {
  subjectId: string
  modelId: string
  day: string
  totalCenti: number
  grade: string
  basis: string | null
}

/** A score from before bases were kept is computed anew when first read: its rows cannot be told otherwise. */
async function explain<Row extends Stored>(ctx: Ctx, kind: 'person' | 'organization', find: () => Promise<Row | undefined>): Promise<Explained<Row> | undefined> {
  let row = await find()
  if (row && row.basis === null) {
    await recomputeBatch({ ctx, input: { kind, subjectIds: [row.subjectId] } })
    row = await find()
  }
  return row && { row, score: explainStored(await modelById(ctx, row.modelId), { ...row, basis: row.basis ?? '' }) }
}

/** A person's score with every row and its reason; undefined without an open one. */
export function explainScore(ctx: Ctx, subjectId: string): Promise<Explained<ScoreRow> | undefined> {
  requireUse(ctx, 'own')
  return explain(ctx, 'person', () => findScore(ctx.db, subjectId))
}

/** An organisation's evaluation with every row and its reason; undefined before the first one. */
export const explainOrganizationScore = (ctx: Ctx, subjectId: string): Promise<Explained<OrganizationScore> | undefined> => explain(ctx, 'organization', () => findOrganizationScore(ctx.db, subjectId))
