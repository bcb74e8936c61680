import { RateLimiterMemory } from 'rate-limiter-flexible'
import { DomainError } from '../../errors'

const WRONG_CODES = 10
const SECONDS = 60

const guard = (keyPrefix: string) => new RateLimiterMemory({ keyPrefix, points: WRONG_CODES, duration: SECONDS })
const byAccount = guard('till-account')
const bySerial = guard('till-serial')

/** Six digits can be guessed: after ten wrong codes in a minute an account, and a serial, has to wait. Throws TOO_MANY_REQUESTS. */
export async function requireTriesLeft(accountId: string, serial: string): Promise<void> {
  for (const spent of [await byAccount.get(accountId), await bySerial.get(serial)]) {
    if (spent && spent.consumedPoints >= WRONG_CODES) throw new DomainError('TOO_MANY_REQUESTS', { detail: '收银码输错次数过多，请稍后再试', facts: { retryAfterSeconds: Math.ceil(spent.msBeforeNext / 1000) } })
  }
}

/** Counts one wrong code against both. */
export async function countWrongCode(accountId: string, serial: string): Promise<void> {
  await byAccount.penalty(accountId)
  await bySerial.penalty(serial)
}
