import type { Bytes } from './bytes'

// Crockford Base32, lower case: no i, l, o or u.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const BODY_LENGTH = 26

/** Bytes of an id: 128 bits. */
export const ID_BYTES = 16

/** Prefix of a voucher's id. */
export const VOUCHER_PREFIX = 'vch_'
/** Prefix of a merchant's id. */
export const MERCHANT_PREFIX = 'mer_'

/**
 * An id's text: `prefix` (such as `vch_`) and 26 characters of lower-case Crockford Base32 without padding.
 * The 128 bits stand at the low end of 130, so the first character is `0`–`7` and text order is byte order.
 * Throws RangeError unless `bytes` is 16 bytes.
 */
export function bytesToId(prefix: string, bytes: Uint8Array): string {
  if (bytes.length !== ID_BYTES) throw new RangeError('an id is 16 bytes')
  let text = prefix
  let held = 0
  let heldBits = 2
  for (const byte of bytes) {
    held = (held << 8) | byte
    heldBits += 8
    while (heldBits >= 5) {
      heldBits -= 5
      text += ALPHABET.charAt(held >> heldBits)
      held &= (1 << heldBits) - 1
    }
  }
  return text
}

/** The 16 bytes of an id, or undefined when the text is not one that `bytesToId` writes with this prefix. */
export function parseId(prefix: string, id: string): Bytes | undefined {
  if (!id.startsWith(prefix) || id.length !== prefix.length + BODY_LENGTH) return undefined
  const bytes = new Uint8Array(ID_BYTES)
  let held = 0
  let heldBits = -2
  let to = 0
  for (let at = prefix.length; at < id.length; at += 1) {
    const value = ALPHABET.indexOf(id.charAt(at))
    if (value < 0 || (at === prefix.length && value > 7)) return undefined
    held = (held << 5) | value
    heldBits += 5
    if (heldBits >= 8) {
      heldBits -= 8
      bytes[to] = held >> heldBits
      to += 1
      held &= (1 << heldBits) - 1
    }
  }
  return bytes
}

/** The 16 bytes of an id; throws RangeError when the text is not one that `bytesToId` writes with this prefix. */
export function idToBytes(prefix: string, id: string): Bytes {
  const bytes = parseId(prefix, id)
  if (!bytes) throw new RangeError(`not an id of the form ${prefix} and 26 characters`)
  return bytes
}
