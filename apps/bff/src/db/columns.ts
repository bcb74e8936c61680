import { date, text, timestamp } from 'drizzle-orm/pg-core'

/** Instant, UTC. Read as Date by both drivers. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
/** Calendar day in Asia/Shanghai as `YYYY-MM-DD` text on the wire. */
export const day = (name: string) => date(name, { mode: 'string' })
/** Ciphertext made by `lib/seal.ts`: `<kid>.<base64url>`; never compared, never indexed. */
export const sealed = (name: string) => text(name)
/** HMAC blind index of an identifier: equality search without plaintext. */
export const blind = (name: string) => text(name)
