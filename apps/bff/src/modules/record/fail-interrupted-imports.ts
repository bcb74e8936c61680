import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { failRunningBatches } from './record.store'
import { keptBatches } from './spool/spool'

/**
 * An import that was running when its process died has left nothing but its batch row: this ends the row. Only the embedded
 * database knows at start that no other process is at one; elsewhere a batch counts as dead after hours.
 * Should a slow one still be at work, its last statement finds the batch ended and it rolls back.
 */
export function failInterruptedImports({ ctx, input }: { ctx: Ctx; input: { startedBefore: Date } }): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const ended = await failRunningBatches(tx.db, '导入中断，这个文件的数据没有写入，请重新导入', { startedBefore: input.startedBefore, now: tx.now, except: await keptBatches(ctx.config.dataDir) })
    for (const { id } of ended) await writeAudit(tx, { action: 'record.import', entity: 'import_batch', entityId: id, detail: { status: 'failed' } })
    return ended.length
  })
}
