import type { PassStrip } from '@xinhui/contract'

/** All instants here are epoch ms. Those of passes are the server's clock, all others the phone's. */
export interface ShownPass {
  text: string
  tillCode: string
  notBefore: number
  expiresAt: number
}

export interface Strip {
  /** In the order they end. */
  passes: readonly ShownPass[]
  /** Server's clock minus the phone's. */
  skewMs: number
  fetchedAt: number
}

/** A pass is redrawn this long before it ends, so that a scan begun at the last moment still finds it good. */
export const LEAD_MS = 5_000
/** The phone's clock was set back by more than this since the strip came: the skew is no longer known. */
const CLOCK_SLACK_MS = 2_000
/** A strip that was good for less than this (a voucher in its last minutes) is not asked for again and again. */
const LEAST_GAP_MS = 20_000
const FIRST_WAIT_MS = 3_000
const LONGEST_WAIT_MS = 60_000

export const serverNow = ({ skewMs }: Strip, now: number): number => now + skewMs

/** The server wrote its time somewhere between the request and the answer; the middle is at most half of that off. */
export const skewOf = (serverTime: string, sentAt: number, receivedAt: number): number => Date.parse(serverTime) - (sentAt + receivedAt) / 2

/**
 * A fetched strip, with the pass that is on screen kept in front until its own time comes:
 * a refill must not change a code while it is being scanned.
 */
export function stripOf(answer: PassStrip, sentAt: number, receivedAt: number, before?: Strip): Strip {
  const fresh: ShownPass[] = answer.passes.map(({ text, tillCode, notBefore, expiresAt }) => ({ text, tillCode, notBefore: Date.parse(notBefore), expiresAt: Date.parse(expiresAt) }))
  const strip: Strip = { passes: fresh, skewMs: skewOf(answer.serverTime, sentAt, receivedAt), fetchedAt: receivedAt }
  const shown = before && passAt(before, receivedAt)?.pass
  const kept = shown && shown.expiresAt > serverNow(strip, receivedAt) + LEAD_MS ? [shown] : []
  return { ...strip, passes: [...kept, ...fresh].sort((one, other) => one.expiresAt - other.expiresAt) }
}

export interface Showing {
  pass: ShownPass
  /** Until the next one is drawn, or until the end of the last. */
  msLeft: number
  msTotal: number
  last: boolean
}

/** Which pass to show at this moment of the phone's clock; undefined when the strip is spent or has not begun. */
export function passAt(strip: Strip, now: number): Showing | undefined {
  const at = serverNow(strip, now)
  const begun = strip.passes.filter((pass) => pass.notBefore <= at && at < pass.expiresAt)
  const unhurried = begun.find((pass) => at < pass.expiresAt - LEAD_MS)
  const pass = unhurried ?? begun[begun.length - 1]
  if (!pass) return undefined
  const last = !strip.passes.some((other) => other.expiresAt > pass.expiresAt)
  const until = last || !unhurried ? pass.expiresAt : pass.expiresAt - LEAD_MS
  return { pass, msLeft: until - at, msTotal: Math.max(until - pass.notBefore, 1), last }
}

/** How long this strip can go on without network, ms. */
export function enduranceMs(strip: Strip, now: number): number {
  const end = strip.passes[strip.passes.length - 1]?.expiresAt ?? 0
  return Math.max(0, end - serverNow(strip, now))
}

/** Whether what is kept can still be shown: also false when the phone's clock was set back since. */
const trusted = (strip: Strip, now: number): boolean => now >= strip.fetchedAt - CLOCK_SLACK_MS

export interface Attempts {
  /** In a row, since the last answer. */
  failures: number
  failedAt: number
}

/** After a failure 3 s, then twice as long each time, at most a minute. */
export const waitMs = (failures: number): number => (failures === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)))

/** Whether to ask for a new strip now: there is none to show, or half of it is used. */
export function refillDue(strip: Strip | undefined, now: number, { failures, failedAt }: Attempts): boolean {
  if (failures > 0 && now >= failedAt && now - failedAt < waitMs(failures)) return false
  if (!strip || !trusted(strip, now) || !passAt(strip, now)) return true
  if (now - strip.fetchedAt < LEAST_GAP_MS) return false
  const whole = (strip.passes[strip.passes.length - 1]?.expiresAt ?? 0) - serverNow(strip, strip.fetchedAt)
  return enduranceMs(strip, now) <= whole / 2
}
