import { isOrgCode } from './org-code'
import { stripInvisible, toHalfWidth } from './text'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

const AUTHORITIES: Readonly<Record<string, string>> = {
  '1': '机构编制', '2': '外交', '3': '司法行政', '4': '文化', '5': '民政', '6': '旅游',
  '7': '宗教', '8': '工会', '9': '市场监督管理', A: '中央军委', N: '农业农村', Y: '其他',
}

/** The five parts of a unified social credit code (GB 32100-2015, clause 4). */
export interface UsccParts {
  /** Position 1, registering authority 登记管理部门代码. */
  authority: string
  /** Chinese name of that authority, `null` when the standard names none for the character. */
  authorityTitle: string | null
  /** Position 2, kind of organisation 机构类别代码. */
  kind: string
  /** Positions 3–8, administrative division of registration. */
  region: string
  /** Positions 9–17, organisation code 主体标识码 (GB 11714). */
  orgCode: string
  /** Position 18. */
  check: string
}

export type UsccFailure = 'EMPTY' | 'LENGTH' | 'CHARSET' | 'PLACEHOLDER' | 'REGION' | 'CHECK_CHARACTER'

export type UsccCheck =
  | {
      ok: true
      /** Normalised code. */
      uscc: string
      parts: UsccParts
      /** Finding, not a failure: real codes occur whose inner organisation code fails GB 11714. */
      orgCodeOk: boolean
    }
  | {
      ok: false
      code: UsccFailure
      message: string
      /** The check character that would have been right; only with `CHECK_CHARACTER`. */
      expected?: string
    }

/** Without white space and invisible marks, half-width, upper case. Says nothing about validity. */
export function normalizeUscc(raw: string): string {
  return toHalfWidth(stripInvisible(raw)).replace(/\s+/g, '').toUpperCase()
}

/**
 * Check character of a unified social credit code: C[(31 − Σ mod 31) mod 31] (GB 32100-2015, clause 5).
 * @param first17 seventeen characters of the standard's alphabet; `null` when it is anything else
 */
export function usccCheckCharacter(first17: string): string | null {
  if (first17.length !== 17) return null
  let sum = 0
  for (let i = 0; i < 17; i += 1) {
    const value = ALPHABET.indexOf(first17.charAt(i))
    if (value < 0) return null
    sum += value * (WEIGHTS[i] ?? 0)
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

function fail(code: UsccFailure, message: string): UsccCheck {
  return { ok: false, code, message }
}

/**
 * Validates a 统一社会信用代码 (GB 32100-2015) after normalising it. One repeated character in the first seventeen
 * places is a placeholder (`00000000000000000X`, and eighteen zeros, whose check character happens to be right).
 */
export function checkUscc(raw: string): UsccCheck {
  const uscc = normalizeUscc(raw)
  if (uscc === '') return fail('EMPTY', '未填写统一社会信用代码')
  if (uscc.length !== 18) return fail('LENGTH', `统一社会信用代码应为18位，现为${uscc.length}位`)
  for (let i = 0; i < 18; i += 1) {
    const character = uscc.charAt(i)
    if (!ALPHABET.includes(character)) {
      return fail('CHARSET', `统一社会信用代码第${i + 1}位“${character}”不是允许的字符（不用 I、O、S、V、Z）`)
    }
  }
  if (/^(.)\1{16}/.test(uscc)) return fail('PLACEHOLDER', '这是占位代码，不是真实的统一社会信用代码')
  const region = uscc.slice(2, 8)
  if (!/^[0-9]{6}$/.test(region)) return fail('REGION', '统一社会信用代码第3至8位应为行政区划数字')
  const check = uscc.charAt(17)
  const expected = usccCheckCharacter(uscc.slice(0, 17))
  if (expected !== check) {
    const message = `统一社会信用代码校验位不符：应为“${expected}”，现为“${check}”`
    return { ok: false, code: 'CHECK_CHARACTER', message, expected: expected ?? undefined }
  }
  const authority = uscc.charAt(0)
  const orgCode = uscc.slice(8, 17)
  return {
    ok: true,
    uscc,
    parts: { authority, authorityTitle: AUTHORITIES[authority] ?? null, kind: uscc.charAt(1), region, orgCode, check },
    orgCodeOk: isOrgCode(orgCode),
  }
}

/** Value of each character of the alphabet by its code; 255 for every other byte. */
const VALUES = new Uint8Array(256).fill(255)
for (let i = 0; i < ALPHABET.length; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i

/** Whether the eighteen bytes from `at` on are a valid code written just as `checkUscc` would normalise it: for millions of them. */
export function isPlainUscc(bytes: Uint8Array, at: number): boolean {
  let sum = 0
  let differing = 0
  for (let i = 0; i < 17; i += 1) {
    const value = VALUES[bytes[at + i] as number] as number
    if (value === 255 || (i >= 2 && i < 8 && value > 9)) return false
    if (bytes[at + i] !== bytes[at]) differing += 1
    sum += value * (WEIGHTS[i] as number)
  }
  return differing > 0 && VALUES[bytes[at + 17] as number] === (31 - (sum % 31)) % 31
}
