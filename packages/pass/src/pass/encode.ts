import { encodeBase45 } from '../base45'
import { concatBytes, hexToBytes } from '../bytes'
import type { Bytes } from '../bytes'
import { MERCHANT_PREFIX, VOUCHER_PREFIX, idToBytes } from '../ids'
import { BODY_BYTES, MAX_LIFE_SECONDS, OFFSET, PASS_PREFIX, PASS_VERSION, SIGNATURE_BYTES, SIGNING_CONTEXT } from './layout'
import type { PassClaims } from './layout'

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is a whole number from ${least} to ${most}`)
  }
  return value
}

/** The bytes to sign: the 15-byte signing context and the 53-byte body. Throws RangeError on a claim out of its range. */
export function encodePass(claims: PassClaims): Bytes {
  const body = new Uint8Array(BODY_BYTES)
  const view = new DataView(body.buffer)
  body[OFFSET.version] = PASS_VERSION
  body.set(hexToBytes(claims.kid, 4), OFFSET.kid)
  body.set(hexToBytes(claims.jti, 8), OFFSET.jti)
  body.set(idToBytes(VOUCHER_PREFIX, claims.voucherId), OFFSET.voucherId)
  body.set(idToBytes(MERCHANT_PREFIX, claims.merchantId), OFFSET.merchantId)
  view.setUint16(OFFSET.perkVersion, wholeNumber('perkVersion', claims.perkVersion, 0, 0xffff))
  view.setUint8(OFFSET.tier, wholeNumber('tier', claims.tier, 0, 0xff))
  view.setUint32(OFFSET.notBefore, wholeNumber('notBefore', claims.notBefore, 0, 0xffffffff))
  view.setUint8(OFFSET.lifeSeconds, wholeNumber('lifeSeconds', claims.lifeSeconds, 1, MAX_LIFE_SECONDS))
  return concatBytes(SIGNING_CONTEXT, body)
}

/**
 * The text of the QR code: `XH1:` and the Base45 of body and signature, 180 characters.
 * `unsigned` is what `encodePass` returned, `signature` is r‖s (64 bytes, IEEE P1363, not DER); throws RangeError otherwise.
 */
export function assemblePass(unsigned: Uint8Array, signature: Uint8Array): string {
  if (unsigned.length !== SIGNING_CONTEXT.length + BODY_BYTES || SIGNING_CONTEXT.some((byte, at) => unsigned[at] !== byte)) {
    throw new RangeError('not the bytes that encodePass returns')
  }
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError('a signature is 64 bytes, r and s')
  return PASS_PREFIX + encodeBase45(concatBytes(unsigned.subarray(SIGNING_CONTEXT.length), signature))
}
