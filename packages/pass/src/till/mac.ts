import { asciiToBytes, concatBytes } from '../bytes'
import type { Bytes } from '../bytes'
import { composeTillCode } from './code'
import type { TillCode } from './code'

/** Seconds of a window. */
export const TILL_WINDOW_SECONDS = 30

/** HMAC-SHA-256 of the bytes under the till key: 32 bytes. */
export type TillHmac = (bytes: Bytes) => Promise<Uint8Array> | Uint8Array

const CONTEXT = asciiToBytes('xinhui/till/v1\0')

/** Number of the 30-second window since the epoch (RFC 6238 §4.2, T0 = 0). Throws RangeError on a clock before 1970 or none. */
export function tillWindow(nowSeconds: number): number {
  if (!Number.isFinite(nowSeconds) || nowSeconds < 0) throw new RangeError('nowSeconds is a number of seconds')
  return Math.floor(nowSeconds / TILL_WINDOW_SECONDS)
}

/** What the HMAC covers: a 15-byte context, the 10 ASCII digits of the serial, the window as 8 bytes big-endian. */
export function tillMacInput(serial: string, window: number): Bytes {
  if (!/^[0-9]{10}$/.test(serial)) throw new RangeError('a serial is 10 digits')
  if (!Number.isSafeInteger(window) || window < 0) throw new RangeError('a window is a whole number')
  const counter = new Uint8Array(8)
  const view = new DataView(counter.buffer)
  view.setUint32(0, Math.floor(window / 0x100000000))
  view.setUint32(4, window % 0x100000000)
  return concatBytes(CONTEXT, asciiToBytes(serial), counter)
}

/** Six digits of an HMAC by dynamic truncation (RFC 4226 §5.3). Takes 20 bytes or more; throws RangeError below. */
export function macDigits(hmac: Uint8Array): string {
  if (hmac.length < 20) throw new RangeError('an HMAC is 20 bytes or more')
  const offset = (hmac[hmac.length - 1] ?? 0) & 0x0f
  const value = new DataView(hmac.buffer, hmac.byteOffset, hmac.byteLength).getUint32(offset) & 0x7fffffff
  return String(value % 1_000_000).padStart(6, '0')
}

/** The till code of a voucher for the window that holds `nowSeconds`. */
export async function makeTillCode(serial: string, nowSeconds: number, hmac: TillHmac): Promise<string> {
  return composeTillCode({ serial, mac: macDigits(await hmac(tillMacInput(serial, tillWindow(nowSeconds)))) })
}

/**
 * Whether the mac is that of the current window or of one up to `driftWindows` (1 unless told) before or after it.
 * Six digits are guessable: the caller limits tries per serial and per merchant.
 */
export async function checkTillMac(
  { serial, mac }: TillCode,
  options: { nowSeconds: number; hmac: TillHmac; driftWindows?: number },
): Promise<boolean> {
  const current = tillWindow(options.nowSeconds)
  const drift = options.driftWindows ?? 1
  let found = false
  // Every window is computed and whole macs compared, so that the time taken does not tell which one was near.
  for (let window = Math.max(0, current - drift); window <= current + drift; window += 1) {
    const expected = macDigits(await options.hmac(tillMacInput(serial, window)))
    let difference = expected.length ^ mac.length
    for (let at = 0; at < expected.length; at += 1) difference |= expected.charCodeAt(at) ^ mac.charCodeAt(at)
    if (difference === 0) found = true
  }
  return found
}
