import { createHash } from 'node:crypto'
import { p256 } from '@noble/curves/p256'
import { kidOf, thumbprintInput } from '../index'

/** A key of the vectors. Its private half follows from a number, so everybody has it: trust nothing signed with it. */
export interface VectorKey {
  name: string
  kid: string
  jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
  /** r‖s, deterministic (RFC 6979), so that making the vectors again gives the same bytes. */
  sign: (bytes: Uint8Array) => Uint8Array
}

/** The orders the two halves of a signature are below. */
export const CURVE_ORDER = p256.CURVE.n

export function vectorKey(name: string, number: number): VectorKey {
  const secret = createHash('sha256').update(`xinhui pass vector key ${number}`).digest()
  const point = Buffer.from(p256.getPublicKey(secret, false))
  const jwk = { kty: 'EC' as const, crv: 'P-256' as const, x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const thumbprint = createHash('sha256').update(thumbprintInput(jwk)).digest()
  return {
    name,
    kid: kidOf(thumbprint),
    jwk,
    sign: (bytes) => p256.sign(createHash('sha256').update(bytes).digest(), secret, { lowS: false, prehash: false }).toCompactRawBytes(),
  }
}

/** `twinA` and `twinB` share a kid: found among the first seventy thousand numbers. `stranger` is a key no verifier has. */
export const VECTOR_KEYS = {
  old: vectorKey('old', 1),
  current: vectorKey('current', 2),
  next: vectorKey('next', 3),
  twinA: vectorKey('twinA', 63_713),
  twinB: vectorKey('twinB', 70_745),
  stranger: vectorKey('stranger', 4),
} as const
