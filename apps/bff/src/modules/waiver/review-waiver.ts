import type { ConsoleWaiverDetail } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { requireOrder } from './answer-claim'
import { presentConsoleWaiver } from './present-waiver'

/** The agreement both sides are held to; the person reads this line. */
const BASIS = '本人同意的免押与先享后付约定：对赔偿争议予以核实'

/** One order as its reviewer reads it, without whose it is; reading is written to the person's access log in the same transaction. NOT_FOUND. */
export async function reviewWaiver({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string } }): Promise<ConsoleWaiverDetail> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireOrder(ctx, input.waiverId)
    await writeAccessLog(ctx, { subjectId: row.subjectId, viewer: CITY_VIEWER, purpose: '免押订单核实', basis: BASIS, fields: ['订单', '赔偿申请与异议'] })
    return presentConsoleWaiver(ctx, row)
  })
}
