import { bytesToId } from '@xinhui/pass'
import { randomFromPool } from './random-pool'

let sequence = 0
/**
 * New id: `prefix_` + 26 characters; 48 bits of milliseconds, a 24-bit counter of this process, 56 random bits. Ids made by
 * one process for the same millisecond sort in the order they were made; a whole import has one `now`, so the counter must outlast it.
 */
export function newId(prefix: string, now: Date = new Date()): string {
  sequence = (sequence + 1) & 0xffffff
  const bytes = randomFromPool(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUIntBE(sequence, 6, 3)
  return bytesToId(`${prefix}_`, bytes)
}
