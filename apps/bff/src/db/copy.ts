import type { Writable } from 'node:stream'
import type { Db } from './client'

interface CopyClient {
  unsafe(statement: string): { writable(): Promise<Writable> }
}

/** The driver's own client under a handle: the pool's, or the open transaction's. */
export const clientOf = (db: Db): unknown => {
  const session: unknown = db._.session
  return typeof session === 'object' && session !== null && 'client' in session ? session.client : undefined
}

/** True on a PostgreSQL server, where a second connection can be had; false on the embedded database. */
export const isServer = (db: Db): boolean => {
  const client = clientOf(db)
  return typeof client === 'function' && 'unsafe' in client
}

/** Only a transaction's client knows savepoints. */
const canCopy = (client: unknown): client is CopyClient => typeof client === 'function' && 'unsafe' in client && 'savepoint' in client

/**
 * Opens `COPY … FROM STDIN` on the connection of an open transaction; undefined on the embedded database, which has no such
 * stream. No other statement may be sent on the connection before the stream has finished.
 */
export function copier(db: Db): ((statement: string) => Promise<Writable>) | undefined {
  const client = clientOf(db)
  return canCopy(client) ? (statement) => client.unsafe(statement).writable() : undefined
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const SPECIAL = /[\\\t\n\r]/
const SPECIALS = /[\\\t\n\r]/g

/** One field of COPY's text format; null is `\N`. */
export function copyField(value: string | null): string {
  if (value === null) return '\\N'
  return SPECIAL.test(value) ? value.replace(SPECIALS, (c) => ESCAPES[c] ?? c) : value
}
