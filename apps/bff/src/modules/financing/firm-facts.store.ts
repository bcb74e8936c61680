import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

export interface FirmRegistry extends Record<string, unknown> {
  subjectId: string
  registeredOn: string | null
  industry: string | null
  /** Code or name, as the registry or the identifier's own file says. */
  district: string | null
  registryDay: string | null
  /** Code of the model's grade. */
  grade: string | null
  gradeDay: string | null
}

const REGISTRY = sql`SELECT s.id AS "subjectId", o.registered_on::text AS "registeredOn", o.industry, coalesce(o.district, s.district) AS district,
    to_char(o.updated_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "registryDay", g.grade, g.day::text AS "gradeDay"
  FROM subject s LEFT JOIN organization o ON o.subject_id = s.id LEFT JOIN organization_score g ON g.subject_id = s.id`

/** What registry and evaluation say of these organisations; a person's id answers nothing. */
export const listRegistries = (db: Db, subjectIds: readonly string[]): Promise<FirmRegistry[]> => rowsOf<FirmRegistry>(db, sql`${REGISTRY} WHERE s.kind = 'organization' AND s.id IN ${[...subjectIds]}`)

/** The city's firms by id, for counting: in operation, registered as one that can borrow. */
export async function listFirmIds(db: Db, by: { after: string; limit: number }): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`SELECT s.id FROM subject s JOIN organization o ON o.subject_id = s.id
        WHERE s.kind = 'organization' AND o.status = 'live' AND left(s.uscc, 2) IN ('91', '92', '93') AND s.id > ${by.after} ORDER BY s.id LIMIT ${by.limit}`,
  )
  return rows.map((r) => r.id)
}
