import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

/** What the registry says of the firm, as far as loans ask for it. */
export async function findRegistry(db: Db, subjectId: string): Promise<{ registeredOn: string | null; industry: string | null; district: string | null }> {
  const [row] = await rowsOf<{ registeredOn: string | null; industry: string | null; district: string | null }>(
    db,
    sql`SELECT o.registered_on::text AS "registeredOn", o.industry, coalesce(o.district, s.district) AS district FROM subject s LEFT JOIN organization o ON o.subject_id = s.id WHERE s.id = ${subjectId}`,
  )
  return row ?? { registeredOn: null, industry: null, district: null }
}
