import { createHash } from 'node:crypto'
import type { OfflineScan } from '@xinhui/contract'
import { bytesToId, decodePass, verifyPass } from '@xinhui/pass'
import { provableTime, type ScanEntry, scanEntryText } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { CLOCK_SKEW_SECONDS, passKeys } from '../voucher/present'
import { findVoucher, listRedemptions, type VoucherRow } from '../voucher/voucher.store'
import { judgeTerms } from './judge-terms'
import type { KitTicket } from './kit-ticket'
import type { ScanRow } from './scan.store'

/** Hash and id of an entry: both are made of what it says, so it has them before anybody has seen it. */
export function identify(entry: ScanEntry): { hash: string; id: string } {
  const hash = createHash('sha256').update(scanEntryText(entry), 'latin1').digest()
  return { hash: hash.toString('hex'), id: bytesToId('scn_', hash.subarray(0, 16)) }
}

interface Desk {
  merchantId: string
  storeId: string
  accountId: string
  deviceId: string
}

/**
 * What can be proven of one entry when it arrives: that the pass is ours, for this merchant, of a voucher that exists; when the
 * scan can have been; and whether the desk could have known better. Never refuses: what is not proven is kept as that.
 */
export async function proveScan(ctx: Ctx, desk: Desk, given: OfflineScan, tickets: ReadonlyMap<string, KitTicket>): Promise<ScanRow> {
  const { position: _, ...said } = given
  const entry: ScanEntry = { ...said, deviceId: desk.deviceId, storeId: desk.storeId }
  const ticket = tickets.get(given.kitId)
  const { voucher, jti, unproven, admittedAt, clamped } = await provePass(ctx, desk.merchantId, given)
  const { terms, couldKnow } = voucher ? await judgeTerms(ctx, voucher, { storeId: desk.storeId, admittedAt, ticket }) : { terms: null, couldKnow: false }
  return {
    ...identify(entry),
    deviceId: desk.deviceId,
    seq: given.seq,
    prevHash: given.prevHash,
    merchantId: desk.merchantId,
    storeId: desk.storeId,
    kitId: given.kitId,
    kitIssuedAt: ticket ? new Date(ticket.issuedAt) : null,
    kitAccountId: ticket?.accountId ?? null,
    pass: given.pass,
    claimedAt: new Date(given.admittedAt),
    admittedAt,
    voucherId: voucher?.id ?? null,
    jti: voucher ? jti : null,
    unproven,
    terms,
    doubt: couldKnow ? 'terms' : voucher ? await doubtOf(ctx, voucher, { admittedAt, clamped, storeId: desk.storeId, ticket }) : null,
    byAccountId: desk.accountId,
    syncedAt: ctx.now,
  }
}

interface Proof {
  voucher: VoucherRow | undefined
  jti: string | null
  unproven: string | null
  admittedAt: Date
  clamped: boolean
}

async function provePass(ctx: Ctx, merchantId: string, { pass, admittedAt }: OfflineScan): Promise<Proof> {
  const claimedAt = new Date(admittedAt)
  const none = (unproven: string): Proof => ({ voucher: undefined, jti: null, unproven, admittedAt: claimedAt, clamped: false })
  const decoded = decodePass(pass)
  if (!decoded.ok) return none(decoded.code)
  const { at, clamped } = provableTime(claimedAt.getTime(), decoded.claims, CLOCK_SKEW_SECONDS)
  const verdict = await verifyPass(pass, { keys: passKeys(ctx, new Date(at)), nowSeconds: at / 1000, clockSkewSeconds: CLOCK_SKEW_SECONDS, merchantId })
  if (!verdict.ok) return none(verdict.code)
  const voucher = await findVoucher(ctx.db, decoded.claims.voucherId)
  if (!voucher || voucher.merchantId !== merchantId) return none('NO_VOUCHER')
  return { voucher, jti: decoded.claims.jti, unproven: null, admittedAt: new Date(at), clamped }
}

interface Circumstances {
  admittedAt: Date
  clamped: boolean
  storeId: string
  ticket: KitTicket | undefined
}

/** Why a desk that kept to the rules would not have admitted this; null: it was in good faith. */
async function doubtOf(ctx: Ctx, voucher: VoucherRow, { admittedAt, clamped, storeId, ticket }: Circumstances): Promise<ScanRow['doubt']> {
  if (!ticket || ticket.storeId !== storeId) return 'no-kit'
  const issuedAt = Date.parse(ticket.issuedAt)
  if (clamped || issuedAt > admittedAt.getTime() + CLOCK_SKEW_SECONDS * 1000) return 'clock'
  if (admittedAt.getTime() >= issuedAt + ctx.city.limits.offlineKitMaxAgeHours * 3_600_000) return 'old-kit'
  // What the kit said of this voucher. It is in the past, so it is the same whenever it is asked.
  if (voucher.status === 'cancelled' && voucher.changedAt.getTime() <= issuedAt) return 'known'
  const knew = (await listRedemptions(ctx.db, voucher.id)).some((r) => (r.syncedAt ?? r.redeemedAt).getTime() <= issuedAt && (r.reversedAt === null || r.reversedAt.getTime() > issuedAt))
  return knew ? 'known' : null
}
