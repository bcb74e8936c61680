import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayInShanghai } from '@xinhui/rules'
import { recomputeAll } from '../apps/bff/src/modules/score/recompute-all'
import type { Row } from './machine'
import { psql } from './psql'
import type { World } from './world'

/** The bar of the product is 1,000,000; the default keeps the whole bench under ten minutes. */
const SUBJECTS = Number(process.env['BENCH_SUBJECTS'] ?? 100_000)
const RECORDS_EACH = 10
const YEARS_BACK_DAYS = 1800

/** Persons with an open score and ten records each, made in the database: what is measured is what reads them. */
async function fillCity(world: World): Promise<void> {
  const { sql } = world
  await sql`
    INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, birth_day, created_at)
    SELECT 'sub_' || lpad(n::text, 26, '0'), 'person', 'bench', 'bench', 'bench-' || n, date '1960-01-01' + n % 15000, now() FROM generate_series(1, ${SUBJECTS}::int) n`
  await sql`
    INSERT INTO consent (id, subject_id, purpose, receiver, fields, text_version, status, granted_at)
    SELECT 'con_' || lpad(n::text, 26, '0'), 'sub_' || lpad(n::text, 26, '0'), 'score', 'city', '{}', 'bench', 'living', now() FROM generate_series(1, ${SUBJECTS}::int) n`
  await sql`
    INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, ends_on, status, content, content_hash, version, created_at, updated_at)
    SELECT 'rec_' || lpad((n * ${RECORDS_EACH}::int + k)::text, 26, '0'), 'sub_' || lpad(n::text, 26, '0'), (ARRAY['volunteer','honour','commitment','penalty','permit','award','service-order','volunteer','qualification','service-order'])[1 + k],
           'bench-' || n || '-' || k, '云汀市测试局', current_date - (n * 7 + k * 131) % ${YEARS_BACK_DAYS}::int, CASE WHEN k = 4 THEN current_date + (n + k) % 400 END, 'valid',
           (ARRAY['{"hours": 12}','{"level": "市级"}','{"outcome": "已践诺"}','{"severity": "轻微"}','{"permitKind": "普通"}','{"amountFen": 100000}','{"outcome": "按约完成"}','{"hours": 30}','{"level": "中级"}','{"outcome": "逾期完成"}'])[1 + k]::jsonb,
           'bench', 1, now(), now()
    FROM generate_series(1, ${SUBJECTS}::int) n, generate_series(0, ${RECORDS_EACH - 1}::int) k`
  await sql`
    INSERT INTO score (id, subject_id, consent_id, model_id, day, total_centi, grade, digest, computed_at)
    SELECT 'sco_' || lpad(n::text, 26, '0'), 'sub_' || lpad(n::text, 26, '0'), 'con_' || lpad(n::text, 26, '0'), 'person-2026', current_date - 2, 60000, 'good', '', now() FROM generate_series(1, ${SUBJECTS}::int) n`
  for (const table of ['subject', 'consent', 'record', 'score']) await sql.unsafe(`VACUUM ANALYZE ${table}`)
}

const SCORE = 'id, model_id, day, total_centi, grade, change, digest, steady_until, file_hash'

/**
 * Seconds that psql takes, twice at once, to write what a run has written: the same scores, bases and history into the same tables, with the same
 * triggers, nothing read and nothing computed. No run that keeps its reasons can be faster than that.
 */
async function writeAgain(world: World): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'xinhui-bench-scores-'))
  try {
    const half = `'sco_' || lpad(${Math.floor(SUBJECTS / 2)}::text, 26, '0')`
    const file = (table: string, n: number) => join(folder, `${table}-${n}`)
    const halves = [`<= ${half}`, `> ${half}`].map((which, n) => ({ which, n }))
    for (const { which, n } of halves)
      await psql(
        world.url,
        `\\set ON_ERROR_STOP on
\\copy (SELECT ${SCORE} FROM score WHERE id ${which}) to '${file('score', n)}'
\\copy (SELECT * FROM score_basis WHERE score_id ${which}) to '${file('score_basis', n)}'
\\copy (SELECT * FROM score_history WHERE score_id ${which}) to '${file('score_history', n)}'
`,
      )
    for (const table of ['score_basis', 'score_history']) await world.sql.unsafe(`TRUNCATE ${table}`)
    const seconds = await Promise.all(
      halves.map(({ n }) =>
        psql(
          world.url,
          `\\set ON_ERROR_STOP on
SET synchronous_commit = off;
BEGIN;
CREATE TEMP TABLE written ON COMMIT DROP AS SELECT ${SCORE} FROM score LIMIT 0;
\\copy written from '${file('score', n)}'
ANALYZE written;
UPDATE score s SET model_id = w.model_id, day = w.day, total_centi = w.total_centi, grade = w.grade, change = w.change, digest = w.digest, steady_until = w.steady_until, file_hash = w.file_hash, computed_at = now()
  FROM written w WHERE s.id = w.id;
\\copy score_basis from '${file('score_basis', n)}'
\\copy score_history from '${file('score_history', n)}'
COMMIT;
`,
        ),
      ),
    )
    return Math.max(...seconds)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every score with reasons and history, through both cores, against the plainest question one can ask of the same rows. */
export async function benchScoreAll(world: World): Promise<Row[]> {
  await fillCity(world)
  const { sql } = world
  // Its sums are asked for, or PostgreSQL leaves them out; and it may keep its groups in memory, or it takes three times as long.
  const sum = () =>
    sql.begin(async (tx) => {
      await tx`SET LOCAL work_mem = '1GB'`
      const started = performance.now()
      await tx`SELECT max(hours) FROM (SELECT subject_id, sum(coalesce((content->>'hours')::int, 0)) AS hours FROM record GROUP BY subject_id) s`
      return (performance.now() - started) / 1000
    })
  await sum()
  const run = async (daysOn: number) => {
    const now = new Date(Date.now() + daysOn * 86_400_000)
    const before = await sum()
    const started = performance.now()
    const done = await recomputeAll({ ctx: { ...world.ctx(), now }, input: {} })
    const seconds = (performance.now() - started) / 1000
    // Before and after: the machine is rarely the same for both.
    const plain = (before + (await sum())) / 2
    if (done.computed < SUBJECTS) throw new Error(`only ${done.computed} of ${SUBJECTS} scores on ${dayInShanghai(now.getTime())}`)
    return { seconds, changed: done.changed, plain }
  }
  const row = (what: string, { seconds, changed, plain }: { seconds: number; changed: number; plain: number }): Row => ({
    bench: 'score all',
    what: `${what}: ${SUBJECTS} subjects × ${RECORDS_EACH} records, shipped model, reasons and history, ${changed} moved`,
    ours: `${seconds.toFixed(1)} s, ${(SUBJECTS / seconds).toFixed(0)} scores/s`,
    peer: `one sum … group by over the same rows: ${plain.toFixed(1)} s`,
    ratio: (seconds / plain).toFixed(2),
    limit: '≤ 4',
  })
  const whole = await run(0)
  const first = row('first run, every score and reason written', whole)
  const written = await writeAgain(world)
  const floor: Row = {
    bench: 'score all',
    what: `first run against its own writing: ${SUBJECTS} scores, bases and reasons`,
    ours: `${whole.seconds.toFixed(1)} s`,
    peer: `psql twice at once, the same rows into the same tables, nothing read or computed: ${written.toFixed(1)} s`,
    ratio: (whole.seconds / written).toFixed(2),
    limit: '—',
  }
  const nightly = row('the night after, what moved is written', await run(1))
  const history = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM score_history`
  if ((history[0]?.count ?? 0) < SUBJECTS) throw new Error('a recompute without its history')
  for (const table of ['score_basis', 'score_history', 'score', 'record', 'consent', 'subject']) await sql.unsafe(`TRUNCATE ${table} CASCADE`)
  return [first, floor, nightly]
}
