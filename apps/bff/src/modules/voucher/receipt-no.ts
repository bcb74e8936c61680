import { randomInt } from 'node:crypto'

/** Day and eight random digits, to be read aloud: `261121` `04829317`. */
export function newReceiptNo(day: string): string {
  return day.replaceAll('-', '').slice(2) + String(randomInt(10 ** 8)).padStart(8, '0')
}
