import { webcrypto } from 'node:crypto'
import { kidOf, thumbprintInput } from '../index'
import type { PassSigner, PassVerifier } from '../index'

const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export interface TestKey {
  kid: string
  sign: PassSigner
  verify: PassVerifier
}

/**
 * The P-256 key printed in RFC 6979 A.2.5: everybody has its private half, so nobody can take it for a real key.
 */
export const RFC6979_JWK = {
  kty: 'EC',
  crv: 'P-256',
  d: base64url('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
  x: base64url('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
  y: base64url('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
}

function base64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}

/** The public half of a key as the product injects it: WebCrypto over a JWK. */
export async function publicKey({ kty = '', crv = '', x = '', y = '' }: webcrypto.JsonWebKey): Promise<Pick<TestKey, 'kid' | 'verify'>> {
  const open = await webcrypto.subtle.importKey('jwk', { kty, crv, x, y }, ES256, false, ['verify'])
  const thumbprint = await webcrypto.subtle.digest('SHA-256', thumbprintInput({ kty, crv, x, y }))
  return { kid: kidOf(new Uint8Array(thumbprint)), verify: (signed, signature) => webcrypto.subtle.verify(ES256, open, signature, signed) }
}

/** The whole key. */
export async function testKey(jwk: webcrypto.JsonWebKey): Promise<TestKey> {
  const secret = await webcrypto.subtle.importKey('jwk', jwk, ES256, false, ['sign'])
  return { ...(await publicKey(jwk)), sign: async (bytes) => new Uint8Array(await webcrypto.subtle.sign(ES256, secret, bytes)) }
}

/** A key nobody has seen before. */
export async function freshKey(): Promise<TestKey> {
  const pair = await webcrypto.subtle.generateKey(ES256, true, ['sign', 'verify'])
  return testKey(await webcrypto.subtle.exportKey('jwk', pair.privateKey))
}
