import type { ConsolePerkDetail } from '@xinhui/contract'
import { benefitOf } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { findOpenStores } from '../merchant/merchant.store'
import { countCodes } from './code.store'
import { listConsolePerks } from './console-perks.store'
import { listStockAlerts, listVersionsOf, type PerkRow } from './perk.store'
import { conditionsOf, presentStore, sceneTitle } from './present-perk'

/** A perk as those who run it see it: what an editor would fill in, its versions, stock and alerts. Never a code, never who claimed. */
export async function presentConsolePerk(ctx: Ctx, row: PerkRow): Promise<ConsolePerkDetail> {
  const [listed] = await listConsolePerks(ctx.db, { onlyMerchantId: row.merchantId, perkId: row.id, limit: 1 })
  if (!listed) throw new DomainError('NOT_FOUND')
  const stores = (await findOpenStores(ctx.db, [row.merchantId])).get(row.merchantId) ?? []
  const { scene, kind, title, summary, instructions, quotaTotal, perPersonLimit, claimFrom, claimUntil, voucherValidDays, subsidyFen } = row
  const { stores: storeIds, blackouts, stacking, audience, quota } = row.terms
  const tiers = row.tiers.map((t) => ({ title: t.title, fromCenti: t.fromCenti, words: t.benefit, value: benefitOf(row.terms, t) }))
  return {
    ...listed,
    sceneTitle: sceneTitle(ctx.city, scene),
    version: row.version,
    testedVersion: row.testedVersion,
    draft: { scene, kind, title, summary, instructions, tiers, terms: { stores: storeIds, blackouts, stacking, audience, quota }, quotaTotal, perPersonLimit, claimFrom, claimUntil, voucherValidDays, subsidyFen },
    conditions: conditionsOf(row.terms, stores),
    codes: kind === 'loaded-code' ? await countCodes(ctx.db, row.id) : null,
    alerts: (await listStockAlerts(ctx.db, row)).map(({ percent, at }) => ({ percent, at: at.toISOString() })),
    versions: (await listVersionsOf(ctx.db, row.id)).map((v) => ({ version: v.version, at: v.createdAt.toISOString(), title: v.title, headline: v.tiers[0]?.benefit ?? '' })),
    stores: stores.map(presentStore),
  }
}
