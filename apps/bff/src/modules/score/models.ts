import { dayInShanghai, modelOn, type ScoreModel } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import type { City } from '../city/load-city'
import { readingOf } from '../record/score-file'
import { findApprovedModel, listApprovedModels } from './model-release.store'
import type { RunModels } from './plan-batch'

/** Approved models never change, so each is read once. */
const approved = new WeakMap<City, Map<string, ScoreModel>>()

function remember(city: City, model: ScoreModel): ScoreModel {
  const known = approved.get(city) ?? new Map<string, ScoreModel>()
  approved.set(city, known.set(model.id, model))
  return model
}

/** Every published model: those of the city's folder and those released in the console. */
export async function publishedModels(ctx: Ctx): Promise<ScoreModel[]> {
  return [...cityData(ctx.city).models, ...(await listApprovedModels(ctx.db)).map((model) => remember(ctx.city, model))]
}

/** The model in force on a day, today when none is given; throws when the city has none, which is a fault of its folder. */
export async function modelInForce(ctx: Ctx, subjectKind: 'person' | 'organization', day = dayInShanghai(ctx.now.getTime())): Promise<ScoreModel> {
  const model = modelOn(await publishedModels(ctx), subjectKind, day)
  if (!model) throw new Error(`cities/${ctx.city.code}/score-models has no ${subjectKind} model in force on ${day}`)
  return model
}

/** The model a stored score was computed by, which may be older than the one in force. */
export async function modelById(ctx: Ctx, modelId: string): Promise<ScoreModel> {
  const found = cityData(ctx.city).models.find((m) => m.id === modelId) ?? approved.get(ctx.city)?.get(modelId) ?? (await findApprovedModel(ctx.db, modelId))
  if (!found) throw new Error(`a score names model ${modelId}, which neither cities/${ctx.city.code} nor a release has`)
  return remember(ctx.city, found)
}

/** What a recompute of a kind on a day goes by. */
export async function runModels(ctx: Ctx, kind: 'person' | 'organization', day: string): Promise<RunModels> {
  const published = await publishedModels(ctx)
  const model = await modelInForce(ctx, kind, day)
  return { model, reading: readingOf([model], cityData(ctx.city).itemsByCode), earlier: Object.fromEntries(published.filter((m) => m.subjectKind === kind).map((m) => [m.id, m])) }
}
