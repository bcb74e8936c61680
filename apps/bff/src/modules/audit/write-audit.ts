import { actorName, type Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertAudit } from './audit.store'

interface Entry {
  action: string
  entity: string
  entityId: string
  detail?: Record<string, unknown>
}

/** One audit row in the caller's transaction. `detail` holds ids, states and numbers, never a person's identifiers. */
export const writeAudit = (ctx: Ctx, entry: Entry): Promise<void> => writeAudits(ctx, [entry])

/** As `writeAudit`, for many things that one act moved. */
export async function writeAudits(ctx: Ctx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  const actor = actorName(ctx.actor)
  await insertAudit(ctx.db, entries.map(({ action, entity, entityId, detail }) => ({ id: newId('aud', ctx.now), at: ctx.now, actor, action, entity, entityId, requestId: ctx.requestId, detail: detail ?? {} })))
}
