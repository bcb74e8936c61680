import { addDays, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { notifyMerchant } from '../merchant/notify-merchant'
import { insertItems, listEntries, listUnstated } from './ledger.store'
import { formatYuan } from './present-statement'
import { STATEMENT_DRAWN } from './settlement.lifecycle'
import { insertStatement, setTotals } from './statement.store'

/** The month before the one of `day`, and its last day. */
export function monthBefore(day: string): { month: string; lastDay: string } {
  const lastDay = addDays(`${day.slice(0, 7)}-01`, -1)
  return { month: lastDay.slice(0, 7), lastDay }
}

/**
 * Draws the statements of the month before, a merchant each in a transaction of its own, `limit` at most. A statement holds every
 * entry up to the month's last day (Shanghai) that no statement holds: what was posted late, or summed to nothing, comes with
 * the next one. Running again draws nothing twice. Answers how many were drawn.
 */
export async function drawStatements({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const { month, lastDay } = monthBefore(dayInShanghai(outer.now.getTime()))
  const merchantIds = await listUnstated(outer.db, { upTo: lastDay, month, limit: input.limit })
  let drawn = 0
  for (const merchantId of merchantIds) {
    await inTransaction(outer, async (ctx) => {
      const id = newId('stm', ctx.now)
      // The total is a stand-in until the items are in; the CHECK wants one above nothing.
      if (!(await insertStatement(ctx.db, { id, merchantId, month, status: 'drawn', totalFen: 1, lineCount: 0, drawnAt: ctx.now }))) return
      await insertItems(ctx.db, { statementId: id, merchantId, upTo: lastDay })
      const entries = await listEntries(ctx.db, id)
      const totalFen = entries.reduce((sum, e) => sum + e.amountFen, 0)
      await setTotals(ctx.db, id, { totalFen, lineCount: entries.length })
      await writeAudit(ctx, { action: STATEMENT_DRAWN, entity: 'settlement', entityId: id, detail: { merchantId, month, totalFen } })
      await notifyMerchant(ctx, merchantId, { kind: 'settlement.drawn', cause: id, title: `${month} 结算单已出`, body: `应结 ${formatYuan(totalFen)} 元，请在管理后台核对后确认` })
      drawn += 1
    })
  }
  return drawn
}
