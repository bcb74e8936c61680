/**
 * Finding personal identifiers in free text: log lines, 备注 columns, 违法事实. It errs on the side of hiding,
 * so a mistyped identity number is hidden as well. Digits may be full-width.
 */

const D = '[0-9０-９]'
const GAP = '[ \\u3000\\u00a0-]?'
// The prefix group stands in for a look-behind, which older JavaScriptCore cannot compile.
const BEFORE = '(^|[^0-9０-９])'
const AFTER = `(?!${D})`

const ID_18 = new RegExp(`${BEFORE}(${D}{6}${GAP}${D}{4}${GAP}${D}{4}${GAP}${D}{3}[0-9０-９XxＸｘ])${AFTER}`, 'g')
const ID_15 = new RegExp(`${BEFORE}(${D}{15})${AFTER}`, 'g')
const PHONE = new RegExp(`${BEFORE}((?:[+＋]?[8８][6６]${GAP})?[1１][3-9３-９]${D}${GAP}${D}{4}${GAP}${D}{4})${AFTER}`, 'g')
const BANK_CARD = new RegExp(`${BEFORE}(${D}{4}(?:${GAP}${D}{4}){3}(?:${GAP}${D}{1,3})?)${AFTER}`, 'g')

function compact(text: string): string {
  let out = ''
  for (const character of text) {
    const code = character.charCodeAt(0)
    const half = code >= 0xff10 && code <= 0xff5a ? String.fromCharCode(code - 0xfee0) : character
    if (/[0-9A-Za-z]/.test(half)) out += half.toUpperCase()
  }
  return out
}

function isPlausibleBirth(year: number, month: number, dayOfMonth: number): boolean {
  return year >= 1880 && year <= 2100 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31
}

/**
 * Whether a whole token has the shape of an identity number: 18 or (old) 15 characters with a plausible birth date in
 * place. The check character is not asked for: a mistyped number is somebody's number all the same. An all-digit
 * USCC is not one, because its places 7–14 hold no date.
 */
export function looksLikeIdNumber(token: string): boolean {
  const text = compact(token)
  if (/^[1-9]\d{16}[0-9X]$/.test(text)) {
    return isPlausibleBirth(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14)))
  }
  if (/^[1-8]\d{14}$/.test(text)) {
    return isPlausibleBirth(1900 + Number(text.slice(6, 8)), Number(text.slice(8, 10)), Number(text.slice(10, 12)))
  }
  return false
}

/** Whether a whole token is a mainland mobile number, with or without `+86`, spaces or hyphens. */
export function looksLikePhone(token: string): boolean {
  return /^(?:86)?1[3-9]\d{9}$/.test(compact(token))
}

/** Whether a whole token is a payment card number: 16–19 digits of a card range, passing ISO/IEC 7812-1 (Luhn). */
export function looksLikeBankCard(token: string): boolean {
  const digits = compact(token)
  if (!/^[3-6]\d{15,18}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - i))
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Replaces identity numbers, mobile numbers and payment card numbers in free text by `[证件号]`, `[手机号]`, `[银行卡号]`. */
export function redactIdentifiers(text: string): string {
  const replaceWith = (label: string, matches: (token: string) => boolean) =>
    (whole: string, before: string, token: string): string => (matches(token) ? before + label : whole)
  return text
    .replace(ID_18, replaceWith('[证件号]', looksLikeIdNumber))
    .replace(ID_15, replaceWith('[证件号]', looksLikeIdNumber))
    .replace(BANK_CARD, replaceWith('[银行卡号]', looksLikeBankCard))
    .replace(PHONE, replaceWith('[手机号]', looksLikePhone))
}
