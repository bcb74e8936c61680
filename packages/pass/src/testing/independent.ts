import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { VectorFile } from './vectors'

/**
 * The check written a second time, from docs/pass.md and with node:crypto, importing nothing of the product: Base45 by looking
 * characters up, ids by dividing, signatures in DER. It knows the vectors only as JSON.
 */
type Check = Pick<VectorFile['vectors'][number], 'text' | 'keys' | 'nowSeconds' | 'clockSkewSeconds' | 'merchantId' | 'revoked'>

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

function base45(text: string): Buffer | null {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = text.slice(at, at + 3).split('').map((c) => BASE45.indexOf(c))
    if (digits.includes(-1) || digits.length === 1) return null
    const value = digits.reduce((sum, digit, i) => sum + digit * 45 ** i, 0)
    if (value > (digits.length === 3 ? 0xffff : 0xff)) return null
    bytes.push(...(digits.length === 3 ? [value >> 8, value & 0xff] : [value]))
  }
  return Buffer.from(bytes)
}

function crockford(prefix: string, bytes: Buffer): string {
  let number = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (let i = 0; i < 26; i += 1) {
    text = (CROCKFORD[Number(number % 32n)] ?? '') + text
    number /= 32n
  }
  return prefix + text
}

/** A DER INTEGER: no zeros in front but one before a high bit. */
function derInteger(half: Buffer): Buffer {
  let from = 0
  while (from < half.length - 1 && half[from] === 0) from += 1
  const digits = (half[from] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), half.subarray(from)]) : half.subarray(from)
  return Buffer.concat([Buffer.from([2, digits.length]), digits])
}

function signedBy(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  const body = Buffer.concat([derInteger(signature.subarray(0, 32)), derInteger(signature.subarray(32))])
  return verify('sha256', signed, { key, dsaEncoding: 'der' }, Buffer.concat([Buffer.from([0x30, body.length]), body]))
}

/** `OK` and what the pass says, or the code of the first refusal. */
export function independentCheck(file: Pick<VectorFile, 'keys'>, check: Check): { verdict: string; claims?: Record<string, string | number> } {
  if (!check.text.startsWith('XH1:')) return { verdict: /^XH\d:/.test(check.text) ? 'VERSION' : 'MALFORMED' }
  const token = base45(check.text.slice(4))
  if (token === null || token.length === 0) return { verdict: 'MALFORMED' }
  if (token[0] !== 1) return { verdict: 'VERSION' }
  const life = token[52] ?? 0
  if (token.length !== 117 || life < 1 || life > 60) return { verdict: 'MALFORMED' }

  const kid = token.toString('hex', 1, 5)
  const keys = file.keys.filter((k) => k.kid === kid && (check.keys as string[]).includes(k.name))
  if (keys.length === 0) return { verdict: 'UNKNOWN_KEY' }
  const signed = Buffer.concat([Buffer.from('78696e6875692f706173732f763100', 'hex'), token.subarray(0, 53)])
  if (!keys.some((k) => signedBy(createPublicKey({ key: { ...k.jwk }, format: 'jwk' }), signed, token.subarray(53)))) return { verdict: 'SIGNATURE' }

  const claims = { kid, jti: token.toString('hex', 5, 13), voucherId: crockford('vch_', token.subarray(13, 29)), merchantId: crockford('mer_', token.subarray(29, 45)), perkVersion: token.readUInt16BE(45), tier: token.readUInt8(47), notBefore: token.readUInt32BE(48), lifeSeconds: life }
  if (check.nowSeconds < claims.notBefore - check.clockSkewSeconds) return { verdict: 'NOT_YET' }
  if (check.nowSeconds >= claims.notBefore + life + check.clockSkewSeconds) return { verdict: 'EXPIRED' }
  if (check.merchantId !== null && check.merchantId !== claims.merchantId) return { verdict: 'WRONG_MERCHANT' }
  if (check.revoked.some((r) => r === claims.voucherId || r === claims.jti || r === claims.kid)) return { verdict: 'REVOKED' }
  return { verdict: 'OK', claims }
}
