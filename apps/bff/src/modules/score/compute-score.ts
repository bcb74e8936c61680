import { addDays, type ScoreModel, type ScoreRecord } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { readingOf } from '../record/score-file'
import { listSubjectRecords } from '../record/score-records.store'
import { modelInForce } from './models'

/** A stored record as the evaluator wants it. Files give the last day that counts; the evaluator the first that does not. */
const toScoreRecord = (row: { id: string; item: string; decidedOn: string; endsOn: string | null; sourceOffice: string; content: Record<string, string | number> }): ScoreRecord => ({
  id: row.id,
  item: row.item,
  decidedOn: row.decidedOn,
  endsOn: row.endsOn ? addDays(row.endsOn, 1) : null,
  sourceOffice: row.sourceOffice,
  fields: row.content,
})

/**
 * What a score of this subject rests on today: the model in force and the records it may read. Reads only: catalogued
 * scorable items, special classes only under their own living consent (the store's condition).
 */
export async function loadScoreFile(ctx: Ctx, subjectId: string, kind: 'person' | 'organization'): Promise<{ model: ScoreModel; records: ScoreRecord[] }> {
  const model = await modelInForce(ctx, kind)
  const { open, authorised } = readingOf([model], cityData(ctx.city).itemsByCode)
  const rows = await listSubjectRecords(ctx.db, { subjectId, items: [...open, ...authorised], now: ctx.now })
  return { model, records: rows.map(toScoreRecord) }
}
