import type { Db } from './client'
import { clientOf } from './copy'

type Value = string | number | boolean | null

/** The text cut at its placeholders: `literals[0] names[0] literals[1] names[1] … literals[n]`. A `::cast` is no placeholder. */
export function splitPlaceholders(text: string): { literals: string[]; names: string[] } {
  const literals: string[] = []
  const names: string[] = []
  let from = 0
  for (const found of text.matchAll(/(?<!:):([a-z_]+)/g)) {
    literals.push(text.slice(from, found.index))
    names.push(found[1] ?? '')
    from = found.index + found[0].length
  }
  return { literals: [...literals, text.slice(from)], names }
}

interface Server {
  unsafe(text: string, values: Value[], options: { prepare: true }): PromiseLike<unknown[]>
}
interface Embedded {
  query(text: string, values: Value[]): Promise<{ rows: unknown[] }>
}

/**
 * A hot statement written as text, `:name` for each value, each once and cast there (`:now::timestamptz`). It goes to the driver as
 * it is: the query builder would cost as much again as sending it, and the server plans it once a connection.
 * In a transaction it runs on that transaction's connection.
 */
export function statement<Values extends { [K in keyof Values]: Value }, Row>(text: string): (db: Db, values: Values) => Promise<Row[]> {
  const { literals, names } = splitPlaceholders(text)
  if (new Set(names).size !== names.length) throw new Error('a placeholder stands twice')
  const numbered = literals.map((literal, i) => (i < names.length ? `${literal}$${i + 1}` : literal)).join('')
  return async (db, values) => {
    const given = names.map((name) => values[name as keyof Values])
    const client = clientOf(db)
    const rows = isServer(client) ? await client.unsafe(numbered, given, { prepare: true }) : (await (client as Embedded).query(numbered, given)).rows
    return rows as Row[]
  }
}

const isServer = (client: unknown): client is Server => typeof client === 'function' && 'unsafe' in client
