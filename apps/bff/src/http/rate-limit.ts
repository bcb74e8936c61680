import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { DomainError } from '../errors'

export interface Limit {
  /** How many calls per window. */
  points: number
  seconds: number
  by: 'ip' | 'actor'
}

/**
 * Counts per process. The guards that must hold across processes (login lockout, quota, one redemption) are in the database;
 * this one only keeps a single phone or address from hammering a sensitive flow.
 */
export function createLimiter(name: string, limit: Limit): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.seconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected
      throw new DomainError('TOO_MANY_REQUESTS', { facts: { retryAfterSeconds: Math.ceil(rejected.msBeforeNext / 1000) } })
    }
  }
}
