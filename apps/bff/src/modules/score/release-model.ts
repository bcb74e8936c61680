import { dayInShanghai, isDay, readScoreModel, type ScoreModel } from '@xinhui/rules'
import { parse, YAMLParseError } from 'yaml'
import { type Ctx, inTransaction } from '../../context'
import { sqlState, UNIQUE_VIOLATION } from '../../db/sql'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { cityData } from '../city/city-data'
import { findRelease, insertRelease, listSimulating, moveRelease, type ReleaseRow } from './model-release.store'
import { publishedModels } from './models'
import { simulateModel } from './simulate-model'

/** A file someone hands in; aliases could blow it up, and a model needs none. */
const readYaml = (source: string): unknown => parse(source, { maxAliasCount: 0 })

function readModel(ctx: Ctx, source: string): ScoreModel {
  let data: unknown
  try {
    data = readYaml(source)
  } catch (error) {
    const where = error instanceof YAMLParseError ? `第 ${error.linePos?.[0].line ?? 1} 行` : '文件'
    throw new DomainError('VALIDATION', { detail: `${where}不是有效的 YAML`, errors: [{ field: 'source', message: `${where}不是有效的 YAML` }] })
  }
  const reading = readScoreModel(data, cityData(ctx.city).catalog)
  if (reading.ok) return reading.model
  throw new DomainError('VALIDATION', { detail: `模型有 ${reading.problems.length} 处问题`, errors: reading.problems.map((p) => ({ field: p.path, message: p.message })) })
}

/** Hands a model in as a draft. VALIDATION lists every problem of the file; CONFLICT when its id is taken. */
export async function draftModel({ ctx: outer, input }: { ctx: Ctx; input: { source: string } }): Promise<ReleaseRow> {
  return inTransaction(outer, async (ctx) => {
    const { staffId: authorId } = callerStaff(ctx)
    const model = readModel(ctx, input.source)
    const taken = new DomainError('CONFLICT', { detail: `编号 ${model.id} 已有，已发布的模型不改，请换一个编号` })
    if ((await publishedModels(ctx)).some((m) => m.id === model.id)) throw taken
    const { id: modelId, subjectKind, title } = model
    const [row] = await insertRelease(ctx.db, { id: newId('smr', ctx.now), modelId, subjectKind, title, source: input.source, model, status: 'draft', authorId, createdAt: ctx.now, simulation: null })
    if (!row) throw taken
    await writeAudit(ctx, { action: 'score-model.draft', entity: 'score_model_release', entityId: row.id, detail: { modelId, subjectKind } })
    return row
  })
}

const STATES: Record<ReleaseRow['status'], string> = { draft: '尚未模拟', simulating: '正在模拟', simulated: '已模拟', approved: '已批准', withdrawn: '已撤回' }

async function move(ctx: Ctx, id: string, from: readonly ReleaseRow['status'][], to: Parameters<typeof moveRelease>[3]): Promise<ReleaseRow> {
  const [row] = await moveRelease(ctx.db, id, from, to)
  if (row) return row
  const is = await findRelease(ctx.db, id)
  if (!is) throw new DomainError('NOT_FOUND')
  throw new DomainError('CONFLICT', { detail: `此模型${STATES[is.status]}`, facts: { status: is.status, since: (is.approvedAt ?? is.simulatedAt ?? is.createdAt).toISOString() } })
}

/** Asks for a simulation on the whole city; a job runs it. Asking again replaces an earlier result. */
export async function askSimulation({ ctx: outer, input }: { ctx: Ctx; input: { releaseId: string } }): Promise<ReleaseRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await move(ctx, input.releaseId, ['draft', 'simulated'], { status: 'simulating' })
    await writeAudit(ctx, { action: 'score-model.simulate', entity: 'score_model_release', entityId: row.id })
    return row
  })
}

/** Runs one simulation that was asked for; several processes may, the result is the same and the first one stands. */
export async function runSimulation(ctx: Ctx): Promise<number> {
  const [waiting] = await listSimulating(ctx.db, 1)
  if (!waiting) return 0
  const simulation = await simulateModel({ ctx, input: { model: waiting.model } })
  await moveRelease(ctx.db, waiting.id, ['simulating'], { status: 'simulated', simulation, simulatedAt: ctx.now })
  return 1
}

/**
 * Approves a simulated model and sets the day it takes effect, tomorrow at the earliest: what was computed today stays.
 * SECOND_PERSON_NEEDED for its own author (the database refuses it too); CONFLICT when not simulated or the day is taken.
 */
export async function approveModel({ ctx: outer, input }: { ctx: Ctx; input: { releaseId: string; effectiveFrom: string } }): Promise<ReleaseRow> {
  try {
    return await inTransaction(outer, async (ctx) => {
      const { staffId: approverId } = callerStaff(ctx)
      const is = await findRelease(ctx.db, input.releaseId)
      if (!is) throw new DomainError('NOT_FOUND')
      if (is.authorId === approverId) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '模型由您提交，须由另一位审核员或管理员批准' })
      const { effectiveFrom } = input
      if (!isDay(effectiveFrom) || effectiveFrom <= dayInShanghai(ctx.now.getTime())) throw new DomainError('VALIDATION', { detail: '生效日最早为明天', errors: [{ field: 'effectiveFrom', message: '生效日最早为明天' }] })
      const later = (await publishedModels(ctx)).find((m) => m.subjectKind === is.subjectKind && m.effectiveFrom >= effectiveFrom)
      if (later) throw new DomainError('CONFLICT', { detail: `${later.title}自 ${later.effectiveFrom} 起生效，新模型须在其后` })
      const row = await move(ctx, is.id, ['simulated'], { status: 'approved', approverId, approvedAt: ctx.now, effectiveFrom })
      await writeAudit(ctx, { action: 'score-model.approve', entity: 'score_model_release', entityId: row.id, detail: { modelId: row.modelId, effectiveFrom } })
      return row
    })
  } catch (error) {
    if (sqlState(error)?.code === UNIQUE_VIOLATION) throw new DomainError('CONFLICT', { detail: '同一天已有另一个模型生效' })
    throw error
  }
}

/** Withdraws a release that is not approved; its id is free again. */
export async function withdrawModel({ ctx: outer, input }: { ctx: Ctx; input: { releaseId: string } }): Promise<ReleaseRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await move(ctx, input.releaseId, ['draft', 'simulating', 'simulated'], { status: 'withdrawn' })
    await writeAudit(ctx, { action: 'score-model.withdraw', entity: 'score_model_release', entityId: row.id })
    return row
  })
}
