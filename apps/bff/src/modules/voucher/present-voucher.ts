import type { DeskReceipt, Receipt, Voucher } from '@xinhui/contract'
import { benefitOf } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { findMerchants, findOpenStores, findStoreNames } from '../merchant/merchant.store'
import { findCodes } from '../perk/code.store'
import { CODE_SEAL } from '../perk/code-seal'
import { findReportsOf } from '../not-me/not-me.store'
import { presentNotMe } from '../not-me/present-not-me'
import { findPerkScenes, findPerkVersions } from '../perk/perk.store'
import { conditionsOf, presentStore, storesOf } from '../perk/present-perk'
import { listAdmissions } from '../scan/scan.store'
import { findSubject } from '../subject/subject.store'
import { reversibleUntil } from './reverse-redemption'
import { publicStatus, voucherClock } from './voucher.lifecycle'
import { findLivingRedemptionIds, type RedeemedVoucher, type VoucherRow } from './voucher.store'

/** Vouchers as their owner sees them, with what other modules know of them read in one go each. */
export async function presentVouchers(ctx: Ctx, rows: readonly VoucherRow[]): Promise<Voucher[]> {
  const merchantIds = rows.map((r) => r.merchantId)
  const merchants = await findMerchants(ctx.db, merchantIds)
  const stores = await findOpenStores(ctx.db, merchantIds)
  const scenes = await findPerkScenes(
    ctx.db,
    rows.map((r) => r.perkId),
  )
  const redemptions = await findLivingRedemptionIds(
    ctx.db,
    rows.filter((r) => r.status === 'redeemed').map((r) => r.id),
  )
  const versions = await findPerkVersions(ctx.db, rows)
  const codes = await findCodes(
    ctx.db,
    rows.map((r) => r.id),
  )
  const firms = await findFirmNames(ctx, rows)
  return rows.map((row) => {
    const version = versions.get(`${row.perkId} ${row.perkVersion}`)
    const open = stores.get(row.merchantId) ?? []
    const sealedCode = codes.get(row.id)
    const tier = version?.tiers.find((t) => t.benefit === row.benefit)
    const benefit = version && benefitOf(version.terms, tier)
    return {
      voucherId: row.id,
      perkId: row.perkId,
      title: row.title,
      benefit: row.benefit,
      merchantId: row.merchantId,
      merchantName: merchants.get(row.merchantId)?.name ?? '',
      scene: scenes.get(row.perkId) ?? '',
      status: publicStatus(row, voucherClock(merchants.get(row.merchantId), ctx.now)),
      merchantStatus: merchants.get(row.merchantId)?.status ?? 'terminated',
      claimedAt: row.claimedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      redemptionId: redemptions.get(row.id) ?? null,
      stores: (version ? storesOf(version.terms, open) : open).map(presentStore),
      instructions: row.instructions,
      conditions: version ? conditionsOf(version.terms, open) : [],
      code: sealedCode === undefined ? null : ctx.keys.sealer.open(sealedCode, CODE_SEAL),
      link: benefit?.kind === 'partner-link' ? benefit.url : null,
      firm: firms.get(row.subjectId) ?? null,
    }
  })
}

/** The firms among the holders. */
async function findFirmNames(ctx: Ctx, rows: readonly VoucherRow[]): Promise<Map<string, { firmId: string; name: string }>> {
  const caller = ctx.actor.kind === 'account' ? ctx.actor.subjectId : null
  const firms = new Map<string, { firmId: string; name: string }>()
  for (const firmId of new Set(rows.map((r) => r.subjectId).filter((id) => id !== caller))) {
    const found = await findSubject(ctx.db, firmId)
    if (found?.kind === 'organization') firms.set(firmId, { firmId, name: found.name ?? '' })
  }
  return firms
}

export async function presentVoucher(ctx: Ctx, row: VoucherRow): Promise<Voucher> {
  const [voucher] = await presentVouchers(ctx, [row])
  if (!voucher) throw new Error('a voucher that presents as nothing')
  return voucher
}

/** The resident's half. */
export async function presentReceipts(ctx: Ctx, rows: readonly RedeemedVoucher[]): Promise<Receipt[]> {
  const merchants = await findMerchants(
    ctx.db,
    rows.map((r) => r.merchantId),
  )
  const reports = new Map([...(await findReportsOf(ctx.db, rows.map((r) => r.id)))].map(([id, report]) => [id, presentNotMe(ctx, report)]))
  const admissions = await listAdmissions(
    ctx.db,
    rows.filter((r) => r.reversedAt === null).map((r) => r.voucherId),
  )
  const stores = await findStoreNames(ctx.db, [...rows, ...[...admissions.values()].flat()].map((r) => r.storeId))
  return rows.map((row) => ({
    redemptionId: row.id,
    receiptNo: row.receiptNo,
    voucherId: row.voucherId,
    title: row.title,
    benefit: row.benefit,
    merchantName: merchants.get(row.merchantId)?.name ?? '',
    storeName: stores.get(row.storeId) ?? '',
    redeemedAt: row.redeemedAt.toISOString(),
    syncedAt: row.syncedAt?.toISOString() ?? null,
    otherUses:
      row.reversedAt === null
        ? (admissions.get(row.voucherId) ?? [])
            .filter((a) => row.syncedAt === null || a.storeId !== row.storeId || a.admittedAt.getTime() !== row.redeemedAt.getTime())
            .map((a) => ({ usedAt: a.admittedAt.toISOString(), storeName: stores.get(a.storeId) ?? '' }))
        : [],
    reversedAt: row.reversedAt?.toISOString() ?? null,
    reversalReason: row.reversalReason,
    notMe: reports.get(row.id) ?? null,
  }))
}

/** The merchant's half: names no person. */
export const presentDeskReceipt = (ctx: Ctx, row: RedeemedVoucher & { storeName: string }): DeskReceipt => ({
  redemptionId: row.id,
  receiptNo: row.receiptNo,
  perkTitle: row.title,
  benefit: row.benefit,
  storeId: row.storeId,
  storeName: row.storeName,
  redeemedAt: row.redeemedAt.toISOString(),
  syncedAt: row.syncedAt?.toISOString() ?? null,
  reversibleUntil: reversibleUntil(ctx, row.syncedAt ?? row.redeemedAt).toISOString(),
  reversedAt: row.reversedAt?.toISOString() ?? null,
  reversalReason: row.reversalReason,
})
