import { randomBytes } from 'node:crypto'
import { bytesToId } from '@xinhui/pass'

let lastMs = 0
let sequence = 0

/**
 * New id: `prefix_` + 26 characters; 48 bits of milliseconds, a 16-bit sequence within the millisecond, 64 random bits,
 * so ids made by one process sort in the order they were made.
 */
export function newId(prefix: string, now: Date = new Date()): string {
  const ms = now.getTime()
  if (ms === lastMs) sequence = (sequence + 1) & 0xffff
  else {
    lastMs = ms
    sequence = 0
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(sequence, 6)
  return bytesToId(`${prefix}_`, bytes)
}
