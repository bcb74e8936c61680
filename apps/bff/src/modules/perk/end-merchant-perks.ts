import type { Ctx } from '../../context'
import { writeAudits } from '../audit/write-audit'
import { PERK_EDGES } from './perk.lifecycle'
import { holdMerchantPerks, movePerk } from './perk.store'

/**
 * Ends every perk of a merchant that leaves, along the lifecycle's own edge with an audit row each, in the caller's transaction (whose
 * outbox row is the termination's). A claim under way holds its perk's lock: it commits before, or finds the perk ended. Answers how many.
 */
export async function endMerchantPerks(ctx: Ctx, merchantId: string): Promise<number> {
  const held = await holdMerchantPerks(ctx.db, merchantId)
  for (const { id } of held) if (!(await movePerk(ctx.db, PERK_EDGES.end, id, ctx.now))) throw new Error('a perk that moved while it was held')
  await writeAudits(ctx, held.map(({ id, status, version }) => ({ action: PERK_EDGES.end.event, entity: 'perk', entityId: id, detail: { from: status, version, cause: 'merchant-terminated' } })))
  return held.length
}
