/**
 * Reading data of unknown shape (a city's YAML) into typed values, collecting every problem instead of stopping at the
 * first. A value that does not fit is reported and replaced by a harmless one; the caller discards the result as soon
 * as there is a problem.
 */

export interface Problem {
  /** Where, such as `indicators[3].decay.months`. */
  path: string
  message: string
}

export interface Cursor { value: unknown; path: string; problems: Problem[] }

export function rootCursor(value: unknown): Cursor {
  return { value, path: '', problems: [] }
}

export function report(cursor: Cursor, message: string): void {
  cursor.problems.push({ path: cursor.path === '' ? '(root)' : cursor.path, message })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value under `key`; `undefined` when absent. */
export function at(cursor: Cursor, key: string): Cursor {
  const value = isObject(cursor.value) && Object.prototype.hasOwnProperty.call(cursor.value, key) ? cursor.value[key] : undefined
  return { value, path: cursor.path === '' ? key : `${cursor.path}.${key}`, problems: cursor.problems }
}

export function isAbsent(cursor: Cursor): boolean {
  return cursor.value === undefined || cursor.value === null
}

/** Reports a value that is not a mapping, and every key that is not expected: a misspelt key must not be ignored. */
export function expectKeys(cursor: Cursor, keys: readonly string[]): void {
  if (!isObject(cursor.value)) return report(cursor, 'must be a mapping')
  for (const key of Object.keys(cursor.value)) if (!keys.includes(key)) report(at(cursor, key), 'unknown key')
}

export function readText(cursor: Cursor): string {
  if (typeof cursor.value === 'string' && cursor.value.trim() !== '') return cursor.value
  report(cursor, 'must be a text')
  return ''
}

export function readInteger(cursor: Cursor): number {
  if (typeof cursor.value === 'number' && Number.isSafeInteger(cursor.value)) return cursor.value
  report(cursor, 'must be an integer')
  return 0
}

export function readBoolean(cursor: Cursor): boolean {
  if (typeof cursor.value === 'boolean') return cursor.value
  report(cursor, 'must be true or false')
  return false
}

export function readOneOf<T extends string>(cursor: Cursor, options: readonly [T, ...T[]]): T {
  const found = options.find((option) => option === cursor.value)
  if (found !== undefined) return found
  report(cursor, `must be one of ${options.join(', ')}`)
  return options[0]
}

export function readList<T>(cursor: Cursor, read: (item: Cursor) => T): T[] {
  if (!Array.isArray(cursor.value)) {
    report(cursor, 'must be a list')
    return []
  }
  const values: unknown[] = cursor.value
  return values.map((value, i) => read({ value, path: `${cursor.path}[${i}]`, problems: cursor.problems }))
}

export function readIntegerMap(cursor: Cursor): Record<string, number> {
  if (!isObject(cursor.value)) {
    report(cursor, 'must be a mapping')
    return {}
  }
  const out: Record<string, number> = {}
  for (const key of Object.keys(cursor.value)) out[key] = readInteger(at(cursor, key))
  return out
}
