import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { PERK_EDGES } from './perk.lifecycle'
import { markTested } from './perk.store'

/** A test voucher of this version was redeemed at a desk: the version is good to be published. A later version is not. */
export async function recordTest({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; version: number } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const tested = await markTested(ctx.db, { id: input.perkId, version: input.version, now: ctx.now })
    if (tested) await writeAudit(ctx, { action: PERK_EDGES.test.event, entity: 'perk', entityId: tested.id, detail: { version: input.version } })
  })
}
