import type { Bytes } from '../bytes'
import { decodePass } from './decode'
import type { PassClaims } from './layout'

/**
 * ES256 over `signed` with one public key; `signature` is r‖s. Answers false for a bad signature.
 * An exception is a fault of the primitive, not a verdict: `verifyPass` passes it on.
 */
export type PassVerifier = (signed: Bytes, signature: Bytes) => Promise<boolean> | boolean

export type PassFailure =
  | 'MALFORMED'
  | 'VERSION'
  | 'UNKNOWN_KEY'
  | 'SIGNATURE'
  | 'NOT_YET'
  | 'EXPIRED'
  | 'WRONG_MERCHANT'
  | 'REVOKED'

export type PassVerdict = { ok: true; claims: PassClaims } | { ok: false; code: PassFailure; message: string }

export interface VerifyOptions {
  /** Public keys that carry this kid (4 bytes can collide, so a list); none: undefined or empty. */
  keys: (kid: string) => readonly PassVerifier[] | undefined
  /** Clock of the verifier, seconds since the epoch. */
  nowSeconds: number
  /** How far the two clocks may be apart, seconds; 30 unless told. */
  clockSkewSeconds?: number
  /** The merchant that is scanning; without it the scope is not checked and the caller has to. */
  merchantId?: string
  /** Whether voucher, key or pass has been withdrawn. */
  isRevoked?: (claims: PassClaims) => Promise<boolean> | boolean
}

/** What the till's staff read. */
export const PASS_MESSAGES: Readonly<Record<PassFailure, string>> = {
  MALFORMED: '这不是有效的出示码',
  VERSION: '暂不支持这个版本的出示码，请更新后再扫',
  UNKNOWN_KEY: '无法核验这个出示码，请联网后再扫',
  SIGNATURE: '这个出示码无效',
  NOT_YET: '出示码还没到生效时间，请稍后再扫',
  EXPIRED: '出示码已过期，请顾客刷新后再出示',
  WRONG_MERCHANT: '这张券不能在本店使用',
  REVOKED: '这张券已停用',
}

function refuse(code: PassFailure): PassVerdict {
  return { ok: false, code, message: PASS_MESSAGES[code] }
}

/**
 * The verdict on the text of a QR code. Single use is not decided here: the redemption does that, by voucher and jti.
 * Order: form, version, key, signature, time, merchant, revocation. The signature stands before everything that a
 * message could explain, so a forged pass learns nothing but that it is invalid.
 * Good while `notBefore − skew ≤ now < notBefore + life + skew`.
 * Throws RangeError when the clock or the skew is not a number; rejects with what a verifier or `isRevoked` throws.
 */
export async function verifyPass(text: string, options: VerifyOptions): Promise<PassVerdict> {
  const { keys, nowSeconds, clockSkewSeconds = 30, merchantId, isRevoked } = options
  // Every comparison with NaN is false: a broken clock would otherwise make each pass timely.
  if (!Number.isFinite(nowSeconds)) throw new RangeError('nowSeconds is a number of seconds')
  if (!Number.isFinite(clockSkewSeconds) || clockSkewSeconds < 0) throw new RangeError('clockSkewSeconds is 0 or more')

  const pass = decodePass(text)
  if (!pass.ok) return refuse(pass.code)
  const { claims, signed, signature } = pass

  const verifiers = keys(claims.kid) ?? []
  if (verifiers.length === 0) return refuse('UNKNOWN_KEY')
  let signedByOne = false
  for (const verifier of verifiers) {
    // Exactly true: an untyped primitive that answers with an object must not count as a yes.
    const answer: unknown = await verifier(signed, signature)
    signedByOne = answer === true
    if (signedByOne) break
  }
  if (!signedByOne) return refuse('SIGNATURE')

  if (nowSeconds < claims.notBefore - clockSkewSeconds) return refuse('NOT_YET')
  if (nowSeconds >= claims.notBefore + claims.lifeSeconds + clockSkewSeconds) return refuse('EXPIRED')
  if (merchantId !== undefined && merchantId !== claims.merchantId) return refuse('WRONG_MERCHANT')
  if (isRevoked && (await isRevoked(claims))) return refuse('REVOKED')
  return { ok: true, claims }
}
