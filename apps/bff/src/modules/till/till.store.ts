import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { tillClient } from './till.table'

export type TillRow = typeof tillClient.$inferSelect

const livingTill = prepared((db) =>
  db
    .select()
    .from(tillClient)
    .where(and(eq(tillClient.id, sql.placeholder('id')), eq(tillClient.status, 'active')))
    .prepare('living_till'),
)

/** Not owner-scoped: who asks has proven to be this till, or asks for its key to find out. */
export async function findLivingTill(db: Db, id: string): Promise<TillRow | undefined> {
  const [row] = await livingTill(db).execute({ id })
  return row
}
