import type { Db } from '../db/client'
import { BLIND_COLUMNS, countBlind, countSealedOtherwise, listBlind, listSealedOtherwise, replaceBlind, replaceSealed, SEALED_COLUMNS, type SealedRow } from '../db/sealed-columns'
import type { Sealer } from './seal'

const BATCH_ROWS = 500
/** A running service with the old key file may seal behind the walk; more rounds than this means it still does. */
const MAX_ROUNDS = 5

export interface ResealProgress {
  done: number
  total: number
}

/**
 * Seals every sealed value anew with the key in use, `BATCH_ROWS` rows at a time, each batch committed by itself: it can be
 * stopped and started again, and what a concurrent writer put there meanwhile stays. Throws naming the row whose value
 * cannot be opened, and when values keep being sealed with an old key.
 */
export async function reseal(db: Db, sealer: Sealer, kid: string, onProgress: (p: ResealProgress) => void = () => {}): Promise<number> {
  const total = await countSealedOtherwise(db, kid)
  let done = 0
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    for (const column of SEALED_COLUMNS) {
      let after: SealedRow | undefined
      for (;;) {
        const rows = await listSealedOtherwise(db, column, { kid, after, limit: BATCH_ROWS })
        after = rows.at(-1)
        if (!after) break
        done += await replaceSealed(
          db,
          column,
          rows.map((row) => {
            const context = typeof column.context === 'string' ? column.context : column.context(row)
            try {
              return { ...row, resealed: sealer.seal(sealer.open(row.sealed, context), context) }
            } catch (error) {
              const where = column.key.map((k) => String(row[k.name])).join(' ')
              throw new Error(`${column.table}.${column.column} of ${where} cannot be opened: ${error instanceof Error ? error.message : 'unknown'}`, { cause: error })
            }
          }),
        )
        onProgress({ done, total: Math.max(total, done) })
        if (rows.length < BATCH_ROWS) break
      }
    }
    if ((await countSealedOtherwise(db, kid)) === 0) return done
  }
  throw new Error('values are still being sealed with an older key: restart every service with the new key file, then reseal again')
}

/**
 * Moves every blind index to `to`, row by row from the sealed identifier. A row that has moved is passed by, so it can be
 * stopped and started again. The service must not run: half-way, look-ups would miss people.
 */
export async function reblind(db: Db, to: Sealer, onProgress: (p: ResealProgress) => void = () => {}): Promise<number> {
  const total = await countBlind(db)
  let seen = 0
  let moved = 0
  for (const column of BLIND_COLUMNS) {
    let after = ''
    for (;;) {
      const rows = await listBlind(db, column, { after, limit: BATCH_ROWS })
      const last = rows.at(-1)
      if (!last) break
      after = last.id
      const changes = rows.map((row) => ({ id: row.id, blind: row.blind, next: to.blind(to.open(row.sealed, column.context), column.kind) })).filter((r) => r.next !== r.blind)
      if (changes.length > 0) moved += await replaceBlind(db, column, changes)
      seen += rows.length
      onProgress({ done: seen, total: Math.max(total, seen) })
    }
  }
  return moved
}
