import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** One data key: AES-256-GCM. */
export interface SealKey {
  kid: string
  key: Buffer
}

export interface Sealer {
  /** `<kid>.<base64url(iv ‖ ciphertext ‖ tag)>`; `context` (table.column) is authenticated, so a value cannot be moved to another column. */
  seal(plain: string, context: string): string
  /** Throws when the key is unknown or the text was altered or moved. */
  open(text: string, context: string): string
  /** Blind index: HMAC-SHA-256 of the normalised identifier, base64url. Same input, same text; not reversible without the key. */
  blind(identifier: string, kind: 'id-number' | 'phone' | 'openid' | 'content'): string
}

/** `keys[0]` seals; all of them open, so that keys rotate. */
export function createSealer(keys: readonly SealKey[], blindKey: Buffer): Sealer {
  const active = keys[0]
  if (!active) throw new Error('no data key')
  const byKid = new Map(keys.map((k) => [k.kid, k.key]))
  return {
    seal(plain, context) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', active.key, iv)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${active.kid}.${Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(text, context) {
      const dot = text.indexOf('.')
      const key = byKid.get(text.slice(0, dot))
      if (!key) throw new Error(`data key ${text.slice(0, dot)} is not in the key file`)
      const raw = Buffer.from(text.slice(dot + 1), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, 12))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(raw.subarray(raw.length - 16))
      return Buffer.concat([decipher.update(raw.subarray(12, raw.length - 16)), decipher.final()]).toString('utf8')
    },
    blind(identifier, kind) {
      return createHmac('sha256', blindKey).update(`${kind}:${identifier}`).digest('base64url')
    },
  }
}
