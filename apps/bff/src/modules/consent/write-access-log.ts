import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertAccessLog } from './consent.store'

/**
 * One row of "who looked me up" in the caller's transaction; the person reads it as written. Kept at least five years,
 * append-only. `viewer` names the office or firm, never a colleague's name; `basis` the consent or the article.
 */
export async function writeAccessLog(ctx: Ctx, entry: { subjectId: string; viewer: string; purpose: string; basis: string; fields: string[] }): Promise<void> {
  await insertAccessLog(ctx.db, { id: newId('alg', ctx.now), ...entry, requestId: ctx.requestId, at: ctx.now })
}
