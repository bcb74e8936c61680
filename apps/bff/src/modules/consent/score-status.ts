import type { Me } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { SCORE_PURPOSE } from '../score/open-score'
import { findLatestConsent, hasRefused } from './consent.store'

/** What a person said about having a score, last: nothing yet, no, yes, or yes and then no more. */
export async function scoreStatus(ctx: Ctx, subjectId: string): Promise<Me['score']> {
  const latest = await findLatestConsent(ctx.db, subjectId, SCORE_PURPOSE)
  if (latest?.status === 'living') return 'open'
  if (await hasRefused(ctx.db, subjectId, SCORE_PURPOSE)) return 'refused'
  return latest ? 'closed' : 'never-asked'
}
