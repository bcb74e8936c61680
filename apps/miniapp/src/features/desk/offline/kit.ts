import type { OfflineKit, OfflineKitContent } from '@xinhui/contract'
import type * as Crypto from './crypto'

/** What the phone keeps of a kit 离线包. */
export interface KeptKit {
  kitId: string
  issuedAt: string
  digest: string
  ticket: string
  content: OfflineKitContent
  /** How far the server's clock is ahead of this phone's, ms, measured when the kit came. */
  clockAheadMs: number
}

const CONTEXT = 'xinhui/kit/v1\0'
const HOUR_MS = 3_600_000
/** A phone's clock may run back this far before it is called wrong. */
const BACK_MS = 60_000

/** The content is what its digest says, and the ticket is signed with one of the kit's keys. */
export function isSound({ digest, ticket, content }: Pick<KeptKit, 'digest' | 'ticket' | 'content'>, { sha256Hex, verifyEs256, fromBase64Url, utf8 }: typeof Crypto): boolean {
  const [, kid, , signature = ''] = ticket.split('.')
  const signed = utf8(CONTEXT + ticket.slice(0, ticket.lastIndexOf('.')))
  return sha256Hex(JSON.stringify(content)) === digest && content.keys.some((key) => key.kid === kid && verifyEs256(key, signed, fromBase64Url(signature)))
}

/** What to keep of an answer: its content, or the one kept before when that is still the same. Undefined when it is not sound. */
export function keepKit(answer: OfflineKit, before: KeptKit | undefined, asked: { from: number; until: number }, crypto: typeof Crypto): KeptKit | undefined {
  const content = answer.content ?? (before && before.digest === answer.digest ? before.content : undefined)
  if (!content) return undefined
  const { kitId, issuedAt, digest, ticket } = answer
  const kept = { kitId, issuedAt, digest, ticket, content, clockAheadMs: Date.parse(issuedAt) - Math.round((asked.from + asked.until) / 2) }
  return isSound(kept, crypto) ? kept : undefined
}

export type KitState = { is: 'none' } | { is: 'clock' } | { is: 'old'; issuedAt: string; maxAgeHours: number } | { is: 'good'; issuedAt: string; ageMs: number }

/** The server's time by this phone's clock, ms. */
export const serverNow = (kit: KeptKit, now: number): number => now + kit.clockAheadMs

/** Whether the phone may verify with this kit now; past the city's limit it may not. */
export function kitState(kit: KeptKit | undefined, now: number): KitState {
  if (!kit) return { is: 'none' }
  const { issuedAt, content } = kit
  const ageMs = serverNow(kit, now) - Date.parse(issuedAt)
  if (ageMs < -BACK_MS) return { is: 'clock' }
  if (ageMs >= content.maxAgeHours * HOUR_MS) return { is: 'old', issuedAt, maxAgeHours: content.maxAgeHours }
  return { is: 'good', issuedAt, ageMs: Math.max(0, ageMs) }
}
