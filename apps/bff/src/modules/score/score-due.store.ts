import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'

/** As `insertScoreDue`, for the subjects a query answers. */
export async function insertScoreDueAmong(db: Db, subjects: SQL, since: Date, reason: string): Promise<void> {
  await db.execute(sql`
    INSERT INTO score_due (subject_id, since, reason)
    SELECT s.id, ${since.toISOString()}::timestamptz, ${reason}
    FROM subject s WHERE s.id IN ${subjects} AND (s.kind = 'organization' OR EXISTS (SELECT 1 FROM score o WHERE o.subject_id = s.id))
    ORDER BY s.id
    ON CONFLICT (subject_id) DO UPDATE SET since = excluded.since, reason = excluded.reason`)
}
