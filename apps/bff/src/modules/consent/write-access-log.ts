import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertAccessLog } from './consent.store'

/** How the city's own staff appear to the one they looked up: the office, never a colleague. */
export const CITY_VIEWER = '本市公共信用信息服务机构'

/**
 * One row of "who looked me up" in the caller's transaction; the person reads it as written. Kept at least five years,
 * append-only. `viewer` names the office or firm, never a colleague's name; `basis` the consent or the article.
 */
export async function writeAccessLog(ctx: Ctx, entry: { subjectId: string; viewer: string; purpose: string; basis: string; fields: string[] }): Promise<void> {
  await insertAccessLog(ctx.db, { id: newId('alg', ctx.now), ...entry, requestId: ctx.requestId, at: ctx.now })
}
