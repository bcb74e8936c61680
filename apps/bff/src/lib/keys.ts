import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { createSealer, type Sealer } from './seal'

const Jwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() })
const base64Key = z.string().refine((s) => Buffer.from(s, 'base64url').length === 32, 'needs 32 bytes of base64url')

/** The key file. In each list the first entry is in use, the others only verify or open until they are removed. */
const KeyFile = z.object({
  tokens: z.array(z.object({ kid: z.string(), jwk: Jwk })).min(1),
  passes: z.array(z.object({ kid: z.string().regex(/^[0-9a-f]{8}$/), jwk: Jwk })).min(1),
  data: z.array(z.object({ kid: z.string(), key: base64Key })).min(1),
  blind: base64Key,
  tillCode: base64Key,
})
export type KeyFile = z.infer<typeof KeyFile>

export interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  publicJwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid: string; alg: 'ES256'; use: 'sig' }
}

export interface KeyRing {
  tokens: SigningKey[]
  passes: SigningKey[]
  sealer: Sealer
  tillMac(message: string | Uint8Array): Buffer
}

/** RFC 7638 thumbprint of an EC key, SHA-256. */
function thumbprint(jwk: { crv: string; x: string; y: string }): Buffer {
  return createHash('sha256').update(JSON.stringify({ crv: jwk.crv, kty: 'EC', x: jwk.x, y: jwk.y })).digest()
}

function newSigningJwk() {
  const jwk = Jwk.parse(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }))
  return { kid: thumbprint(jwk).subarray(0, 4).toString('hex'), jwk }
}

const newSecret = () => randomBytes(32).toString('base64url')

/** Fresh keys, never a default. */
export function generateKeyFile(): KeyFile {
  return { tokens: [newSigningJwk()], passes: [newSigningJwk()], data: [{ kid: `d${randomBytes(3).toString('hex')}`, key: newSecret() }], blind: newSecret(), tillCode: newSecret() }
}

/** Puts a new key in front of each list and keeps the last `keep` old ones for what is still in circulation. */
export function rotateKeyFile(file: KeyFile, which: ('tokens' | 'passes' | 'data')[], keep = 3): KeyFile {
  return {
    ...file,
    tokens: which.includes('tokens') ? [newSigningJwk(), ...file.tokens].slice(0, keep + 1) : file.tokens,
    passes: which.includes('passes') ? [newSigningJwk(), ...file.passes].slice(0, keep + 1) : file.passes,
    // Data keys are never dropped here: rows sealed with them still exist.
    data: which.includes('data') ? [{ kid: `d${randomBytes(3).toString('hex')}`, key: newSecret() }, ...file.data] : file.data,
  }
}

export function readKeyFile(path: string): KeyFile {
  const parsed = KeyFile.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path} is not a key file: ${parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  return parsed.data
}

/** Written beside and renamed, so that a crash never leaves half a key file. */
export function writeKeyFile(path: string, file: KeyFile): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, JSON.stringify(file, null, 2), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

function signingKey(entry: { kid: string; jwk: z.infer<typeof Jwk> }): SigningKey {
  const privateKey = createPrivateKey({ key: entry.jwk, format: 'jwk' })
  const { kty, crv, x, y } = entry.jwk
  return { kid: entry.kid, privateKey, publicKey: createPublicKey(privateKey), publicJwk: { kty, crv, x, y, kid: entry.kid, alg: 'ES256', use: 'sig' } }
}

export function openKeyRing(file: KeyFile): KeyRing {
  const till = Buffer.from(file.tillCode, 'base64url')
  return {
    tokens: file.tokens.map(signingKey),
    passes: file.passes.map(signingKey),
    sealer: createSealer(
      file.data.map((d) => ({ kid: d.kid, key: Buffer.from(d.key, 'base64url') })),
      Buffer.from(file.blind, 'base64url'),
    ),
    tillMac: (message) => createHmac('sha256', till).update(message).digest(),
  }
}

/** Demo only: makes the file at the first start. */
export function readOrCreateKeyFile(path: string): KeyFile {
  if (!existsSync(path)) writeKeyFile(path, generateKeyFile())
  return readKeyFile(path)
}

/** ES256 as JOSE wants it: raw r ‖ s, 64 bytes. */
export const signEs256 = (bytes: Uint8Array, key: SigningKey): Uint8Array => sign('sha256', bytes, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })
export const verifyEs256 = (bytes: Uint8Array, signature: Uint8Array, key: SigningKey): boolean =>
  verify('sha256', bytes, { key: key.publicKey, dsaEncoding: 'ieee-p1363' }, signature)
