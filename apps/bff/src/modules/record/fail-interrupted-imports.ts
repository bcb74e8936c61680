import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { failRunningBatches } from './record.store'

/**
 * Called once at start: an import that was running when the process died has left nothing but its batch row.
 * Should another process still be at one, its last statement finds the batch ended and it rolls back.
 */
export function failInterruptedImports(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const ended = await failRunningBatches(tx.db, '服务重启时中断，这个文件的数据没有写入，请重新导入', tx.now)
    for (const { id } of ended) await writeAudit(tx, { action: 'record.import', entity: 'import_batch', entityId: id, detail: { status: 'failed' } })
    return ended.length
  })
}
