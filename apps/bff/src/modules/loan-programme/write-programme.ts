import type { ProgrammeDraft } from '@xinhui/contract'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { cityProgrammes } from './city-programmes'
import { PROGRAMME_CHANGED, PROGRAMME_DRAFTED, PROGRAMME_EDGES } from './loan-programme.lifecycle'
import { findProgramme, holdProgramme, insertProgrammes, moveProgramme, type ProgrammeRow } from './loan-programme.store'
import { draftOf } from './programme-terms'
import { readProgramme } from './read-programme'

const STATES: Readonly<Record<ProgrammeRow['status'], string>> = { draft: '还是草稿', published: '已发布', paused: '已暂停', ended: '已结束' }

/** Programmes of the city's file that the database does not know yet, as drafts: a person of the office publishes them. Idempotent; runs at every start. */
export async function seedProgrammes({ ctx }: { ctx: Ctx }): Promise<string[]> {
  const added = await insertProgrammes(ctx.db, cityProgrammes(ctx.city).map((one) => ({ ...one, status: 'draft', version: 1, author: 'system:city', createdAt: ctx.now, updatedAt: ctx.now })))
  return added.map((row) => row.code)
}

/** NOT_FOUND, or CONFLICT with the state it has by now. */
async function elsewhere(ctx: Ctx, code: string, version?: number): Promise<DomainError> {
  const seen = await findProgramme(ctx.db, code)
  if (!seen) return new DomainError('NOT_FOUND')
  const detail = version !== undefined && seen.version !== version ? '这个项目刚被别人改过，请刷新后再办' : `项目${STATES[seen.status]}，不能这样操作`
  return new DomainError('CONFLICT', { detail, facts: { status: seen.status, version: seen.version } })
}

/** Drafts a programme. Refuses: VALIDATION, CONFLICT for a code that is taken. */
export async function draftProgramme({ ctx: outer, input }: { ctx: Ctx; input: { code: string; draft: ProgrammeDraft } }): Promise<ProgrammeRow> {
  return inTransaction(outer, async (ctx) => {
    const content = await readProgramme(ctx, input.draft)
    const [row] = await insertProgrammes(ctx.db, [{ ...content, code: input.code, status: 'draft', version: 1, author: actorName(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now }])
    if (!row) throw new DomainError('CONFLICT', { detail: `已有代码为“${input.code}”的项目` })
    await writeAudit(ctx, { action: PROGRAMME_DRAFTED, entity: 'loan-programme', entityId: row.code, detail: { kind: row.kind, potFen: row.potFen } })
    return row
  })
}

/** Writes a draft or a paused programme anew; its kind stays once something was promised, and the pot covers what was. Refuses: NOT_FOUND, VALIDATION, CONFLICT. */
export async function changeProgramme({ ctx: outer, input }: { ctx: Ctx; input: { code: string; version: number; draft: ProgrammeDraft } }): Promise<ProgrammeRow> {
  return inTransaction(outer, async (ctx) => {
    const content = await readProgramme(ctx, input.draft)
    const before = await holdProgramme(ctx.db, input.code)
    if (!before) throw new DomainError('NOT_FOUND')
    const promisedFen = before.reservedFen + before.paidFen
    if (content.potFen < promisedFen) throw new DomainError('VALIDATION', { detail: '资金池不能小于已占用和已支付的', errors: [{ field: 'draft.potFen', message: '不能小于已占用和已支付的' }] })
    if (promisedFen > 0 && content.kind !== before.kind) throw new DomainError('VALIDATION', { detail: '已有占用，不能改变类型', errors: [{ field: 'draft.kind', message: '已有占用，不能改变类型' }] })
    const row = await moveProgramme(ctx.db, { code: input.code, from: ['draft', 'paused'], version: input.version }, { ...content, version: input.version + 1, author: actorName(ctx.actor), publisher: null, updatedAt: ctx.now })
    if (!row) throw await elsewhere(ctx, input.code, input.version)
    await writeAudit(ctx, { action: PROGRAMME_CHANGED, entity: 'loan-programme', entityId: row.code, detail: { version: row.version, potFen: row.potFen } })
    return row
  })
}

async function moved(ctx: Ctx, row: ProgrammeRow | undefined, event: string, by: { code: string; version?: number }): Promise<void> {
  if (!row) throw await elsewhere(ctx, by.code, by.version)
  await writeAudit(ctx, { action: event, entity: 'loan-programme', entityId: row.code, detail: { version: row.version } })
  await enqueue(ctx, 'loan-programme.moved', { code: row.code, event })
}

/** Puts the version that was read in force. Refuses: NOT_FOUND, SECOND_PERSON_NEEDED for who wrote it, VALIDATION when the city's grades have changed under its rules, CONFLICT. */
export async function publishProgramme({ ctx: outer, input }: { ctx: Ctx; input: { code: string; version: number } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const before = await holdProgramme(ctx.db, input.code)
    if (!before) throw new DomainError('NOT_FOUND')
    const publisher = actorName(ctx.actor)
    if (before.author === publisher) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '这一版由您填写，须由另一人发布' })
    await readProgramme(ctx, draftOf(before))
    const edge = PROGRAMME_EDGES.publish
    await moved(ctx, await moveProgramme(ctx.db, { code: input.code, from: edge.from, version: input.version }, { status: edge.to, publisher, updatedAt: ctx.now }), edge.event, input)
  })
}

/** Pauses or ends: nothing new is promised, what was promised is kept. Refuses: NOT_FOUND, CONFLICT. */
export async function stopProgramme({ ctx: outer, input }: { ctx: Ctx; input: { code: string; edge: 'pause' | 'end' } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const edge = PROGRAMME_EDGES[input.edge]
    await moved(ctx, await moveProgramme(ctx.db, { code: input.code, from: edge.from }, { status: edge.to, updatedAt: ctx.now }), edge.event, { code: input.code })
  })
}
