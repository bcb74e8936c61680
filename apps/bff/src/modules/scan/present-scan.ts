import type { OfflineScanResult } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { findStoreNames } from '../merchant/merchant.store'
import { shanghaiMoment } from '../voucher/explain-voucher'
import { findLivingRedemption, findVoucher } from '../voucher/voucher.store'
import type { ScanRow, StandingRow } from './scan.store'

/** What each scan counts as, for the desk: the facts, and a sentence that a clerk understands. Names no person. */
export async function presentScans(ctx: Ctx, scans: readonly ScanRow[], standings: ReadonlyMap<string, StandingRow>): Promise<OfflineScanResult[]> {
  const names = await findStoreNames(ctx.db, [...standings.values()].flatMap((s) => s.otherStoreId ?? []))
  const results: OfflineScanResult[] = []
  for (const scan of scans) {
    const standing = standings.get(scan.id)
    const voucher = standing && (await findVoucher(ctx.db, standing.voucherId))
    const redemption = standing && (standing.standing === 'first' || standing.standing === 'same') ? await findLivingRedemption(ctx.db, standing.voucherId) : undefined
    const own = redemption && redemption.storeId === scan.storeId ? redemption : undefined
    const usedStoreName = standing?.otherStoreId ? (names.get(standing.otherStoreId) ?? '') : null
    const outcome = standing?.standing ?? 'unproven'
    results.push({
      scanId: scan.id,
      seq: scan.seq,
      outcome,
      paidInGoodFaith: standing?.honoured ?? false,
      sentence: sentenceOf({ outcome, benefit: voucher?.benefit ?? '', standing, usedStoreName, doubt: scan.doubt, terms: scan.terms }),
      admittedAt: scan.admittedAt.toISOString(),
      syncedAt: scan.syncedAt.toISOString(),
      perkTitle: voucher?.title ?? null,
      benefit: voucher?.benefit ?? null,
      usedAt: standing?.otherAt?.toISOString() ?? null,
      usedStoreName,
      redemptionId: own?.id ?? null,
      receiptNo: own?.receiptNo ?? null,
    })
  }
  return results
}

interface Said {
  outcome: OfflineScanResult['outcome']
  benefit: string
  standing: StandingRow | undefined
  usedStoreName: string | null
  doubt: ScanRow['doubt']
  terms: ScanRow['terms']
}

const TERMS: Readonly<Record<NonNullable<ScanRow['terms']>, string>> = {
  WRONG_STORE: '不能在本店使用',
  BLACKOUT_DAY: '当天不能使用',
  BLACKOUT_WEEKDAY: '当天不能使用',
  BLACKOUT_HOURS: '当时的时段不能使用',
  ONLINE_ONLY: '要联网才能核销',
}

function sentenceOf({ outcome, benefit, standing, usedStoreName, doubt, terms }: Said): string {
  const when = standing?.otherAt ? shanghaiMoment(standing.otherAt) : ''
  switch (outcome) {
    case 'first':
      return `已入账：${benefit}`
    case 'same':
      return '和另一条记录是同一次出示，已算在那一次'
    case 'withdrawn':
      return '这次核销已撤销'
    case 'barred':
      return `此券${terms === null ? '当时不能使用' : TERMS[terms]}，没有入账，顾客的券没有变化`
    case 'unproven':
      return '出示码未能通过核验，没有入账'
    case 'again':
      return `此券另于 ${when} 在${usedStoreName ?? ''}使用；${payment(standing, doubt)}`
    case 'returned':
      return `此券已于 ${when} 退回；${payment(standing, doubt)}`
  }
}

function payment(standing: StandingRow | undefined, doubt: ScanRow['doubt']): string {
  if (standing?.honoured) return '本店按善意核销，补贴照付'
  if (standing?.subsidyFen === 0) return '此券没有补贴'
  if (standing?.payable) return '本店本月的善意核销额度已用完，不另付补贴'
  if (doubt === 'old-kit' || doubt === 'no-kit') return '当时的离线数据不可用或已过期，不另付补贴'
  if (doubt === 'clock') return '当时的手机时间不对，不另付补贴'
  if (doubt === 'known') return '当时的离线数据已写明此券不可用，不另付补贴'
  return '同一部手机扫过同一张券，不另付补贴'
}
