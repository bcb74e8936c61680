import { randomFillSync } from 'node:crypto'

/** Random bytes are drawn for many uses at once: one draw costs more than sealing a value does. */
const POOL = Buffer.alloc(4096)
let drawn = POOL.length

/** `length` cryptographically random bytes, at most a few dozen; never handed out twice. */
export function randomFromPool(length: number): Buffer {
  if (drawn + length > POOL.length) {
    randomFillSync(POOL)
    drawn = 0
  }
  const bytes = Buffer.from(POOL.subarray(drawn, drawn + length))
  // What was handed out does not stay readable in the pool.
  POOL.fill(0, drawn, drawn + length)
  drawn += length
  return bytes
}
