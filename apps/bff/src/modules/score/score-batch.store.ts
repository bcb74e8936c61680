import { type SQL, sql } from 'drizzle-orm'
import type { ScoreLine, ScoreMove } from '@xinhui/contract'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import type { StoredState } from './score-state'
import type { ScoreChange } from './score.table'

export type ScoreKind = 'person' | 'organization'

/** What a stored score says now, without its rows; `totalCenti` null: an organisation that was never evaluated. */
export interface CurrentScore extends Record<string, unknown> {
  subjectId: string
  /** What a history row refers to: the score of a person, the subject of an organisation. */
  ownerId: string
  modelId: string | null
  totalCenti: number | null
  grade: string | null
  digest: string | null
}

export interface HistoryInsert {
  id: string
  ownerId: string
  modelId: string
  day: string
  totalCenti: number
  grade: string
  deltaCenti: number
  reason: string
  moves: readonly ScoreMove[]
}

export interface ScoreWrite {
  ownerId: string
  /** Null: the rows are as they were, only the day moves. */
  state: StoredState | null
  change: ScoreChange | null
}

const textList = (values: readonly string[]): SQL => sql`(SELECT jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`

/** Scores of these subjects, locked until the transaction ends; a person who closed theirs is missing. */
export const lockScores = (db: Db, kind: ScoreKind, subjectIds: readonly string[]): Promise<CurrentScore[]> =>
  rowsOf<CurrentScore>(
    db,
    kind === 'person'
      ? sql`SELECT subject_id AS "subjectId", id AS "ownerId", model_id AS "modelId", total_centi::int AS "totalCenti", grade, digest
            FROM score WHERE subject_id IN ${textList(subjectIds)} ORDER BY subject_id FOR UPDATE`
      : sql`SELECT s.id AS "subjectId", s.id AS "ownerId", o.model_id AS "modelId", o.total_centi::int AS "totalCenti", o.grade, o.digest
            FROM subject s LEFT JOIN organization_score o ON o.subject_id = s.id
            WHERE s.kind = 'organization' AND s.id IN ${textList(subjectIds)} ORDER BY s.id FOR NO KEY UPDATE OF s`,
  )

/** Subjects whose score was computed for an earlier day (or, organisations, never), after `after`, by id. */
export async function listStale(db: Db, kind: ScoreKind, by: { day: string; after: string; limit: number }): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    kind === 'person'
      ? sql`SELECT id FROM (SELECT subject_id AS id, day FROM score) s WHERE s.id > ${by.after} AND s.day < ${by.day}::date ORDER BY s.id LIMIT ${by.limit}`
      : sql`SELECT s.id FROM subject s LEFT JOIN organization_score o ON o.subject_id = s.id
            WHERE s.kind = 'organization' AND s.id > ${by.after} AND (o.day IS NULL OR o.day < ${by.day}::date) ORDER BY s.id LIMIT ${by.limit}`,
  )
  return rows.map((r) => r.id)
}

/** Rows of the explanation as they stand, of the few whose number moves. */
export const listLines = (db: Db, kind: ScoreKind, ownerIds: readonly string[]): Promise<{ ownerId: string; lines: ScoreLine[] }[]> =>
  ownerIds.length === 0
    ? Promise.resolve([])
    : rowsOf<{ ownerId: string; lines: ScoreLine[] }>(
        db,
        kind === 'person'
          ? sql`SELECT id AS "ownerId", lines FROM score WHERE id IN ${textList(ownerIds)}`
          : sql`SELECT subject_id AS "ownerId", lines FROM organization_score WHERE subject_id IN ${textList(ownerIds)}`,
      )

/** Moves the day of the unchanged, writes the rows of the changed; history goes in beside it. All in the caller's transaction. */
export async function writeScores(db: Db, kind: ScoreKind, by: { day: string; now: Date; writes: readonly ScoreWrite[] }): Promise<void> {
  const now = sql`${by.now.toISOString()}::timestamptz`
  const same = by.writes.filter((w) => w.state === null).map((w) => w.ownerId)
  if (same.length > 0)
    await db.execute(
      kind === 'person'
        ? sql`UPDATE score SET day = ${by.day}::date, computed_at = ${now} WHERE id IN ${textList(same)}`
        : sql`UPDATE organization_score SET day = ${by.day}::date, computed_at = ${now} WHERE subject_id IN ${textList(same)}`,
    )
  const moved = by.writes.flatMap(({ ownerId, state, change }) => (state ? [{ ownerId, ...state, change }] : []))
  if (moved.length === 0) return
  const rows = recordset(moved, '"ownerId" text, "modelId" text, day date, "totalCenti" int, grade text, dimensions jsonb, lines jsonb, change jsonb, digest text')
  await db.execute(
    kind === 'person'
      ? sql`UPDATE score s SET model_id = i."modelId", day = i.day, total_centi = i."totalCenti", grade = i.grade, dimensions = i.dimensions, lines = i.lines,
              change = coalesce(i.change, s.change), digest = i.digest, computed_at = ${now}
            FROM ${rows} WHERE s.id = i."ownerId"`
      : sql`INSERT INTO organization_score (subject_id, model_id, day, total_centi, grade, dimensions, lines, change, digest, computed_at)
            SELECT i."ownerId", i."modelId", i.day, i."totalCenti", i.grade, i.dimensions, i.lines, i.change, i.digest, ${now} FROM ${rows}
            ON CONFLICT (subject_id) DO UPDATE SET model_id = excluded.model_id, day = excluded.day, total_centi = excluded.total_centi, grade = excluded.grade,
              dimensions = excluded.dimensions, lines = excluded.lines, change = coalesce(excluded.change, organization_score.change), digest = excluded.digest, computed_at = excluded.computed_at`,
  )
}

export async function insertHistory(db: Db, kind: ScoreKind, rows: readonly HistoryInsert[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const [table, owner] = kind === 'person' ? [sql`score_history`, sql`score_id`] : [sql`organization_score_history`, sql`subject_id`]
  await db.execute(sql`
    INSERT INTO ${table} (id, ${owner}, model_id, day, total_centi, grade, delta_centi, reason, moves, at)
    SELECT i.id, i."ownerId", i."modelId", i.day, i."totalCenti", i.grade, i."deltaCenti", i.reason, i.moves, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "ownerId" text, "modelId" text, day date, "totalCenti" int, grade text, "deltaCenti" int, reason text, moves jsonb')}`)
}

export interface SimulatedSubject extends Record<string, unknown> {
  id: string
  /** Birthday of a person, day of registration of an organisation. */
  since: string | null
  district: string | null
}

/** Everybody who has a score: persons who opened one, every organisation. In the order of their ids. */
export const listSimulated = (db: Db, kind: ScoreKind, by: { after: string; limit: number }): Promise<SimulatedSubject[]> =>
  rowsOf<SimulatedSubject>(
    db,
    kind === 'person'
      ? sql`SELECT s.id, s.birth_day::text AS since, s.district FROM score o JOIN subject s ON s.id = o.subject_id WHERE o.subject_id > ${by.after} ORDER BY o.subject_id LIMIT ${by.limit}`
      : sql`SELECT s.id, g.registered_on::text AS since, coalesce(g.district, s.district) AS district FROM subject s LEFT JOIN organization g ON g.subject_id = s.id
            WHERE s.kind = 'organization' AND s.id > ${by.after} ORDER BY s.id LIMIT ${by.limit}`,
  )
