import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type postgres from 'postgres'
import { connect } from '../../db/connect'
import { copyField } from '../../db/copy'
import { newId } from '../../lib/id'
import type { Reading } from '../record/score-file'
import { literal, scoreFileSql } from '../record/score-file.sql'
import { type BatchPlan, newsOf } from './plan-batch'
import type { CurrentScore, ScoreKind } from './score-batch.store'
import type { ScoreChange } from './score.table'

/**
 * The batch statements of a recompute on PostgreSQL. A chunk leaves as one text, because what a driver spends on a row is more
 * than the database spends on a record; results come back as COPY. COPY takes no parameters, so literals go through `literal`.
 */

export type Sql = postgres.Sql
export type Tx = postgres.TransactionSql

/**
 * One connection of a worker; its transactions survive nothing, which is the point. A crash of the server may lose the last
 * chunks, whole, and the next run finds them again by their day: no commit waits for the disk. Compiling a chunk's statement
 * takes longer than running it, and a bitmap for the dozen records of a file costs a third of reading them.
 */
export const openCopy = (url: string): Sql =>
  connect(url, { max: 1, fetch_types: false, connection: { application_name: 'xinhui-recompute', synchronous_commit: 'off', jit: 'off', enable_bitmapscan: 'off' } })

const list = (values: readonly string[]): string => `(${values.map(literal).join(', ')})`

/** The stretch of a run: subjects after `after` up to `upTo`, both by id. */
export interface Stretch {
  after: string
  upTo: string
}

/** Bounds of about `parts` equal stretches of all subjects there are, in order. */
export async function splitSubjects(sql: Sql, kind: ScoreKind, parts: number): Promise<Stretch[]> {
  const rows = await sql.unsafe<{ upTo: string }[]>(
    `SELECT max(id) AS "upTo" FROM (SELECT id, ntile(${parts}) OVER (ORDER BY id) AS part FROM (${kind === 'person' ? 'SELECT subject_id AS id FROM score' : "SELECT id FROM subject WHERE kind = 'organization'"}) s) p GROUP BY part ORDER BY part`,
  )
  return rows.map(({ upTo }, i) => ({ after: rows[i - 1]?.upTo ?? '', upTo }))
}

/** A score as it stands, locked, with the file it is to be computed from. */
export interface Taken {
  current: CurrentScore
  file: string
  fileHash: string
}

/** The next scores of a stretch. */
export interface TakenChunk {
  /** Subject of the last one; null when none are left. */
  last: string | null
  count: number
  /** Those whose number may have moved, in the order of their subjects; the others only get a new day. */
  moving: Taken[]
}

const PART = '\u001C'
const ROW = '\n'
const nullable = (text: string): string | null => (text === '' ? null : text)

/**
 * The next scores of a stretch that are of an earlier day, locked. Every file is written anew and compared by its hash, in the
 * database: one that is the same under the same model, before the day it may move (`steadyUntil`), stays there.
 */
export async function takeStale(tx: Tx, kind: ScoreKind, by: Stretch & { day: string; limit: number; model: { id: string }; reading: Reading; now: Date }): Promise<TakenChunk> {
  const [day, after, upTo] = [literal(by.day), literal(by.after), literal(by.upTo)]
  const locked =
    kind === 'person'
      ? `SELECT subject_id, id AS owner_id, model_id, total_centi, grade, day, digest, steady_until, file_hash FROM score
         WHERE subject_id > ${after} AND subject_id <= ${upTo} AND day < ${day} ORDER BY subject_id LIMIT ${by.limit} FOR UPDATE`
      : `SELECT s.id AS subject_id, s.id AS owner_id, o.model_id, o.total_centi, o.grade, o.day, o.digest, o.steady_until, o.file_hash
         FROM subject s LEFT JOIN organization_score o ON o.subject_id = s.id
         WHERE s.kind = 'organization' AND s.id > ${after} AND s.id <= ${upTo} AND (o.day IS NULL OR o.day < ${day}) ORDER BY s.id LIMIT ${by.limit} FOR NO KEY UPDATE OF s`
  const parts = ['subject_id', 'owner_id', "coalesce(model_id, '')", "coalesce(total_centi::text, '')", "coalesce(grade, '')", "coalesce(day::text, '')", "coalesce(digest, '')", 'hash', 'file']
  const [row] = await tx.unsafe<{ chunk: string | null; last: string | null; count: number }[]>(
    `WITH locked AS MATERIALIZED (${locked}),
       files AS MATERIALIZED (SELECT l.*, coalesce(${scoreFileSql('l.subject_id', by.reading, by.now)}, '') AS file FROM locked l),
       hashed AS MATERIALIZED (SELECT f.*, hashtextextended(file, 0)::text AS hash FROM files f)
     SELECT max(subject_id) AS last, count(*)::int AS count,
       string_agg(${parts.join(` || ${literal(PART)} || `)}, ${literal(ROW)} ORDER BY subject_id)
         FILTER (WHERE (model_id = ${literal(by.model.id)} AND steady_until > ${day} AND file_hash = hash) IS NOT TRUE) AS chunk
     FROM hashed`,
  )
  return { last: row?.last ?? null, count: row?.count ?? 0, moving: row?.chunk ? row.chunk.split(ROW).map(takenOf) : [] }
}

function takenOf(text: string): Taken {
  const [subjectId = '', ownerId = '', modelId = '', total = '', grade = '', scoreDay = '', digest = '', fileHash = '', file = ''] = text.split(PART)
  return { current: { subjectId, ownerId, modelId: nullable(modelId), totalCenti: total === '' ? null : Number(total), grade: nullable(grade), day: nullable(scoreDay), digest: nullable(digest) }, file, fileHash }
}

const OWNED = { person: { basis: 'score_basis', history: 'score_history', owner: 'score_id' }, organization: { basis: 'organization_score_basis', history: 'organization_score_history', owner: 'subject_id' } } as const

/** What these scores rest on as they stand, of those whose number moves with it. */
export async function basesBefore(tx: Tx, kind: ScoreKind, ownerIds: readonly string[]): Promise<Map<string, string>> {
  if (ownerIds.length === 0) return new Map()
  const { basis, owner } = OWNED[kind]
  const rows = await tx.unsafe<{ ownerId: string; basis: string }[]>(`SELECT ${owner} AS "ownerId", basis FROM ${basis} WHERE ${owner} IN ${list(ownerIds)}`)
  return new Map(rows.map((r) => [r.ownerId, r.basis]))
}

const copyIn = async (tx: Tx, target: string, rows: readonly (readonly (string | null)[])[]): Promise<void> => {
  if (rows.length === 0) return
  const parts: string[] = []
  for (let i = 0; i < rows.length; i += 500) parts.push(rows.slice(i, i + 500).map((r) => `${r.map(copyField).join('\t')}\n`).join(''))
  await pipeline(Readable.from(parts), await tx.unsafe(`COPY ${target} FROM STDIN`).writable())
}

const STAGE = 'score_recomputed'

/** Made once a connection; emptied by each commit. */
export const createStage = (sql: Sql) =>
  sql.unsafe(`CREATE TEMP TABLE IF NOT EXISTS ${STAGE} (owner_id text, total_centi int, grade text, change jsonb, digest text, steady_until date, file_hash text) ON COMMIT DELETE ROWS`)

/** What an evaluation leaves in the score itself. */
export interface ScoreRow {
  ownerId: string
  totalCenti: number
  grade: string
  digest: string
  change: ScoreChange | null
  steadyUntil: string | null
  fileHash: string | null
}

/** Never: what no day moves is kept as steady for longer than anybody runs this. */
const FOREVER = '9999-12-31'

/** Writes a chunk: what was evaluated, then the day of all others of the same stretch, bases, history and messages. */
export async function copyPlan(tx: Tx, kind: ScoreKind, by: { plan: BatchPlan; scores: readonly ScoreRow[]; modelId: string; count: number; day: string; now: Date; after: string; last: string }): Promise<void> {
  const { writes, news } = by.plan
  const { basis, history, owner } = OWNED[kind]
  const [day, model, now] = [literal(by.day), literal(by.modelId), `${literal(by.now.toISOString())}::timestamptz`]
  await copyIn(tx, STAGE, by.scores.map((s) => [s.ownerId, String(s.totalCenti), s.grade, s.change ? JSON.stringify(s.change) : null, s.digest, s.steadyUntil ?? FOREVER, s.fileHash]))
  if (by.scores.length > 0)
    await tx.unsafe(
      kind === 'person'
        ? `UPDATE score s SET model_id = ${model}, day = ${day}, total_centi = i.total_centi, grade = i.grade, change = coalesce(i.change, s.change), digest = i.digest,
             steady_until = i.steady_until, file_hash = i.file_hash, computed_at = ${now}
           FROM ${STAGE} i WHERE s.id = i.owner_id AND s.subject_id > ${literal(by.after)} AND s.subject_id <= ${literal(by.last)}`
        : `INSERT INTO organization_score (subject_id, model_id, day, total_centi, grade, change, digest, steady_until, file_hash, computed_at)
           SELECT owner_id, ${model}, ${day}, total_centi, grade, change, digest, steady_until, file_hash, ${now} FROM ${STAGE}
           ON CONFLICT (subject_id) DO UPDATE SET model_id = excluded.model_id, day = excluded.day, total_centi = excluded.total_centi, grade = excluded.grade,
             change = coalesce(excluded.change, organization_score.change), digest = excluded.digest, steady_until = excluded.steady_until, file_hash = excluded.file_hash, computed_at = excluded.computed_at`,
    )
  if (by.scores.length < by.count)
    await tx.unsafe(
      `UPDATE ${kind === 'person' ? 'score' : 'organization_score'} SET day = ${day}, computed_at = ${now} WHERE subject_id > ${literal(by.after)} AND subject_id <= ${literal(by.last)} AND day < ${day}`,
    )
  const bases = writes.filter((w) => w.basis !== null)
  const replaced = bases.filter((w) => w.hadBasis).map((w) => w.ownerId)
  if (replaced.length > 0) await tx.unsafe(`DELETE FROM ${basis} WHERE ${owner} IN ${list(replaced)}`)
  await copyIn(tx, `${basis} (${owner}, basis)`, bases.map((w) => [w.ownerId, w.basis]))
  await copyIn(
    tx,
    `${history} (id, ${owner}, model_id, day, total_centi, grade, delta_centi, reason, moves, at)`,
    by.plan.history.map((h) => [h.id, h.ownerId, h.modelId, h.day, String(h.totalCenti), h.grade, String(h.deltaCenti), h.reason, JSON.stringify(h.moves), by.now.toISOString()]),
  )
  const at = by.now.toISOString()
  await copyIn(tx, 'outbox (id, topic, payload, available_at, created_at)', news.map((historyId) => [newId('out', by.now), 'score.changed', JSON.stringify(newsOf(kind, historyId)), at, at]))
}
