import type { Bytes } from '../bytes'
import { assemblePass, encodePass } from './encode'
import type { PassClaims } from './layout'

/** ES256 over the bytes: ECDSA on P-256 with SHA-256, the answer as r‖s (64 bytes, IEEE P1363, not DER). */
export type PassSigner = (bytes: Bytes) => Promise<Uint8Array> | Uint8Array

/** The text of a signed pass. Throws RangeError on a claim out of its range or a signature of the wrong length. */
export async function signPass(claims: PassClaims, signer: PassSigner): Promise<string> {
  const unsigned = encodePass(claims)
  return assemblePass(unsigned, await signer(unsigned))
}
