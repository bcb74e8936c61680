import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { closeFlagRow, findFlag, type FlagRow } from './flag.store'

export const FLAG_CLOSED = 'flag.closed'
export const SEAL_FLAG_NOTE = 'redemption_flag.note'

/** Closes a flag after a look at it, once. Throws NOT_FOUND; CONFLICT when it is closed. A merchant's misuse is answered by suspending it, not here. */
export function closeFlag({ ctx: outer, input }: { ctx: Ctx; input: { flagId: string; staffId: string; outcome: 'explained' | 'misuse'; note: string } }): Promise<FlagRow> {
  return inTransaction(outer, async (ctx) => {
    const closed = await closeFlagRow(ctx.db, input.flagId, { outcome: input.outcome, noteSealed: ctx.keys.sealer.seal(input.note, SEAL_FLAG_NOTE), closedAt: ctx.now, closedByStaffId: input.staffId })
    if (!closed) throw (await findFlag(ctx.db, input.flagId)) ? new DomainError('CONFLICT', { detail: '这条预警已有处理结果' }) : new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: FLAG_CLOSED, entity: 'redemption_flag', entityId: closed.id, detail: { outcome: input.outcome } })
    return closed
  })
}
