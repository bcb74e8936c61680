import { randomFillSync } from 'node:crypto'

/** As `bytesToId` writes them (Crockford). */
const ALPHABET = Buffer.from('0123456789abcdefghjkmnpqrstvwxyz', 'latin1')
const RANDOM = Buffer.alloc(8192)
/** Hexadecimal digits of a row number, and what follows them by chance: together what an id has behind its time. */
export const ROW_DIGITS = 7
const CHANCE = 9
export const ROW_ID_BYTES = ROW_DIGITS + CHANCE
const HEX = Buffer.from('0123456789abcdef', 'latin1')
let drawn = RANDOM.length

/** Writes the end of a staged row's id: its row number, so that the primary key grows at its end, then 45 random bits. */
export function writeRowId(target: Uint8Array, at: number, row: number): number {
  if (drawn + CHANCE > RANDOM.length) {
    randomFillSync(RANDOM)
    drawn = 0
  }
  for (let i = ROW_DIGITS - 1, rest = row; i >= 0; i -= 1, rest = Math.floor(rest / 16)) target[at + i] = HEX[rest % 16] as number
  for (let i = 0; i < CHANCE; i += 1) target[at + ROW_DIGITS + i] = ALPHABET[(RANDOM[drawn + i] as number) & 31] as number
  drawn += CHANCE
  return at + ROW_DIGITS + CHANCE
}
