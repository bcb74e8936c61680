import { addDays, dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { loanPolicy } from '../loan-request/loan-policy'
import { lateCounts } from './loan-application.store'

const YEAR = 365

/** Lenders that are shown as late, by id, with how often within a year: from the city's number of times on. */
export function shownLateness(ctx: Ctx): Promise<Map<string, number>> {
  const today = dayInShanghai(ctx.now.getTime())
  return lateCounts(ctx.db, { today, since: addDays(today, -YEAR), atLeast: loanPolicy(ctx.city).lateShown })
}
