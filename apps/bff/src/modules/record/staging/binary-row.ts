import { toDayNumber } from '@xinhui/rules'

/**
 * Rows of COPY's binary format (PostgreSQL manual, COPY, “Binary Format”), which the server takes for two thirds of the work the
 * text format is: nothing is unescaped and no number or day is read. All integers are big-endian.
 */

/** Signature, flags, no extension. */
export const BINARY_HEAD: Uint8Array = Uint8Array.from([...Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1'), 0, 0, 0, 0, 0, 0, 0, 0])
/** After the last row. */
export const BINARY_END: Uint8Array = Uint8Array.of(0xff, 0xff)

/** 2000-01-01, from which the server counts days, in days since 1970-01-01. */
const EPOCH = 10_957
const NULL_LENGTH = -1
const LENGTH_BYTES = 4

export function putInt16(target: Uint8Array, at: number, value: number): number {
  target[at] = value >> 8
  target[at + 1] = value
  return at + 2
}

export function putInt32(target: Uint8Array, at: number, value: number): number {
  target[at] = value >> 24
  target[at + 1] = value >> 16
  target[at + 2] = value >> 8
  target[at + 3] = value
  return at + 4
}

export const putNull = (target: Uint8Array, at: number): number => putInt32(target, at, NULL_LENGTH)

/** Writes the length in front of what was put between there and `end`; answers `end`. */
export function closeField(target: Uint8Array, at: number, end: number): number {
  putInt32(target, at, end - at - LENGTH_BYTES)
  return end
}

export const putNumber = (target: Uint8Array, at: number, value: number): number => putInt32(target, putInt32(target, at, 4), value)

const twoDigits = (bytes: Uint8Array, at: number): number => (bytes[at] as number) * 10 + (bytes[at + 1] as number) - 528

/** Writes a day that stands as `YYYY-MM-DD` at `from`. */
export function putDay(target: Uint8Array, at: number, bytes: Uint8Array, from: number): number {
  const month = twoDigits(bytes, from + 5)
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + twoDigits(bytes, from + 8) - 1
  const days = year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear
  return putNumber(target, at, days - 719_468 - EPOCH)
}

/** One field as it is told: a text, a whole number, a day, or nothing. */
export type Field = string | number | { day: string } | null

/** A whole row, for those that are not put together from bytes. */
export function binaryRow(fields: readonly Field[]): Buffer {
  const parts: Uint8Array[] = []
  const head = new Uint8Array(2)
  putInt16(head, 0, fields.length)
  parts.push(head)
  for (const field of fields) {
    const text = typeof field === 'string' ? Buffer.from(field) : undefined
    const part = new Uint8Array(text ? LENGTH_BYTES : LENGTH_BYTES * 2)
    if (text) putInt32(part, 0, text.length)
    else if (field === null) putNull(part, 0)
    else putNumber(part, 0, typeof field === 'object' ? toDayNumber(field.day) - EPOCH : Number(field))
    parts.push(field === null ? part.subarray(0, LENGTH_BYTES) : part)
    if (text) parts.push(text)
  }
  return Buffer.concat(parts)
}
