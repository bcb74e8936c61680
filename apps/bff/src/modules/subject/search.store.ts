import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'

export interface OrganizationHitRow extends Record<string, unknown> {
  id: string
  uscc: string
  name: string
  type: string | null
  district: string | null
  registeredOn: string | null
}

/**
 * Organisations whose name contains `text` (two characters or more), in the order they became known. The bigram index finds
 * candidates, the recheck keeps those where the characters stand together; for a word in every second name the planner
 * walks the ids instead. Natural persons have no name in the open and are excluded besides.
 */
export const searchOrganizations = (db: Db, by: { text: string; cursor?: string | undefined; limit: number }): Promise<OrganizationHitRow[]> =>
  rowsOf<OrganizationHitRow>(
    db,
    sql`SELECT h.id, h.uscc, h.name, o.type, o.district, o.registered_on::text AS "registeredOn"
        FROM (SELECT s.id, s.uscc, s.name FROM subject s
              WHERE s.kind = 'organization' AND bigrams(s.name) @> search_pairs(${by.text}) AND strpos(name_key(s.name), name_key(${by.text})) > 0
                ${by.cursor ? sql`AND s.id > ${by.cursor}` : sql``}
              ORDER BY s.id LIMIT ${by.limit}) h
        LEFT JOIN organization o ON o.subject_id = h.id ORDER BY h.id`,
  )

export interface OrganizationRow extends OrganizationHitRow {
  capitalRaw: string | null
  capitalFen: string | null
  businessScope: string | null
  address: string | null
  industry: string | null
  status: string | null
}

/** One organisation with what the registry says of it; the representative stays where it is. */
export async function findOrganization(db: Db, uscc: string): Promise<OrganizationRow | undefined> {
  const [row] = await rowsOf<OrganizationRow>(
    db,
    sql`SELECT s.id, s.uscc, s.name, o.type, o.district, o.registered_on::text AS "registeredOn", o.capital_raw AS "capitalRaw", o.capital_fen::text AS "capitalFen",
          o.business_scope AS "businessScope", o.address, o.industry, o.status
        FROM subject s LEFT JOIN organization o ON o.subject_id = s.id WHERE s.uscc = ${uscc} AND s.kind = 'organization'`,
  )
  return row
}
