import { asciiToBytes, bytesToHex } from '../bytes'
import type { Bytes } from '../bytes'

/** Public half of a P-256 key, coordinates in base64url without padding (RFC 7517). */
export interface PassPublicJwk {
  kty: string
  crv: string
  x: string
  y: string
}

/** What RFC 7638 §3.2 has hashed for the thumbprint of an EC key. Throws RangeError unless it is a P-256 key. */
export function thumbprintInput(jwk: PassPublicJwk): Bytes {
  const coordinate = /^[A-Za-z0-9_-]{43}$/
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || !coordinate.test(jwk.x) || !coordinate.test(jwk.y)) {
    throw new RangeError('a pass is signed with a P-256 key')
  }
  return asciiToBytes(`{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`)
}

/** kid of a key: the first 4 bytes of the SHA-256 of `thumbprintInput`, 8 lower-case hex digits. */
export function kidOf(thumbprint: Uint8Array): string {
  if (thumbprint.length !== 32) throw new RangeError('a thumbprint is a SHA-256, 32 bytes')
  return bytesToHex(thumbprint.subarray(0, 4))
}
