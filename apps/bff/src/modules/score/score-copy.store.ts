import { text as readText } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import type { ScoreLine } from '@xinhui/contract'
import { addDays, type ScoreRecord } from '@xinhui/rules'
import { copyField } from '../../db/copy'
import { newId } from '../../lib/id'
import type { BatchItems } from '../record/batch-records.store'
import type { BatchPlan } from './plan-batch'
import type { CurrentScore, ScoreKind } from './score-batch.store'

/**
 * The batch statements of a recompute on PostgreSQL: records leave and results come back as COPY, which costs a fifth of
 * rows as parameters. COPY takes no parameters, so every literal goes through `literal`.
 */

export type Sql = postgres.Sql
export type Tx = postgres.TransactionSql

/** One connection of a worker; its transactions survive nothing, which is the point. */
export const openCopy = (url: string): Sql => postgres(url, { max: 1, onnotice: () => {}, fetch_types: false, connection: { TimeZone: 'UTC', application_name: 'xinhui-recompute' } })

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`
const list = (values: readonly string[]): string => (values.length === 0 ? "('')" : `(${values.map(literal).join(', ')})`)

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

/** The next scores of a stretch that are of an earlier day, locked. */
export async function lockStale(tx: Tx, kind: ScoreKind, by: Stretch & { day: string; limit: number }): Promise<CurrentScore[]> {
  const [day, after, upTo] = [literal(by.day), literal(by.after), literal(by.upTo)]
  return tx.unsafe<CurrentScore[]>(
    kind === 'person'
      ? `SELECT subject_id AS "subjectId", id AS "ownerId", model_id AS "modelId", total_centi AS "totalCenti", grade, digest FROM score
         WHERE subject_id > ${after} AND subject_id <= ${upTo} AND day < ${day} ORDER BY subject_id LIMIT ${by.limit} FOR UPDATE`
      : `SELECT s.id AS "subjectId", s.id AS "ownerId", o.model_id AS "modelId", o.total_centi AS "totalCenti", o.grade, o.digest
         FROM subject s LEFT JOIN organization_score o ON o.subject_id = s.id
         WHERE s.kind = 'organization' AND s.id > ${after} AND s.id <= ${upTo} AND (o.day IS NULL OR o.day < ${day}) ORDER BY s.id LIMIT ${by.limit} FOR NO KEY UPDATE OF s`,
  )
}

/** Parsed contents: most records of an item look alike. Bounded, and never handed out to be changed. */
const contents = new Map<string, Record<string, string | number>>()
const CONTENTS_KEPT = 50_000

function contentOf(text: string): Record<string, string | number> {
  const found = contents.get(text)
  if (found) return found
  const unescaped = text.includes('\\') ? text.replaceAll(/\\(.)/g, (_, c: string) => UNESCAPED[c] ?? c) : text
  const parsed = JSON.parse(unescaped) as Record<string, string | number>
  if (contents.size >= CONTENTS_KEPT) contents.clear()
  contents.set(text, parsed)
  return parsed
}

const UNESCAPED: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', v: '\v' }
const plain = (field: string): string => (field.includes('\\') ? field.replaceAll(/\\(.)/g, (_, c: string) => UNESCAPED[c] ?? c) : field)

/** Few last days are ever named, so the day after each is reckoned once. */
const nextDays = new Map<string, string>()
function nextDay(day: string): string {
  const found = nextDays.get(day) ?? addDays(day, 1)
  if (nextDays.size < CONTENTS_KEPT) nextDays.set(day, found)
  return found
}

/** Records of the subjects from `first` to `last`, by subject; the condition of `listBatchRecords`. */
export async function copyRecords(tx: Tx, kind: ScoreKind, by: { first: string; last: string; items: BatchItems; now: Date }): Promise<Map<string, ScoreRecord[]>> {
  const { open, authorised } = by.items
  const range = `r.subject_id >= ${literal(by.first)} AND r.subject_id <= ${literal(by.last)}`
  const scored = kind === 'person' ? ` AND r.subject_id IN (SELECT subject_id FROM score WHERE subject_id >= ${literal(by.first)} AND subject_id <= ${literal(by.last)})` : ''
  const consented = `EXISTS (SELECT 1 FROM consent c WHERE c.subject_id = r.subject_id AND c.purpose = 'item:' || r.item AND c.receiver = 'city' AND c.status = 'living'
    AND (c.expires_at IS NULL OR c.expires_at > ${literal(by.now.toISOString())}::timestamptz))`
  const query = `COPY (SELECT r.subject_id, r.id, r.item, r.decided_on, r.ends_on, r.source_office, r.content FROM record r
    WHERE ${range}${scored} AND r.status = 'valid' AND (r.item IN ${list(open)} OR (r.item IN ${list(authorised)} AND ${consented}))) TO STDOUT`
  const stream = await tx.unsafe(query).readable()
  const text = await readText(stream)
  // postgres.js pauses its socket while the stream is full; when the last rows and the end come together nothing resumes it.
  // oxlint-disable-next-line eslint/no-underscore-dangle -- the stream calls it so
  stream._read(0)
  const files = new Map<string, ScoreRecord[]>()
  let [lastSubject, file]: [string, ScoreRecord[]] = ['', []]
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const [subjectId = '', id = '', item = '', decidedOn = '', endsOn = '', sourceOffice = '', content = '{}'] = text.slice(start, end).split('\t')
    start = end + 1
    if (subjectId !== lastSubject) {
      file = files.get(subjectId) ?? []
      files.set(subjectId, file)
      lastSubject = subjectId
    }
    file.push({ id, item, decidedOn, endsOn: endsOn === '\\N' ? null : nextDay(endsOn), sourceOffice: plain(sourceOffice), fields: contentOf(content) })
  }
  return files
}

/** Rows of the explanation as they stand, of the few whose number moves. */
export async function linesBefore(tx: Tx, kind: ScoreKind, ownerIds: readonly string[]): Promise<Map<string, ScoreLine[]>> {
  if (ownerIds.length === 0) return new Map()
  const [table, key] = kind === 'person' ? ['score', 'id'] : ['organization_score', 'subject_id']
  const rows = await tx.unsafe<{ ownerId: string; lines: string }[]>(`SELECT ${key} AS "ownerId", lines::text AS lines FROM ${table} WHERE ${key} IN ${list(ownerIds)}`)
  return new Map(rows.map((r) => [r.ownerId, JSON.parse(r.lines) as ScoreLine[]]))
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
  sql.unsafe(`CREATE TEMP TABLE IF NOT EXISTS ${STAGE} (owner_id text, model_id text, day date, total_centi int, grade text, dimensions jsonb, lines jsonb, change jsonb, digest text) ON COMMIT DELETE ROWS`)

/** Writes a plan of one chunk: rows of the changed, then the day of all others of the same stretch, history and messages. */
export async function copyPlan(tx: Tx, kind: ScoreKind, by: { plan: BatchPlan; day: string; now: Date; after: string; last: string }): Promise<void> {
  const { plan } = by
  const [day, now] = [literal(by.day), `${literal(by.now.toISOString())}::timestamptz`]
  const moved = plan.writes.flatMap(({ ownerId, state: s, change }) => (s ? [[ownerId, s.modelId, s.day, String(s.totalCenti), s.grade, JSON.stringify(s.dimensions), JSON.stringify(s.lines), change ? JSON.stringify(change) : null, s.digest]] : []))
  await copyIn(tx, STAGE, moved)
  if (kind === 'person') {
    if (moved.length > 0)
      await tx.unsafe(`UPDATE score s SET model_id = i.model_id, day = i.day, total_centi = i.total_centi, grade = i.grade, dimensions = i.dimensions, lines = i.lines,
        change = coalesce(i.change, s.change), digest = i.digest, computed_at = ${now} FROM ${STAGE} i WHERE s.id = i.owner_id`)
    if (moved.length < plan.writes.length)
      await tx.unsafe(`UPDATE score SET day = ${day}, computed_at = ${now} WHERE subject_id > ${literal(by.after)} AND subject_id <= ${literal(by.last)} AND day < ${day}`)
    await copyIn(tx, 'score_history (id, score_id, model_id, day, total_centi, grade, delta_centi, reason, moves, at)', historyRows(plan, by.now))
    await copyIn(tx, 'outbox (id, topic, payload, available_at, created_at)', plan.news.map((historyId) => [newId('out', by.now), 'score.changed', JSON.stringify({ historyId }), by.now.toISOString(), by.now.toISOString()]))
    return
  }
  if (moved.length > 0)
    await tx.unsafe(`INSERT INTO organization_score (subject_id, model_id, day, total_centi, grade, dimensions, lines, change, digest, computed_at)
      SELECT owner_id, model_id, day, total_centi, grade, dimensions, lines, change, digest, ${now} FROM ${STAGE}
      ON CONFLICT (subject_id) DO UPDATE SET model_id = excluded.model_id, day = excluded.day, total_centi = excluded.total_centi, grade = excluded.grade, dimensions = excluded.dimensions,
        lines = excluded.lines, change = coalesce(excluded.change, organization_score.change), digest = excluded.digest, computed_at = excluded.computed_at`)
  if (moved.length < plan.writes.length)
    await tx.unsafe(`UPDATE organization_score SET day = ${day}, computed_at = ${now} WHERE subject_id > ${literal(by.after)} AND subject_id <= ${literal(by.last)} AND day < ${day}`)
  await copyIn(tx, 'organization_score_history (id, subject_id, model_id, day, total_centi, grade, delta_centi, reason, moves, at)', historyRows(plan, by.now))
}

const historyRows = (plan: BatchPlan, now: Date) =>
  plan.history.map((h) => [h.id, h.ownerId, h.modelId, h.day, String(h.totalCenti), h.grade, String(h.deltaCenti), h.reason, JSON.stringify(h.moves), now.toISOString()])
