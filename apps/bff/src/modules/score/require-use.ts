import type { Ctx, ScoreUse } from '../../context'

/** Throws in a route that was not registered for this use of a person's score: a mistake of ours, not of the caller's. */
export function requireUse(ctx: Ctx, use: Extract<ScoreUse, 'own' | 'reward'>): void {
  if (ctx.scoreUse !== 'any' && ctx.scoreUse !== use) throw new Error(`a person's score may not be read here (${use})`)
}
