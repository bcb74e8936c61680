import { createHash } from 'node:crypto'
import { OfflineKitContent, type OfflineKit } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { publishedPassKeys } from '../../lib/keys'
import { callerAccount } from '../../http/caller'
import { listStoreIds } from '../merchant/merchant.store'
import { deskRules } from '../perk/desk-rules'
import { CLOCK_SKEW_SECONDS } from '../voucher/present'
import { requireDesk, requireDeskOpen } from '../voucher/require-desk'
import { listWithdrawn } from '../voucher/withdrawn.store'
import { writeTicket } from './kit-ticket'

/** SHA-256 of the content as JSON, lower-case hex. The phone writes the same JSON from what it parsed and compares. */
export const digestOf = (content: OfflineKitContent): string => createHash('sha256').update(JSON.stringify(content), 'utf8').digest('hex')

/**
 * The offline kit 离线包 of a store, for whoever holds a post there: what a phone needs to judge a pass without network.
 * With `have` the digest it has, the content is left out when it would be the same: the new time and ticket are the point then.
 * `withdrawn` names the merchant's vouchers that were used or given back so recently that passes of them may still be good: a
 * pass is never issued for a used voucher, so after the length of a strip none is. The list is exact, nothing is "perhaps" on it.
 * Throws NOT_FOUND without a post, MERCHANT_SUSPENDED, CONFLICT for a closed store.
 */
export async function issueKit({ ctx, input }: { ctx: Ctx; input: { storeId: string; have?: string | undefined } }): Promise<OfflineKit> {
  const desk = await requireDesk(ctx, input.storeId)
  await requireDeskOpen(ctx, desk)
  const { passLifeSeconds, passStripLength, offlineKitMaxAgeHours, sameBillMinutes } = ctx.city.limits
  const inCirculationMs = (passLifeSeconds * passStripLength + 2 * CLOCK_SKEW_SECONDS) * 1000
  const content = OfflineKitContent.parse({
    merchantId: desk.merchantId,
    storeId: desk.storeId,
    storeName: desk.storeName,
    maxAgeHours: offlineKitMaxAgeHours,
    clockSkewSeconds: CLOCK_SKEW_SECONDS,
    sameBillMinutes,
    keys: publishedPassKeys(ctx.keys.passes, ctx.now),
    rules: await deskRules(ctx, desk.merchantId),
    withdrawn: await listWithdrawn(ctx.db, { merchantId: desk.merchantId, storeIds: await listStoreIds(ctx.db, desk.merchantId), since: new Date(ctx.now.getTime() - inCirculationMs) }),
  })
  const kit = { kitId: newId('kit', ctx.now), storeId: desk.storeId, issuedAt: ctx.now.toISOString(), digest: digestOf(content) }
  return {
    ...kit,
    expiresAt: new Date(ctx.now.getTime() + offlineKitMaxAgeHours * 3_600_000).toISOString(),
    ticket: writeTicket(ctx, { ...kit, accountId: callerAccount(ctx).accountId }),
    content: kit.digest === input.have ? null : content,
  }
}
