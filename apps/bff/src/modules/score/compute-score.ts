import { addDays, dayInShanghai, evaluateScore, modelOn, type Score, type ScoreModel, type ScoreRecord } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { listLivingPurposes } from '../consent/consent.store'
import { listSubjectRecords } from '../record/score-records.store'

/** The model in force for persons today; throws when the city has none, which is a fault of its folder. */
export function personModel(ctx: Ctx): ScoreModel {
  const model = modelOn(cityData(ctx.city).models, 'person', dayInShanghai(ctx.now.getTime()))
  if (!model) throw new Error(`cities/${ctx.city.code}/score-models has no personal model in force`)
  return model
}

/** Purpose of the consent that lets a special class 专项信息 (社保, 公积金 …) of the catalogue be used. */
export const itemPurpose = (item: string) => `item:${item}`

/**
 * Evaluates a person's file as it stands, today, with the model in force. Reads only: catalogued scorable items,
 * special classes only under their own living consent.
 */
export async function computeScore(ctx: Ctx, subjectId: string): Promise<Score> {
  const model = personModel(ctx)
  const { itemsByCode } = cityData(ctx.city)
  const purposes = new Set(await listLivingPurposes(ctx.db, subjectId, ctx.now))
  const items = [...new Set(model.indicators.flatMap((i) => i.items))].filter((code) => {
    const item = itemsByCode.get(code)
    return item?.scorable === true && (item.publicity === 'public' || purposes.has(itemPurpose(code)))
  })
  const rows = await listSubjectRecords(ctx.db, { subjectId, items })
  const records = rows.map(
    (row): ScoreRecord => ({
      id: row.id,
      item: row.item,
      decidedOn: row.decidedOn,
      // Files give the last day that counts; the evaluator wants the first that does not.
      endsOn: row.endsOn ? addDays(row.endsOn, 1) : null,
      sourceOffice: row.sourceOffice,
      fields: row.content,
    }),
  )
  return evaluateScore(model, records, dayInShanghai(ctx.now.getTime()))
}
