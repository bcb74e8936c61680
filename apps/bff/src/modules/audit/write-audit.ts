import { actorName, type Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertAudit } from './audit.store'

/** One audit row in the caller's transaction. `detail` holds ids, states and numbers, never a person's identifiers. */
export async function writeAudit(ctx: Ctx, entry: { action: string; entity: string; entityId: string; detail?: Record<string, unknown> }): Promise<void> {
  await insertAudit(ctx.db, {
    id: newId('aud', ctx.now),
    at: ctx.now,
    actor: actorName(ctx.actor),
    action: entry.action,
    entity: entry.entity,
    entityId: entry.entityId,
    requestId: ctx.requestId,
    detail: entry.detail ?? {},
  })
}
