import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, hkdfSync, timingSafeEqual } from 'node:crypto'
import { randomFromPool } from './random-pool'

/**
 * How a data key seals: AES-256-GCM (NIST SP 800-38D), or SM4 in counter mode (GB/T 32907, GB/T 17964) with HMAC-SM3
 * (GB/T 32905, GB/T 15852.2) over the ciphertext, because Node has no SM4-GCM.
 */
export type SealAlgorithm = 'aes-256-gcm' | 'sm4-ctr-hmac-sm3'
/** The keyed hash of a blind index: HMAC-SHA-256 or HMAC-SM3. */
export type BlindAlgorithm = 'hmac-sha-256' | 'hmac-sm3'

/** One data key: 32 random bytes, from which each algorithm takes what it needs. */
export interface SealKey {
  kid: string
  alg: SealAlgorithm
  key: Buffer
}

export interface BlindKey {
  alg: BlindAlgorithm
  key: Buffer
}

export type BlindKind = 'id-number' | 'phone' | 'openid' | 'content' | 'perk-code'

export interface Sealer {
  /** `<kid>.<base64url>`; `context` (table.column) is authenticated, so a value cannot be moved to another column. The key id says the algorithm. */
  seal(plain: string, context: string): string
  /** Throws when the key is unknown or the text was altered or moved. */
  open(text: string, context: string): string
  /** Blind index of the normalised identifier, base64url. Same input, same text; not reversible without the key. */
  blind(identifier: string, kind: BlindKind): string
  /** As `blind`, with a key that never changes: what tells one imported row from another must outlive a new index key. */
  fingerprint(text: string, kind: BlindKind): string
  /** `fingerprint` of bytes, for millions of them. */
  fingerprinter(kind: BlindKind): Fingerprinter
  /** What it was made of, for a thread of this process. */
  share(): SealerKeys
}

/** Computes one fingerprint after the other in a buffer of the caller's. */
export interface Fingerprinter {
  /** How many bytes at the front of the buffer are its own; the text follows them. */
  headBytes: number
  /** Writes the front of a new buffer. */
  begin(buffer: Buffer): void
  /** The fingerprint of the text that ends at `end`. */
  of(buffer: Buffer, end: number): string
}

export interface SealerKeys {
  keys: readonly SealKey[]
  blindKey: BlindKey
  fingerprintKey: BlindKey
}

/** Bytes in, bytes out, `context` authenticated. `open` throws on anything that was not sealed so. */
interface Cipher {
  seal(plain: Buffer, context: Buffer): Buffer
  open(raw: Buffer, context: Buffer): Buffer
}

const GCM_IV = 12
const GCM_TAG = 16

/** iv ‖ ciphertext ‖ tag. */
function aesGcm(secret: Buffer): Cipher {
  // Prepared once, not for every value.
  const key = createSecretKey(secret)
  return {
    seal(plain, context) {
      const iv = randomFromPool(GCM_IV)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      cipher.setAAD(context)
      return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open(raw, context) {
      if (raw.length < GCM_IV + GCM_TAG) throw new Error('sealed text is too short')
      const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, GCM_IV), { authTagLength: GCM_TAG })
      decipher.setAAD(context)
      decipher.setAuthTag(raw.subarray(raw.length - GCM_TAG))
      return Buffer.concat([decipher.update(raw.subarray(GCM_IV, raw.length - GCM_TAG)), decipher.final()])
    },
  }
}

const SM4_IV = 16
const SM3_TAG = 32

/** iv ‖ ciphertext ‖ HMAC-SM3(length of context ‖ context ‖ iv ‖ ciphertext). Encryption and MAC keys are drawn apart from the one secret (HKDF-SM3). */
function sm4EncryptThenMac(secret: Buffer): Cipher {
  const draw = (label: string, bytes: number) => Buffer.from(hkdfSync('sm3', secret, '', `xinhui ${label}`, bytes))
  const [encryption, mac] = [draw('sm4-ctr', 16), draw('hmac-sm3', 32)]
  const tagOf = (body: Buffer, context: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(context.length)
    return createHmac('sm3', mac).update(length).update(context).update(body).digest()
  }
  return {
    seal(plain, context) {
      const iv = randomFromPool(SM4_IV)
      const cipher = createCipheriv('sm4-ctr', encryption, iv)
      const body = Buffer.concat([iv, cipher.update(plain), cipher.final()])
      return Buffer.concat([body, tagOf(body, context)])
    },
    open(raw, context) {
      if (raw.length < SM4_IV + SM3_TAG) throw new Error('sealed text is too short')
      const body = raw.subarray(0, raw.length - SM3_TAG)
      // Nothing is decrypted before the tag holds.
      if (!timingSafeEqual(tagOf(body, context), raw.subarray(raw.length - SM3_TAG))) throw new Error('sealed text was altered or moved')
      const decipher = createDecipheriv('sm4-ctr', encryption, body.subarray(0, SM4_IV))
      return Buffer.concat([decipher.update(body.subarray(SM4_IV)), decipher.final()])
    },
  }
}

const CIPHERS: Readonly<Record<SealAlgorithm, (key: Buffer) => Cipher>> = { 'aes-256-gcm': aesGcm, 'sm4-ctr-hmac-sm3': sm4EncryptThenMac }
const HASHES: Readonly<Record<BlindAlgorithm, string>> = { 'hmac-sha-256': 'sha256', 'hmac-sm3': 'sm3' }

/** The keyed hash of one index key. */
export const blindWith =
  ({ alg, key }: BlindKey) =>
  (identifier: string, kind: BlindKind): string =>
    createHmac(HASHES[alg], key).update(`${kind}:${identifier}`).digest('base64url')

/** Of SHA-256 and SM3 alike. */
const BLOCK_BYTES = 64

/**
 * HMAC (RFC 2104) out of two plain hashes: Node sets up a keyed one slower than it hashes a row, and the padded key of the inner
 * hash can stay at the front of the buffer.
 */
function fingerprinterWith({ alg, key }: BlindKey, kind: BlindKind): Fingerprinter {
  if (key.length > BLOCK_BYTES) throw new Error('a longer key would have to be hashed first')
  const padded = (pad: number) => Buffer.alloc(BLOCK_BYTES).map((_, i) => (key[i] ?? 0) ^ pad)
  const head = Buffer.concat([padded(0x36), Buffer.from(`${kind}:`)])
  const outer = Buffer.concat([padded(0x5c), Buffer.alloc(32)])
  return {
    headBytes: head.length,
    begin: (buffer) => void head.copy(buffer),
    of(buffer, end) {
      outer.write(hash(HASHES[alg], buffer.subarray(0, end), 'binary'), BLOCK_BYTES, 'latin1')
      return hash(HASHES[alg], outer, 'base64url')
    },
  }
}

/** Key id in front of a sealed text. */
export const kidOf = (text: string): string => text.slice(0, Math.max(0, text.indexOf('.')))

/** `keys[0]` seals; all of them open, so that keys rotate. */
export function createSealer(keys: readonly SealKey[], blindKey: BlindKey, fingerprintKey: BlindKey = blindKey): Sealer {
  const [active] = keys
  if (!active) throw new Error('no data key')
  const byKid = new Map(keys.map((k) => [k.kid, CIPHERS[k.alg](k.key)]))
  const sealing = CIPHERS[active.alg](active.key)
  return {
    seal: (plain, context) => `${active.kid}.${sealing.seal(Buffer.from(plain), Buffer.from(context)).toString('base64url')}`,
    open(text, context) {
      const kid = kidOf(text)
      const cipher = byKid.get(kid)
      if (!cipher) throw new Error(`data key ${kid} is not in the key file`)
      return cipher.open(Buffer.from(text.slice(kid.length + 1), 'base64url'), Buffer.from(context)).toString('utf8')
    },
    blind: blindWith(blindKey),
    fingerprint: blindWith(fingerprintKey),
    fingerprinter: (kind) => fingerprinterWith(fingerprintKey, kind),
    share: () => ({ keys, blindKey, fingerprintKey }),
  }
}
