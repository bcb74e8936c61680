import { createHash, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { type BlindKey, createSealer, type Sealer } from './seal'

const Jwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() })
const base64Key = z.string().refine((s) => Buffer.from(s, 'base64url').length === 32, 'needs 32 bytes of base64url')

const IndexKey = z.object({ alg: z.enum(['hmac-sha-256', 'hmac-sm3']), key: base64Key })

/** The key file. In each list the first entry is in use, the others only verify or open until they are removed. */
const KeyFile = z.object({
  tokens: z.array(z.object({ kid: z.string(), jwk: Jwk })).min(1),
  /** `signsFrom`: when it starts signing; until then it is only published. `retiredAt`: when another key takes over. */
  passes: z.array(z.object({ kid: z.string().regex(/^[0-9a-f]{8}$/), jwk: Jwk, signsFrom: z.iso.datetime().optional(), retiredAt: z.iso.datetime().optional() })).min(1),
  data: z.array(z.object({ kid: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/), alg: z.enum(['aes-256-gcm', 'sm4-ctr-hmac-sm3']).default('aes-256-gcm'), key: base64Key })).min(1),
  /** Key of the blind indexes. A bare key, as first written, means HMAC-SHA-256. */
  blind: z.union([base64Key.transform((key) => ({ alg: 'hmac-sha-256' as const, key })), IndexKey]),
  /** Only while `keys reblind` is under way: what the indexes are being moved to. */
  blindNext: IndexKey.optional(),
  /** What tells imported rows apart; the first index key, kept for good once the index has another. */
  fingerprint: IndexKey.optional(),
  tillCode: base64Key,
})
export type KeyFile = z.infer<typeof KeyFile>

/** International algorithms (AES-256-GCM, HMAC-SHA-256), or the commercial ones of GB/T (商用密码: SM4, HMAC-SM3). */
export const Suite = z.enum(['intl', 'sm'])
export type Suite = z.infer<typeof Suite>
const SUITES = { intl: { data: 'aes-256-gcm', blind: 'hmac-sha-256' }, sm: { data: 'sm4-ctr-hmac-sm3', blind: 'hmac-sm3' } } as const

export interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  /** Passes only: when it starts signing, and when another key takes over. */
  signsFromMs?: number
  retiredAtMs?: number
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

const newDataKey = (suite: Suite): KeyFile['data'][number] => ({ kid: `d${randomBytes(3).toString('hex')}`, alg: SUITES[suite].data, key: newSecret() })
export const newIndexKey = (suite: Suite): z.infer<typeof IndexKey> => ({ alg: SUITES[suite].blind, key: newSecret() })

/** Fresh keys, never a default. */
export function generateKeyFile(suite: Suite = 'intl'): KeyFile {
  return { tokens: [newSigningJwk()], passes: [newSigningJwk()], data: [newDataKey(suite)], blind: newIndexKey(suite), tillCode: newSecret() }
}

/** The suite of the data key in use. */
export const suiteOf = (file: KeyFile): Suite => (file.data[0]?.alg === SUITES.sm.data ? 'sm' : 'intl')

/** Access tokens live minutes. */
const TOKEN_KEYS_KEPT = 4
/**
 * A new pass key is published this long before it signs, and an old one verifies this long after it stopped: longer than a strip
 * lives and than any city lets an offline device's keys grow old, so that no pass is unknown for being new and none dies with its key.
 */
const PASS_KEY_OVERLAP_MS = 8 * 86_400_000

/** Whether passes signed with this key may be about at `now`. */
export const verifiesPasses = (key: { retiredAtMs?: number }, now: Date): boolean => key.retiredAtMs === undefined || now.getTime() < key.retiredAtMs + PASS_KEY_OVERLAP_MS

/** The key that signs passes at `now`: the newest whose time has come. */
export function signingPassKey(keys: readonly SigningKey[], now: Date): SigningKey {
  const key = keys.find(({ signsFromMs = 0 }) => signsFromMs <= now.getTime())
  if (!key) throw new Error('no key signs passes yet')
  return key
}

/** What a verifier needs now: keys to come, the one in use, and retired ones whose passes may be about. */
export const publishedPassKeys = (keys: readonly SigningKey[], now: Date) => keys.filter((key) => verifiesPasses(key, now)).map((key) => ({ ...key.publicJwk }))

function rotatePasses(passes: KeyFile['passes'], now: Date, atOnce: boolean): KeyFile['passes'] {
  const takesOver = new Date(now.getTime() + (atOnce ? 0 : PASS_KEY_OVERLAP_MS)).toISOString()
  // A key that has not signed yet is replaced, not kept: rotating twice in a day makes no queue.
  const signed = passes.filter((key) => key.signsFrom === undefined || Date.parse(key.signsFrom) <= now.getTime())
  const [current, ...older] = signed
  const kept = [...(current ? [{ ...current, retiredAt: takesOver }] : []), ...older].filter((key) => key.retiredAt === undefined || verifiesPasses({ retiredAtMs: Date.parse(key.retiredAt) }, now))
  return [{ ...newSigningJwk(), signsFrom: takesOver }, ...kept]
}

/**
 * Puts a new key in front of each list and keeps old ones for what is still in circulation: pass keys by their age, not their
 * number. `suite` is the new data key's; `atOnce` lets the new pass key sign now, for a key that leaked.
 */
export function rotateKeyFile(file: KeyFile, which: ('tokens' | 'passes' | 'data')[], options: { now: Date; suite?: Suite; atOnce?: boolean }): KeyFile {
  const { now, suite = suiteOf(file), atOnce = false } = options
  return {
    ...file,
    tokens: which.includes('tokens') ? [newSigningJwk(), ...file.tokens].slice(0, TOKEN_KEYS_KEPT) : file.tokens,
    passes: which.includes('passes') ? rotatePasses(file.passes, now, atOnce) : file.passes,
    // Data keys are never dropped here: rows sealed with them still exist until `keys reseal`.
    data: which.includes('data') ? [newDataKey(suite), ...file.data] : file.data,
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

function signingKey(entry: { kid: string; jwk: z.infer<typeof Jwk>; signsFrom?: string | undefined; retiredAt?: string | undefined }): SigningKey {
  const privateKey = createPrivateKey({ key: entry.jwk, format: 'jwk' })
  const { kty, crv, x, y } = entry.jwk
  const times = { ...(entry.signsFrom === undefined ? {} : { signsFromMs: Date.parse(entry.signsFrom) }), ...(entry.retiredAt === undefined ? {} : { retiredAtMs: Date.parse(entry.retiredAt) }) }
  return { kid: entry.kid, privateKey, publicKey: createPublicKey(privateKey), ...times, publicJwk: { kty, crv, x, y, kid: entry.kid, alg: 'ES256', use: 'sig' } }
}

const bytesOf = ({ alg, key }: z.infer<typeof IndexKey>): BlindKey => ({ alg, key: Buffer.from(key, 'base64url') })

/** The sealer of a key file, on the index key in use or on the one being moved to. */
export const openSealer = (file: KeyFile, index: z.infer<typeof IndexKey> = file.blind): Sealer =>
  createSealer(
    file.data.map((d) => ({ kid: d.kid, alg: d.alg, key: Buffer.from(d.key, 'base64url') })),
    bytesOf(index),
    bytesOf(file.fingerprint ?? file.blind),
  )

/** Throws while the blind indexes are being moved: look-ups would miss whoever has moved already. */
export function openKeyRing(file: KeyFile): KeyRing {
  if (file.blindNext) throw new Error('the blind indexes are being moved to another key; finish with `npm run -s credit -- keys reblind`')
  const till = Buffer.from(file.tillCode, 'base64url')
  return {
    tokens: file.tokens.map(signingKey),
    passes: file.passes.map(signingKey),
    sealer: openSealer(file),
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
