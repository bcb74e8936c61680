import { bytesToId } from '@xinhui/pass'
import { randomFromPool } from './random-pool'

let sequence = 0
/**
 * New id: `prefix_` + 26 characters; 48 bits of milliseconds, a 16-bit counter of this process, 64 random bits. Ids made by
 * one process for the same millisecond sort in the order they were made.
 */
export function newId(prefix: string, now: Date = new Date()): string {
  sequence = (sequence + 1) & 0xffff
  const bytes = randomFromPool(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt16BE(sequence, 6)
  return bytesToId(`${prefix}_`, bytes)
}
