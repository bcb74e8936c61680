import type { ConsoleObjection, Objection } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { listRecordOrigins, type RecordOrigin } from '../record/score-records.store'
import { objectionClock } from './objection-clock'
import type { ObjectionRow } from './objection.store'

/** Contexts under which what the two sides wrote is sealed. */
export const SEAL_REASON = 'objection.reason'
export const SEAL_ANSWER = 'objection.answer'
export const SEAL_REPLY = 'objection.office-reply'

const withoutWords = async (ctx: Ctx, row: ObjectionRow, origin: RecordOrigin | undefined): Promise<ConsoleObjection> => ({
  objectionId: row.id,
  recordId: row.recordId,
  itemTitle: origin ? (cityData(ctx.city).itemsByCode.get(row.item)?.title ?? row.item) : '专项信息（授权已撤回）',
  sourceOffice: origin?.sourceOffice ?? null,
  decidedOn: origin?.decidedOn ?? null,
  status: row.status,
  filedAt: row.filedAt.toISOString(),
  forwardedAt: row.forwardedAt?.toISOString() ?? null,
  forwardedTo: row.forwardedTo,
  escalatedAt: row.escalatedAt?.toISOString() ?? null,
  answeredAt: row.answeredAt?.toISOString() ?? null,
  clock: await objectionClock(ctx, row),
})

/** For the reviewers' list: not a word of what anybody wrote. */
export async function presentConsoleObjections(ctx: Ctx, rows: readonly ObjectionRow[]): Promise<ConsoleObjection[]> {
  const origins = await listRecordOrigins(ctx.db, rows.map((r) => r.recordId), ctx.now)
  return Promise.all(rows.map((row) => withoutWords(ctx, row, origins.get(row.recordId))))
}

/** For the subject, and for the reviewer who opened the case. */
export async function presentObjections(ctx: Ctx, rows: readonly ObjectionRow[]): Promise<Objection[]> {
  const origins = await listRecordOrigins(ctx.db, rows.map((r) => r.recordId), ctx.now)
  const { sealer } = ctx.keys
  return Promise.all(
    rows.map(async (row) => ({
      ...(await withoutWords(ctx, row, origins.get(row.recordId))),
      reason: sealer.open(row.reasonSealed, SEAL_REASON),
      answer: row.answerSealed === null ? null : sealer.open(row.answerSealed, SEAL_ANSWER),
    })),
  )
}
