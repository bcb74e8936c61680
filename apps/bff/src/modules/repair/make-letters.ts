import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { cityData } from '../city/city-data'
import { REPAIRABLE_KINDS } from './repairable'
import { insertLetters } from './letter.store'
import { repairPolicy } from './repair-policy'

/**
 * 两书同达: whoever lands a decision lands the letter that says how to repair it. Called where publication is decided, for all
 * records of a stretch at once; the words are made when it is delivered.
 */
export async function makeLetters(ctx: Ctx, recordIds: readonly string[]): Promise<void> {
  const { letter } = repairPolicy(ctx.city)
  const items = cityData(ctx.city).catalog.items.filter((i) => REPAIRABLE_KINDS.has(i.kind)).map((i) => i.code)
  if (items.length === 0 || recordIds.length === 0) return
  await insertLetters(ctx.db, recordIds.map((recordId) => ({ id: newId('rpl', ctx.now), recordId })), { items, from: letter.from, textVersion: letter.textVersion, now: ctx.now })
}
