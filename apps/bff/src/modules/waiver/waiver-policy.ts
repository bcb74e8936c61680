import { exposureLimitFen } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import type { City } from '../city/load-city'
import { findScoreTotal } from '../score/score-total.store'

/** The city's waiver section. NOT_FOUND in a city without one: nothing of this exists there. */
export function waiverPolicy(ctx: Ctx): NonNullable<City['waiver']> {
  if (!ctx.city.waiver) throw new DomainError('NOT_FOUND')
  return ctx.city.waiver
}

/** What this person's open orders may come to today, in fen. */
export async function limitOf(ctx: Ctx, subjectId: string): Promise<number> {
  const score = await findScoreTotal(ctx, subjectId)
  return exposureLimitFen(waiverPolicy(ctx).exposure, score?.totalCenti ?? null)
}
