import { toHalfWidth } from './text'

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * Check character of an organisation code (GB 11714): weights 3,7,9,10,5,8,4,2 over the first eight characters
 * (digits as themselves, A…Z as 10…35), 11 − Σ mod 11, with 10 → `X` and 11 → `0`.
 * @param first8 eight characters of `0-9A-Z`; `null` when it is anything else
 */
export function orgCodeCheckCharacter(first8: string): string | null {
  if (!/^[0-9A-Z]{8}$/.test(first8)) return null
  let sum = 0
  for (let i = 0; i < 8; i += 1) sum += Number.parseInt(first8.charAt(i), 36) * (WEIGHTS[i] ?? 0)
  const check = 11 - (sum % 11)
  if (check === 11) return '0'
  return check === 10 ? 'X' : String(check)
}

/** Trimmed, half-width, upper case, without the hyphen before the check character: `73494082-7` → `734940827`. */
export function normalizeOrgCode(raw: string): string {
  return toHalfWidth(raw).replace(/[\s-]/g, '').toUpperCase()
}

/** Whether `raw` is an organisation code (组织机构代码) with a correct check character (GB 11714). */
export function isOrgCode(raw: string): boolean {
  const code = normalizeOrgCode(raw)
  return code.length === 9 && orgCodeCheckCharacter(code.slice(0, 8)) === code.charAt(8)
}
