import { hash } from 'node:crypto'
import { nameKey } from '@xinhui/rules'
import type { Sealer } from '../../../lib/seal'
import type { Layout } from '../layout/layout'
import type { Value } from '../validate/parse-cell'
import type { ValidRow } from '../validate/validate-row'
import type { KeyedRow } from './landing'
import { recordText } from './record-content'

/** Spellings of what the key already says; they may differ from file to file without the record differing. */
const IN_KEY: ReadonlySet<string> = new Set(['uscc', 'idNumber', 'subjectCode', 'item'])

/** Authorities repeat from row to row; remembering their keys is bounded by clearing. */
const MAX_REMEMBERED = 5000

/** What JSON must escape, and lone halves of characters. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPED = /["\\\x00-\x1f\ud800-\udfff]/
/** As JSON.stringify writes it. */
const jsonOf = (value: Value): string => (typeof value === 'string' && !ESCAPED.test(value) ? `"${value}"` : JSON.stringify(value))

const sha256 = (text: string): string => hash('sha256', text, 'base64url')

/** Every field that makes a version of something that is no record differ. */
function contentText(layout: Layout): (row: ValidRow) => string {
  const fields = layout.columns.map((c) => c.field).filter((field) => !IN_KEY.has(field)).sort().map((field) => [field, `[${JSON.stringify(field)},`] as const)
  return (row) => {
    let content = ''
    for (const [field, head] of fields) {
      const value = row.values[field]
      if (value !== undefined) content += `${content === '' ? '' : ','}${head}${jsonOf(value)}]`
    }
    return `["${row.kind}",[${content}]]`
  }
}

/**
 * Key and content hash of the rows of one layout. The key is a hash too: document numbers may quote an ID number. The content
 * hash is an HMAC, because a plain one of a person's few fields could be guessed.
 */
export function rowKeyer(sealer: Sealer, layout: Layout): (row: ValidRow) => KeyedRow {
  const hashed = layout.target === 'record' ? (row: ValidRow) => recordText(layout, row).hashed : contentText(layout)
  const known = new Map<string, string>()
  const partOf = (value: Value | undefined): string => {
    if (typeof value !== 'string' && typeof value !== 'number') return ''
    const text = String(value)
    let key = known.get(text)
    if (key === undefined) {
      if (known.size >= MAX_REMEMBERED) known.clear()
      key = nameKey(text)
      known.set(text, key)
    }
    return key
  }
  return (row) => {
    const who = row.kind === 'person' ? sealer.fingerprint(row.identifier, 'id-number') : row.identifier
    const parts = layout.key.map((part) => (part === 'subject' ? who : partOf(row.values[part])))
    return { row: row.row, kind: row.kind, identifier: row.identifier, values: row.values, key: sha256(JSON.stringify(parts)), hash: sealer.fingerprint(hashed(row), 'content') }
  }
}
