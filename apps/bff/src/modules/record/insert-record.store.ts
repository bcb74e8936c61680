import type { Db } from '../../db/client'
import { record } from './record.table'

/** A record this system itself is the source of, such as a signed commitment. Its source key is its own; publication takes it up by the trigger. */
export const insertRecord = (db: Db, row: typeof record.$inferInsert) => db.insert(record).values(row)
