import { luhnDigit } from './luhn'

/** Parts of a till code 收银码. */
export interface TillCode {
  /** Serial of the voucher, 10 digits. */
  serial: string
  /** Time-based code, 6 digits. */
  mac: string
}

export type ParsedTillCode = ({ ok: true } & TillCode) | { ok: false; code: 'LENGTH' | 'CHECK_DIGIT' | 'VERSION' }

const VERSION = '1'
const LENGTH = 18
/** Longer text is refused unread. */
const MAX_TEXT = 128

/** The 18 digits: version `1`, serial (10), mac (6), Luhn check digit. Throws RangeError on parts of another form. */
export function composeTillCode({ serial, mac }: TillCode): string {
  if (!/^[0-9]{10}$/.test(serial)) throw new RangeError('a serial is 10 digits')
  if (!/^[0-9]{6}$/.test(mac)) throw new RangeError('a mac is 6 digits')
  const payload = VERSION + serial + mac
  return payload + luhnDigit(payload)
}

/**
 * Takes a typed or scanned till code apart; white space anywhere and full-width digits （０–９） are accepted.
 * `LENGTH`: not 18 digits. `CHECK_DIGIT`: mistyped. `VERSION`: sound, but not of version 1. The mac is not checked here.
 */
export function parseTillCode(text: string): ParsedTillCode {
  if (text.length > MAX_TEXT) return { ok: false, code: 'LENGTH' }
  const digits = text
    .replace(/\s/g, '')
    .replace(/[\uff10-\uff19]/g, (wide) => String(wide.charCodeAt(0) - 0xff10))
  if (digits.length !== LENGTH || !/^[0-9]+$/.test(digits)) return { ok: false, code: 'LENGTH' }
  if (luhnDigit(digits.slice(0, -1)) !== digits.slice(-1)) return { ok: false, code: 'CHECK_DIGIT' }
  if (!digits.startsWith(VERSION)) return { ok: false, code: 'VERSION' }
  return { ok: true, serial: digits.slice(1, 11), mac: digits.slice(11, 17) }
}

/** A till code to read aloud: three groups of six. Throws RangeError unless it is 18 digits. */
export function formatTillCode(code: string): string {
  if (!/^[0-9]{18}$/.test(code)) throw new RangeError('a till code is 18 digits')
  return `${code.slice(0, 6)} ${code.slice(6, 12)} ${code.slice(12)}`
}
