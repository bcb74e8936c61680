import type { DeskRule } from '@xinhui/contract'
import type { PerkKind } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { benefitsByTierNo } from './perk.eligibility'
import { listPerkVersions } from './perk.store'

/** A deposit, a credit, or a partner's code stands behind these: they are not given away unseen. */
export const ONLINE_ONLY: readonly PerkKind[] = ['deposit-waiver', 'post-pay', 'loaded-code', 'partner-link']

/** What a desk without network has to know of a merchant's perks 权益规则, in every version. Thresholds stay here. */
export async function deskRules(ctx: Ctx, merchantId: string): Promise<DeskRule[]> {
  return (await listPerkVersions(ctx.db, merchantId)).map(({ version, title, instructions, tiers, kind, terms: { stores, blackouts, stacking } }) => ({
    version,
    perkTitle: title,
    instructions,
    benefits: benefitsByTierNo(tiers),
    onlineOnly: ONLINE_ONLY.includes(kind),
    terms: { stores, blackouts, stacking },
  }))
}
