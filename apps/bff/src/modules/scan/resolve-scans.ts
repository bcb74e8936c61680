import { type Admission, goodFaithBucket, payInGoodFaith, type Standing, standVoucher } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { enqueue } from '../outbox/enqueue'
import { bookOffline } from '../voucher/book-offline'
import { findVoucher, listRedemptions, lockVoucher, type VoucherRow } from '../voucher/voucher.store'
import { findStandings, listBucket, listVoucherScans, lockBucket, type ScanRow, setHonoured, type StandingRow, writeStanding } from './scan.store'

/** Marks a redemption made from a scan in `redemption.pass_jti`: the pass itself may be shown, and scanned, at two stores. */
export const scanMark = (scanId: string): string => `scan:${scanId}`

/**
 * Brings bookings and payments of these vouchers in line with the facts, in the caller's transaction: books what has to be
 * booked, writes what each scan counts as, and pays or takes back what is paid in good faith. Asking again changes nothing.
 * Locks vouchers first, then the stores' months, each in order: two calls never wait for each other in a ring.
 */
export async function resolveScans(ctx: Ctx, voucherIds: Iterable<string>): Promise<void> {
  const buckets = new Set<string>()
  for (const voucherId of [...new Set(voucherIds)].sort()) for (const bucket of await standOne(ctx, voucherId)) buckets.add(bucket)
  for (const bucket of [...buckets].sort()) await payBucket(ctx, bucket)
}

const admissionOf = (scan: ScanRow, voucher: VoucherRow, reversed: boolean): Admission => ({
  scanId: scan.id,
  voucherId: voucher.id,
  deviceId: scan.deviceId,
  storeId: scan.storeId,
  jti: scan.jti ?? '',
  admittedAt: scan.admittedAt.getTime(),
  goodFaith: scan.doubt === null,
  subsidyFen: voucher.subsidyFen,
  reversed,
  barred: scan.doubt === 'terms',
})

/** Answers the stores' months whose payments may have changed. */
async function standOne(ctx: Ctx, voucherId: string): Promise<string[]> {
  const voucher = await lockVoucher(ctx.db, voucherId)
  const scans = await listVoucherScans(ctx.db, voucherId)
  if (!voucher || scans.length === 0) return []
  const redemptions = await listRedemptions(ctx.db, voucherId)
  const reversed = new Set(redemptions.flatMap((r) => (r.reversedAt === null ? [] : [r.passJti])))
  const admissions = scans.map((scan) => admissionOf(scan, voucher, reversed.has(scanMark(scan.id))))
  const { standings, firstId } = standVoucher({
    admissions,
    uses: redemptions.flatMap((r) => (r.channel === 'offline' ? [] : [{ voucherId, storeId: r.storeId, jti: r.passJti, at: r.redeemedAt.getTime(), reversed: r.reversedAt !== null }])),
    returnedAt: voucher.status === 'cancelled' ? voucher.changedAt.getTime() : null,
  })
  // What is booked stays booked, also when an earlier scan comes in: see docs/adr, offline scans.
  const first = scans.find((scan) => scan.id === firstId)
  if (first && !redemptions.some((r) => r.reversedAt === null)) {
    await bookOffline({ ctx, input: { voucherId, storeId: first.storeId, accountId: first.kitAccountId ?? first.byAccountId, passJti: scanMark(first.id), admittedAt: first.admittedAt } })
  }
  const before = await findStandings(ctx.db, scans.map((s) => s.id))
  const buckets: string[] = []
  for (const admission of admissions) {
    const standing = standings.get(admission.scanId)
    if (!standing) throw new Error('an admission without a standing')
    const bucket = goodFaithBucket(admission)
    const row = standingRow(admission, standing, bucket, ctx.now)
    const old = before.get(admission.scanId)
    if (!old || !sameStanding(old, row)) await writeStanding(ctx.db, row)
    if (row.payable || old?.payable || old?.honoured) buckets.push(bucket)
  }
  return buckets
}

const standingRow = (one: Admission, standing: Standing, bucket: string, now: Date): Omit<StandingRow, 'honoured'> => ({
  scanId: one.scanId,
  voucherId: one.voucherId,
  storeId: one.storeId,
  standing: standing.is,
  otherAt: standing.is === 'again' || standing.is === 'returned' ? new Date(standing.at) : null,
  otherStoreId: standing.is === 'again' ? standing.storeId : null,
  bucket,
  payable: standing.payable,
  admittedAt: new Date(one.admittedAt),
  subsidyFen: one.subsidyFen,
  changedAt: now,
})

const sameStanding = (a: StandingRow, b: Omit<StandingRow, 'honoured'>): boolean =>
  a.standing === b.standing && a.payable === b.payable && a.otherStoreId === b.otherStoreId && a.otherAt?.getTime() === b.otherAt?.getTime()

/** Pays what is due in a store's month and was not, and takes back what no longer is: an earlier scan may have come in and taken its place. */
async function payBucket(ctx: Ctx, bucket: string): Promise<void> {
  await lockBucket(ctx.db, bucket)
  const rows = await listBucket(ctx.db, bucket)
  const { offlineGoodFaithScansPerStoreMonth: scans, offlineGoodFaithFenPerStoreMonth: fen } = ctx.city.limits
  const due = payInGoodFaith(rows.filter((r) => r.payable).map((r) => ({ ...r, admittedAt: r.admittedAt.getTime() })), { scans, fen })
  for (const row of rows) {
    const isDue = due.has(row.scanId)
    if (isDue === row.honoured) continue
    await setHonoured(ctx.db, row.scanId, isDue, ctx.now)
    const voucher = await findVoucher(ctx.db, row.voucherId)
    const { scanId, voucherId, storeId, subsidyFen } = row
    await enqueue(ctx, isDue ? 'scan.honoured' : 'scan.unhonoured', { scanId, voucherId, perkId: voucher?.perkId, merchantId: voucher?.merchantId, storeId, subsidyFen })
  }
}
