import { RateLimiterMemory } from 'rate-limiter-flexible'
import { DomainError } from '../../errors'

const WRONG_CODES = 10
const SECONDS = 60

const guard = (keyPrefix: string) => new RateLimiterMemory({ keyPrefix, points: WRONG_CODES, duration: SECONDS })
const byCaller = guard('till-caller')
const bySerial = guard('till-serial')

/** Six digits can be guessed: after ten wrong codes in a minute a caller (account or till), and a serial, has to wait. Throws TOO_MANY_REQUESTS. */
export async function requireTriesLeft(caller: string, serial: string): Promise<void> {
  for (const spent of [await byCaller.get(caller), await bySerial.get(serial)]) {
    if (spent && spent.consumedPoints >= WRONG_CODES) throw new DomainError('TOO_MANY_REQUESTS', { detail: '收银码输错次数过多，请稍后再试', facts: { retryAfterSeconds: Math.ceil(spent.msBeforeNext / 1000) } })
  }
}

/** Counts one wrong code against both. */
export async function countWrongCode(caller: string, serial: string): Promise<void> {
  await byCaller.penalty(caller)
  await bySerial.penalty(serial)
}
