import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { closeScanFlagRow } from '../scan/flagged-scans.store'
import { listBoard } from './board.store'
import { closeFlagRow } from './flag.store'

export const FLAG_CLOSED = 'flag.closed'
export const SEAL_FLAG_NOTE = 'redemption_flag.note'

/** Closes a flag of either source after a look at it, once. Throws NOT_FOUND; CONFLICT when it is closed. A merchant's misuse is answered by suspending it, not here. */
export async function closeFlag({ ctx: outer, input }: { ctx: Ctx; input: { flagId: string; staffId: string; outcome: 'explained' | 'misuse'; note: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const [flag] = await listBoard(ctx.db, { flagId: input.flagId, limit: 1 })
    if (!flag) throw new DomainError('NOT_FOUND')
    const close = flag.source === 'scan' ? closeScanFlagRow : closeFlagRow
    const closed = await close(ctx.db, flag.id, { outcome: input.outcome, noteSealed: ctx.keys.sealer.seal(input.note, SEAL_FLAG_NOTE), closedAt: ctx.now, closedByStaffId: input.staffId })
    if (!closed) throw new DomainError('CONFLICT', { detail: '这条预警已有处理结果' })
    await writeAudit(ctx, { action: FLAG_CLOSED, entity: flag.source === 'scan' ? 'scan_flag' : 'redemption_flag', entityId: flag.id, detail: { kind: flag.kind, outcome: input.outcome } })
  })
}
