import { type SQL, sql } from 'drizzle-orm'
import type { ScoreMove } from '@xinhui/contract'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
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
  day: string | null
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

/** What is written of a score beside its day. */
export interface ScoreWrite {
  ownerId: string
  modelId: string
  totalCenti: number
  grade: string
  digest: string
  /** Null: the stored one stands. */
  basis: string | null
  hadBasis: boolean
  /** Null: the last one stands. */
  change: ScoreChange | null
}

const textList = (values: readonly string[]): SQL => sql`(SELECT jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb))`

/** Scores of these subjects, locked until the transaction ends; a person who closed theirs is missing. */
export const lockScores = (db: Db, kind: ScoreKind, subjectIds: readonly string[]): Promise<CurrentScore[]> =>
  rowsOf<CurrentScore>(
    db,
    kind === 'person'
      ? sql`SELECT subject_id AS "subjectId", id AS "ownerId", model_id AS "modelId", total_centi::int AS "totalCenti", grade, day::text AS day, digest
            FROM score WHERE subject_id IN ${textList(subjectIds)} ORDER BY subject_id FOR UPDATE`
      : sql`SELECT s.id AS "subjectId", s.id AS "ownerId", o.model_id AS "modelId", o.total_centi::int AS "totalCenti", o.grade, o.day::text AS day, o.digest
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

/** What these scores rest on as they stand, by owner; of the few whose number moves. */
export async function listBases(db: Db, kind: ScoreKind, ownerIds: readonly string[]): Promise<Map<string, string>> {
  if (ownerIds.length === 0) return new Map()
  const rows = await rowsOf<{ ownerId: string; basis: string }>(
    db,
    kind === 'person'
      ? sql`SELECT score_id AS "ownerId", basis FROM score_basis WHERE score_id IN ${textList(ownerIds)}`
      : sql`SELECT subject_id AS "ownerId", basis FROM organization_score_basis WHERE subject_id IN ${textList(ownerIds)}`,
  )
  return new Map(rows.map((r) => [r.ownerId, r.basis]))
}

/** Moves the day of these scores; of those that changed, number, grade and basis too. All in the caller's transaction. */
export async function writeScores(db: Db, kind: ScoreKind, by: { day: string; now: Date; ownerIds: readonly string[]; writes: readonly ScoreWrite[] }): Promise<void> {
  const [day, now] = [sql`${by.day}::date`, sql`${by.now.toISOString()}::timestamptz`]
  const written = new Set(by.writes.map((w) => w.ownerId))
  const same = by.ownerIds.filter((id) => !written.has(id))
  if (same.length > 0)
    await db.execute(
      kind === 'person'
        ? sql`UPDATE score SET day = ${day}, computed_at = ${now} WHERE id IN ${textList(same)}`
        : sql`UPDATE organization_score SET day = ${day}, computed_at = ${now} WHERE subject_id IN ${textList(same)}`,
    )
  if (by.writes.length === 0) return
  const rows = recordset(by.writes.map((w) => ({ ...w, basis: undefined })), '"ownerId" text, "modelId" text, "totalCenti" int, grade text, change jsonb, digest text')
  await db.execute(
    kind === 'person'
      ? sql`UPDATE score s SET model_id = i."modelId", day = ${day}, total_centi = i."totalCenti", grade = i.grade, change = coalesce(i.change, s.change), digest = i.digest, file_hash = NULL, computed_at = ${now}
            FROM ${rows} WHERE s.id = i."ownerId"`
      : sql`INSERT INTO organization_score (subject_id, model_id, day, total_centi, grade, change, digest, computed_at)
            SELECT i."ownerId", i."modelId", ${day}, i."totalCenti", i.grade, i.change, i.digest, ${now} FROM ${rows}
            ON CONFLICT (subject_id) DO UPDATE SET model_id = excluded.model_id, day = excluded.day, total_centi = excluded.total_centi, grade = excluded.grade,
              change = coalesce(excluded.change, organization_score.change), digest = excluded.digest, file_hash = NULL, computed_at = excluded.computed_at`,
  )
  await replaceBases(db, kind, by.writes.flatMap(({ ownerId, basis }) => (basis === null ? [] : [{ ownerId, basis }])))
}

/** What these scores rest on from now on. */
export async function replaceBases(db: Db, kind: ScoreKind, bases: readonly { ownerId: string; basis: string }[]): Promise<void> {
  if (bases.length === 0) return
  const [table, owner] = kind === 'person' ? [sql`score_basis`, sql`score_id`] : [sql`organization_score_basis`, sql`subject_id`]
  await db.execute(sql`INSERT INTO ${table} (${owner}, basis) SELECT i."ownerId", i.basis FROM ${recordset(bases, '"ownerId" text, basis text')} ON CONFLICT (${owner}) DO UPDATE SET basis = excluded.basis`)
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
