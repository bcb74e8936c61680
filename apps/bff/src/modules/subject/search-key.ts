import { cleanName, toHalfWidth } from '@xinhui/rules'

/** What somebody typed into the search: a whole code, a piece of a name, or too little to search by. */
export type SearchKey = { kind: 'uscc'; uscc: string } | { kind: 'name'; text: string } | { kind: 'too-short' }

/** Two characters are a word in Chinese, one is not; the database's `name_key` unifies the rest (case, brackets, spaces). */
export function searchKey(typed: string): SearchKey {
  const text = cleanName(toHalfWidth(typed))
  const code = text.replaceAll(' ', '').toUpperCase()
  if (/^[0-9A-HJ-NP-RTUW-Y]{18}$/.test(code)) return { kind: 'uscc', uscc: code }
  return code.length < 2 ? { kind: 'too-short' } : { kind: 'name', text }
}
