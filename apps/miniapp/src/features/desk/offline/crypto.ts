import { p256 } from '@noble/curves/nist.js'

/**
 * The phone's own cryptography: WeChat's runtime has no crypto.subtle. Loaded when the desk needs it, not before, because
 * engines without BigInt (iOS 13 and older) fail to evaluate it: they keep the desk with network and lose the one without.
 */
export interface Es256Key {
  kid: string
  x: string
  y: string
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bytes of base64url without padding (the runtime has no atob). Characters outside the alphabet make it fail a length or a signature later. */
export function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let bits = 0
  let to = 0
  for (let at = 0; at < text.length; at += 1) {
    held = ((held << 6) | DIGITS.indexOf(text.charAt(at))) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[to] = (held >> bits) & 0xff
    to += 1
  }
  return bytes
}

/** UTF-8 bytes (the runtime has no TextEncoder). */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  const escaped = encodeURIComponent(text)
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped.charAt(at) === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
      at += 2
    } else bytes.push(escaped.charCodeAt(at))
  }
  return Uint8Array.from(bytes)
}

// Its type leaves out the hash it carries; a second copy of SHA-256 would only weigh.
const { hash: sha256 } = p256 as typeof p256 & { hash: (bytes: Uint8Array) => Uint8Array }

/** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
export function sha256Hex(text: string): string {
  let hex = ''
  for (const byte of sha256(utf8(text))) hex += (byte < 16 ? '0' : '') + byte.toString(16)
  return hex
}

/** ES256 with this key: ECDSA on P-256 over SHA-256, the signature as r‖s; both s and n − s pass, as in docs/pass.md. */
export function verifyEs256(key: Es256Key, signed: Uint8Array, signature: Uint8Array): boolean {
  const point = new Uint8Array(65)
  point[0] = 4
  point.set(fromBase64Url(key.x).subarray(0, 32), 1)
  point.set(fromBase64Url(key.y).subarray(0, 32), 33)
  return signature.length === 64 && p256.verify(signature, signed, point, { prehash: true, lowS: false })
}
