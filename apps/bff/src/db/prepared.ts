import type { Db } from './client'

/**
 * Builds a query once per database handle and keeps it: the query builder's work and the server's planning are then done once.
 * For the few hot reads; inside a transaction the handle is new, so the query is built anew.
 */
export function prepared<Q>(build: (db: Db) => Q): (db: Db) => Q {
  const kept = new WeakMap<Db, Q>()
  return (db) => {
    const found = kept.get(db)
    if (found) return found
    const made = build(db)
    kept.set(db, made)
    return made
  }
}
