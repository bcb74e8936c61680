import { daysInMonth } from '@xinhui/rules'

const [HYPHEN, SLASH] = [45, 47]

/** Year, month and day as one number (20260105) of `2026-01-05`, `2026/01/05` or `20260105`; -1 for every other text, which may be a day all the same. */
export function plainDay(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from
  if (length !== 10 && length !== 8) return -1
  let number = 0
  for (let i = 0; i < length; i += 1) {
    const byte = bytes[from + i] as number
    if (length === 10 && (i === 4 || i === 7)) {
      if ((byte !== HYPHEN && byte !== SLASH) || byte !== bytes[from + 4]) return -1
      continue
    }
    if (byte < 48 || byte > 57) return -1
    number = number * 10 + byte - 48
  }
  const [year, month, day] = [Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100]
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? number : -1
}

/** Writes such a number as `YYYY-MM-DD`; answers the end. */
export function writeDay(target: Uint8Array, at: number, number: number): number {
  let rest = number
  for (let i = 9; i >= 0; i -= 1) {
    if (i === 4 || i === 7) target[at + i] = HYPHEN
    else {
      target[at + i] = 48 + (rest % 10)
      rest = Math.floor(rest / 10)
    }
  }
  return at + 10
}
