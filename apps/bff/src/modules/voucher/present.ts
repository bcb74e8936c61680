import { checkTillMac, decodePass, PASS_MESSAGES, type PassFailure, parseTillCode, type TillCode, type PassVerifier, TILL_WINDOW_SECONDS, tillWindow, verifyPass } from '@xinhui/pass'
import { actorName, type Ctx } from '../../context'
import { DomainError, type ErrorCode } from '../../errors'
import { verifiesPasses, verifyEs256 } from '../../lib/keys'
import { countWrongCode, requireTriesLeft } from './till-guard'
import { findVoucherBySerial } from './voucher.store'

/** How far the phone's clock and ours may be apart. */
export const CLOCK_SKEW_SECONDS = 30

/** What was held out at the desk, proven. */
export interface Presented {
  voucherId: string
  channel: 'qr' | 'till-code'
  /** The one showing: the pass's jti, or serial and window of the till code. It redeems once, also after a reversal. */
  passJti: string
}

const FAILURES: Readonly<Record<PassFailure, ErrorCode>> = {
  MALFORMED: 'PASS_INVALID',
  VERSION: 'PASS_INVALID',
  UNKNOWN_KEY: 'PASS_INVALID',
  SIGNATURE: 'PASS_INVALID',
  NOT_YET: 'PASS_INVALID',
  EXPIRED: 'PASS_EXPIRED',
  WRONG_MERCHANT: 'WRONG_MERCHANT',
  REVOKED: 'PASS_INVALID',
}

const refuse = (reason: PassFailure | 'TILL_MISTYPED' | 'TILL_WRONG', detail: string) =>
  new DomainError(reason === 'TILL_MISTYPED' || reason === 'TILL_WRONG' ? 'PASS_INVALID' : FAILURES[reason], { detail, facts: { reason } })

/** The public keys a pass shown at `at` may be signed with, by kid. */
export const passKeys = (ctx: Ctx, at: Date) => (kid: string) => ctx.keys.passes.filter((k) => k.kid === kid && verifiesPasses(k, at)).map((k): PassVerifier => (bytes, signature) => verifyEs256(bytes, signature, k))

const looksLikePass = (text: string): boolean => /^XH\d:/.test(text)

/**
 * Proves the text of a QR code or an 18-digit till code, and that it is for `merchantId` where that is named. The voucher's own state is not looked at.
 * Throws PASS_INVALID (fact `reason`: MALFORMED, VERSION, UNKNOWN_KEY, SIGNATURE, NOT_YET, TILL_MISTYPED, TILL_WRONG),
 * PASS_EXPIRED, WRONG_MERCHANT, TOO_MANY_REQUESTS.
 */
export async function provePresented(ctx: Ctx, by: { text: string; merchantId?: string }): Promise<Presented> {
  const typed = looksLikePass(by.text) ? undefined : parseTillCode(by.text)
  if (typed && (typed.ok || typed.code !== 'LENGTH')) {
    if (!typed.ok) throw refuse('TILL_MISTYPED', '收银码有误，请核对后重新输入')
    return proveTillCode(ctx, typed, by)
  }
  const verdict = await verifyPass(by.text, {
    keys: passKeys(ctx, ctx.now),
    nowSeconds: ctx.now.getTime() / 1000,
    clockSkewSeconds: CLOCK_SKEW_SECONDS,
    ...(by.merchantId === undefined ? {} : { merchantId: by.merchantId }),
  })
  if (!verdict.ok) throw refuse(verdict.code, verdict.message)
  return { voucherId: verdict.claims.voucherId, channel: 'qr', passJti: verdict.claims.jti }
}

async function proveTillCode(ctx: Ctx, code: TillCode, by: { merchantId?: string }): Promise<Presented> {
  const caller = actorName(ctx.actor)
  await requireTriesLeft(caller, code.serial)
  const window = await windowOf(ctx, code)
  // The mac is checked first, so that a guesser does not learn which serials exist.
  const voucher = window === undefined ? undefined : await findVoucherBySerial(ctx.db, Number(code.serial))
  if (!voucher || window === undefined) {
    await countWrongCode(caller, code.serial)
    throw refuse('TILL_WRONG', '收银码不对或已过期，请顾客刷新后再出示')
  }
  if (by.merchantId !== undefined && voucher.merchantId !== by.merchantId) throw refuse('WRONG_MERCHANT', PASS_MESSAGES.WRONG_MERCHANT)
  return { voucherId: voucher.id, channel: 'till-code', passJti: `till:${code.serial}:${window}` }
}

/** The window whose mac this is, of the three that are accepted now. */
async function windowOf(ctx: Ctx, code: TillCode): Promise<number | undefined> {
  const current = tillWindow(ctx.now.getTime() / 1000)
  let found: number | undefined
  for (const window of [current - 1, current, current + 1]) {
    if (await checkTillMac(code, { nowSeconds: window * TILL_WINDOW_SECONDS, hmac: (bytes) => ctx.keys.tillMac(bytes), driftWindows: 0 })) found = window
  }
  return found
}

/** The voucher a text claims to be for, unproven: only to compare it with a redemption that was already made. */
export async function claimedVoucherId(ctx: Ctx, text: string): Promise<string | undefined> {
  const pass = decodePass(text)
  if (pass.ok) return pass.claims.voucherId
  const typed = parseTillCode(text)
  return typed.ok ? (await findVoucherBySerial(ctx.db, Number(typed.serial)))?.id : undefined
}
