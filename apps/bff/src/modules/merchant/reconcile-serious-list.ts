import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { isOnSeriousList } from '../record/serious-list.store'
import { findMerchantOf, listLivingSuspensions, listSeriousMismatches } from './standing.store'
import { liftSuspension, suspendMerchant } from './suspend-merchant'

/**
 * An organisation on a living serious list 严重失信主体名单 is no partner while it is there (scores-and-perks.md, rule 6): brings the
 * merchant's standing in line with the list as it is now. Whoever runs it, how often, in whatever order, the outcome is the same.
 */
export async function reconcileSeriousList({ ctx, input }: { ctx: Ctx; input: { subjectId: string } }): Promise<void> {
  const merchant = await findMerchantOf(ctx.db, input.subjectId)
  if (!merchant) return
  const isListed = await isOnSeriousList(ctx.db, merchant.subjectId, dayInShanghai(ctx.now.getTime()))
  const isHeld = (await listLivingSuspensions(ctx.db, [merchant.id])).get(merchant.id)?.some((s) => s.cause === 'serious-list') ?? false
  if (isListed && !isHeld) await suspendMerchant({ ctx, input: { merchantId: merchant.id, cause: 'serious-list' } })
  if (!isListed && isHeld) await liftSuspension({ ctx, input: { merchantId: merchant.id, cause: 'serious-list' } })
}

/** What the calendar began or ended. Answers how many merchants it looked at, at most `limit`. */
export async function reconcileSeriousLists({ ctx, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const subjects = await listSeriousMismatches(ctx.db, dayInShanghai(ctx.now.getTime()), input.limit)
  for (const subjectId of subjects) await reconcileSeriousList({ ctx, input: { subjectId } })
  return subjects.length
}
