import { sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { rowsOf } from '../../db/sql'
import { type Reading, readScoreFile, type ScoreFile } from './score-file'
import { scoreFileSql } from './score-file.sql'

/** Files of many subjects as a score may read them now. */
export async function listScoreFiles(db: Db, by: { subjectIds: readonly string[]; reading: Reading; now: Date }): Promise<Map<string, ScoreFile>> {
  const rows = await rowsOf<{ id: string; file: string | null }>(
    db,
    sql`SELECT s.id, ${sql.raw(scoreFileSql('s.id', by.reading, by.now))} AS file FROM (SELECT jsonb_array_elements_text(${JSON.stringify(by.subjectIds)}::text::jsonb) AS id) s`,
  )
  return new Map(rows.map(({ id, file }) => [id, readScoreFile(by.reading.fields, file ?? '')]))
}
