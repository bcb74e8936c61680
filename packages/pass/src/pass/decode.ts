import { decodeBase45 } from '../base45'
import { bytesToHex, concatBytes } from '../bytes'
import type { Bytes } from '../bytes'
import { MERCHANT_PREFIX, VOUCHER_PREFIX, bytesToId } from '../ids'
import { MAX_LIFE_SECONDS, OFFSET, PASS_PREFIX, PASS_VERSION, SIGNING_CONTEXT, TOKEN_BYTES } from './layout'
import type { PassClaims } from './layout'

/** A pass taken apart. `signed` is what the signature covers, as `encodePass` returns it. Nothing is proven yet. */
export type DecodedPass =
  | { ok: true; claims: PassClaims; signed: Bytes; signature: Bytes }
  | { ok: false; code: 'MALFORMED' | 'VERSION' }

/** Longer text is refused unread; a pass is 180 characters. */
const MAX_TEXT = 512

/**
 * Takes the text of a QR code apart without checking the signature: show nothing from it as true.
 * Exactly what `assemblePass` writes is accepted, nothing trimmed, folded or ignored. Never throws.
 * `VERSION`: `XH`, a digit other than 1 and `:`, or a first byte other than 1; all else is `MALFORMED`.
 */
export function decodePass(text: string): DecodedPass {
  if (text.length > MAX_TEXT) return { ok: false, code: 'MALFORMED' }
  if (!text.startsWith(PASS_PREFIX)) return { ok: false, code: /^XH[0-9]:/.test(text) ? 'VERSION' : 'MALFORMED' }
  const token = decodeBase45(text.slice(PASS_PREFIX.length))
  if (!token || token.length === 0) return { ok: false, code: 'MALFORMED' }
  // Before the length, because another version may have another length.
  if (token[OFFSET.version] !== PASS_VERSION) return { ok: false, code: 'VERSION' }
  if (token.length !== TOKEN_BYTES) return { ok: false, code: 'MALFORMED' }

  const view = new DataView(token.buffer)
  const lifeSeconds = view.getUint8(OFFSET.lifeSeconds)
  if (lifeSeconds < 1 || lifeSeconds > MAX_LIFE_SECONDS) return { ok: false, code: 'MALFORMED' }
  return {
    ok: true,
    claims: {
      kid: bytesToHex(token.subarray(OFFSET.kid, OFFSET.jti)),
      jti: bytesToHex(token.subarray(OFFSET.jti, OFFSET.voucherId)),
      voucherId: bytesToId(VOUCHER_PREFIX, token.subarray(OFFSET.voucherId, OFFSET.merchantId)),
      merchantId: bytesToId(MERCHANT_PREFIX, token.subarray(OFFSET.merchantId, OFFSET.perkVersion)),
      perkVersion: view.getUint16(OFFSET.perkVersion),
      tier: view.getUint8(OFFSET.tier),
      notBefore: view.getUint32(OFFSET.notBefore),
      lifeSeconds,
    },
    signed: concatBytes(SIGNING_CONTEXT, token.subarray(0, OFFSET.signature)),
    signature: token.slice(OFFSET.signature),
  }
}
