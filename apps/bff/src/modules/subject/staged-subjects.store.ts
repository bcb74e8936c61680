import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'

/**
 * Makes the subjects an import's stage names and the city does not know yet; those already known stay as they are. The stage
 * `import_stage` is the transaction's own temporary table with `kind`, `ident` (USCC, or blind index of an ID number), `name`,
 * `id_sealed`, `birth_day` (as text) and `row`; rows without a `name` speak of a subject an earlier row named.
 */
export async function insertStagedSubjects(db: Db, by: { idHead: string; now: Date }): Promise<void> {
  const at = sql`${by.now.toISOString()}::timestamptz`
  const id = sql`'sub_' || substr(${by.idHead}, 5) || lpad(to_hex(s.row), 7, '0') || substr(md5(gen_random_uuid()::text), 1, 9)`
  await db.execute(sql`
    INSERT INTO subject (id, kind, uscc, name, created_at)
    SELECT ${id}, 'organization', s.ident, s.name, ${at}
    FROM (SELECT DISTINCT ON (ident) ident, name, row FROM import_stage WHERE kind = 'organization' AND name IS NOT NULL ORDER BY ident, row) s
    WHERE NOT EXISTS (SELECT 1 FROM subject known WHERE known.uscc = s.ident)
    ON CONFLICT (uscc) DO NOTHING`)
  await db.execute(sql`
    INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, birth_day, created_at)
    SELECT ${id}, 'person', s.name, s.id_sealed, s.ident, s.birth_day::date, ${at}
    FROM (SELECT DISTINCT ON (ident) ident, name, id_sealed, birth_day, row FROM import_stage WHERE kind = 'person' AND name IS NOT NULL ORDER BY ident, row) s
    WHERE NOT EXISTS (SELECT 1 FROM subject known WHERE known.id_number_blind = s.ident)
    ON CONFLICT (id_number_blind) DO NOTHING`)
}
