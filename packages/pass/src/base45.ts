import type { Bytes } from './bytes'

// RFC 9285 table 1; it is also the alphabet of the QR alphanumeric mode (ISO/IEC 18004 table 5).
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

function symbol(value: number): string {
  return ALPHABET.charAt(value)
}

/** Bytes as Base45 (RFC 9285 §4): two bytes become three characters, a last single byte becomes two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const high = bytes[at] ?? 0
    const low = bytes[at + 1]
    if (low === undefined) {
      text += symbol(high % 45) + symbol(Math.floor(high / 45))
    } else {
      const value = high * 256 + low
      text += symbol(value % 45) + symbol(Math.floor(value / 45) % 45) + symbol(Math.floor(value / 2025))
    }
  }
  return text
}

/**
 * Bytes of Base45 text, or undefined when it is not what `encodeBase45` would have written:
 * a character outside the alphabet, a length of 1 modulo 3, a group above 65535 or a last pair above 255 (RFC 9285 §§4, 6).
 * With these refused each byte string has exactly one text.
 */
export function decodeBase45(text: string): Bytes | undefined {
  const rest = text.length % 3
  if (rest === 1) return undefined
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0))
  let to = 0
  for (let at = 0; at < text.length; at += 3) {
    const c = ALPHABET.indexOf(text.charAt(at))
    const d = ALPHABET.indexOf(text.charAt(at + 1))
    if (c < 0 || d < 0) return undefined
    if (at + 2 < text.length) {
      const e = ALPHABET.indexOf(text.charAt(at + 2))
      const value = c + d * 45 + e * 2025
      if (e < 0 || value > 0xffff) return undefined
      bytes[to] = value >> 8
      bytes[to + 1] = value & 0xff
    } else {
      const value = c + d * 45
      if (value > 0xff) return undefined
      bytes[to] = value
    }
    to += 2
  }
  return bytes
}
