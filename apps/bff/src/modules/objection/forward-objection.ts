import { formatDayZh } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { cityData } from '../city/city-data'
import { tellOffice } from '../notice/tell-office'
import { listRecordOrigins } from '../record/score-records.store'
import { OBJECTION_FORWARDED, OBJECTION_REPLIED } from './objection.lifecycle'
import { objectionClock } from './objection-clock'
import { findObjection, forwardObjectionRow, type ObjectionRow, replyObjectionRow } from './objection.store'
import { SEAL_REPLY } from './present-objection'

async function refused(ctx: Ctx, id: string, detail: string): Promise<DomainError> {
  const row = await findObjection(ctx.db, id)
  if (!row) return new DomainError('NOT_FOUND')
  const since = row.answeredAt ?? row.officeRepliedAt ?? row.forwardedAt ?? row.filedAt
  return new DomainError('CONFLICT', { detail: row.status === 'open' ? detail : '此异议已有处理结果', facts: { status: row.status, since: since.toISOString() } })
}

/** Sends an objection on to the office the record came from, once. NOT_FOUND, CONFLICT. */
export async function forwardObjection({ ctx: outer, input }: { ctx: Ctx; input: { objectionId: string } }): Promise<ObjectionRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = await findObjection(ctx.db, input.objectionId)
    if (!seen) throw new DomainError('NOT_FOUND')
    const office = (await listRecordOrigins(ctx.db, [seen.recordId], ctx.now)).get(seen.recordId)?.sourceOffice
    if (office === undefined) throw new DomainError('CONFLICT', { detail: '这条专项信息的授权已撤回，不能转交；可以直接答复' })
    const [row] = await forwardObjectionRow(ctx.db, seen.id, { forwardedAt: ctx.now, forwardedTo: office })
    if (!row) throw await refused(ctx, seen.id, '这件异议已经转交过了')
    await tellForwarded(ctx, row, office)
    await writeAudit(ctx, { action: OBJECTION_FORWARDED, entity: 'objection', entityId: row.id, detail: { office } })
    return row
  })
}

/** The officers of the source office learn that they are asked, and until when. */
async function tellForwarded(ctx: Ctx, row: ObjectionRow, office: string): Promise<void> {
  const clock = await objectionClock(ctx, row)
  const item = cityData(ctx.city).itemsByCode.get(row.item)?.title ?? '记录'
  await tellOffice(ctx, { kind: 'objection.forwarded', cause: row.id, objectionId: row.id, office, title: '异议：请核查并答复', body: `${item}${clock === null ? '' : `，${formatDayZh(clock.decideOn)}以前办结`}。` })
}

/** What the source office answered, entered once; it decides nothing by itself. NOT_FOUND, CONFLICT when it was not forwarded. */
export async function replyObjection({ ctx: outer, input }: { ctx: Ctx; input: { objectionId: string; position: 'stands' | 'wrong'; reply: string } }): Promise<ObjectionRow> {
  return inTransaction(outer, async (ctx) => {
    const [row] = await replyObjectionRow(ctx.db, input.objectionId, { officePosition: input.position, officeReplySealed: ctx.keys.sealer.seal(input.reply, SEAL_REPLY), officeRepliedAt: ctx.now })
    if (!row) throw await refused(ctx, input.objectionId, '请先转交来源单位；已登记过答复的不能再登记')
    await writeAudit(ctx, { action: OBJECTION_REPLIED, entity: 'objection', entityId: row.id, detail: { position: input.position } })
    return row
  })
}
