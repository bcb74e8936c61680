import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dayInShanghai } from '@xinhui/rules'
import { inTransaction } from '../apps/bff/src/context'
import { generateBulkPenalties } from '../apps/bff/src/modules/demo/generate-bulk-penalties'
import { PENALTY_HEADERS } from '../apps/bff/src/modules/demo/penalty-row'
import { importFile } from '../apps/bff/src/modules/record/import-file'
import { stageOnly } from '../apps/bff/src/modules/record/landing/stage-only'
import type { Row } from './machine'
import { psql } from './psql'
import type { World } from './world'

/** `BENCH_ROWS=1000000 npm run bench import` for the million. */
const ROWS = Number(process.env['BENCH_ROWS'] ?? 200_000)

/** Each side in turn, so that a slow minute of the machine falls on both. A million rows are long enough to be asked once. */
const WHOLE_ROUNDS = ROWS >= 500_000 ? 1 : 3

const column = (n: number) => `c${n}`
const RAW = PENALTY_HEADERS.map((_, n) => `${column(n)} text`).join(', ')
const at = (header: (typeof PENALTY_HEADERS)[number]) => column(PENALTY_HEADERS.indexOf(header))

/** The same upsert in plain SQL, of the same columns into the same tables: its batch, subjects, then records, nothing checked, nothing sealed but a hash in its place, and no version kept. */
function upsertScript(file: string): string {
  const who = `coalesce(nullif(${at('行政相对人代码_1(统一社会信用代码)')}, ''), ${at('自然人证件号码')})`
  const day = (c: string) => `nullif(translate(${c}, '/年月日.', '-----'), '')`
  const isPerson = `${at('行政相对人类别')} = '自然人'`
  const sealed = (c: string) => `encode(sha256((${c})::bytea), 'base64')`
  const content = PENALTY_HEADERS.filter((h) => !['处罚决定日期', '数据来源单位', '当前状态', '法定代表人'].includes(h)).map((h, n) => `'f${n}', ${at(h)}`)
  return `\\set ON_ERROR_STOP on
BEGIN;
CREATE TEMP TABLE raw_stage (${RAW}) ON COMMIT DROP;
\\copy raw_stage from '${file}' with (format csv, header true)
ANALYZE raw_stage;
INSERT INTO import_batch (id, file_name, sha256, layout, layout_title, encoding, status, imported_by, started_at) VALUES ('bat_peer', 'penalty.csv', '', 'penalty', '', 'UTF-8', 'running', 'system:bench', now());
INSERT INTO subject (id, kind, uscc, name, created_at)
  SELECT DISTINCT ON (${who}) 'sub_peer' || md5(${who}), 'organization', ${who}, ${at('行政相对人名称')}, now() FROM raw_stage WHERE NOT ${isPerson} ON CONFLICT (uscc) DO NOTHING;
INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, birth_day, created_at)
  SELECT DISTINCT ON (${who}) 'sub_peer' || md5(${who}), 'person', ${sealed(at('行政相对人名称'))}, ${sealed(who)}, ${sealed(who)}, date '1990-01-01', now() FROM raw_stage WHERE ${isPerson} ON CONFLICT (id_number_blind) DO NOTHING;
INSERT INTO record (id, subject_id, item, source_key, source_office, source_office_uscc, decided_on, ends_on, status, content, content_sealed, content_hash, version, batch_id, created_at, updated_at)
  SELECT 'rec_peer' || lpad(n::text, 22, '0'), 'sub_peer' || md5(${who}), 'penalty', encode(sha256((${who} || ${at('行政处罚决定书文号')} || ${at('处罚机关')})::bytea), 'base64'), ${at('数据来源单位')}, ${at('数据来源单位统一社会信用代码')},
    CASE WHEN ${day(at('处罚决定日期'))} ~ '^\\d' THEN ${day(at('处罚决定日期'))}::date END, CASE WHEN ${day(at('公示截止期'))} ~ '^\\d' THEN ${day(at('公示截止期'))}::date END, 'valid',
    jsonb_build_object(${content.join(', ')}), ${sealed(at('法定代表人'))}, encode(sha256((raw_stage.*)::text::bytea), 'base64'), 1, 'bat_peer', now(), now()
  FROM (SELECT row_number() OVER () AS n, * FROM raw_stage) raw_stage
  ON CONFLICT (item, source_key) DO UPDATE SET content = excluded.content, content_hash = excluded.content_hash, updated_at = excluded.updated_at, version = record.version + 1 WHERE record.content_hash IS DISTINCT FROM excluded.content_hash;
COMMIT;
`
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const started = performance.now()
  const value = await work()
  return { seconds: (performance.now() - started) / 1000, value }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Penalties in the present 双公示 layout: staging against `psql \copy`, and the whole import against psql doing the same copy and upsert with nothing checked. */
export async function benchImport(world: World): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xinhui-bench-import-'))
  const file = join(folder, 'penalty.csv')
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 200)
  try {
    await pipeline(Readable.from(generateBulkPenalties(1, dayInShanghai(Date.now()), ROWS), { highWaterMark: 2 }), createWriteStream(file))
    const bytes = statSync(file).size
    const copyOnly = `BEGIN; CREATE TEMP TABLE raw_stage (${RAW}) ON COMMIT DROP;\n\\copy raw_stage from '${file}' with (format csv, header true)\nROLLBACK;\n`
    const rss = process.memoryUsage.rss()
    peak = rss
    const [copies, stages]: [number[], number[]] = [[], []]
    for (let round = 0; round < 3; round += 1) {
      copies.push(await psql(world.url, copyOnly))
      stages.push((await timed(() => inTransaction(world.ctx(), (ctx) => stageOnly(ctx, file)))).seconds)
    }
    const empty = () => world.sql`TRUNCATE record, subject, import_batch, import_reject, publication_due CASCADE`
    const readFile = () => createReadStream(file, { highWaterMark: 1024 * 1024 })
    const importIt = () => timed(() => importFile({ ctx: world.ctx(), input: { fileName: 'penalty.csv', file: readFile(), importedBy: 'system:bench' } }))
    const [peers, wholes]: [number[], number[]] = [[], []]
    let again = 0
    for (let round = 0; round < WHOLE_ROUNDS; round += 1) {
      await empty()
      peers.push(await psql(world.url, upsertScript(file)))
      const [peerCount] = await world.sql`SELECT count(*)::int AS n FROM record`
      await empty()
      const ours = await importIt()
      wholes.push(ours.seconds)
      if (ours.value.rowsNew !== ROWS || peerCount?.['n'] !== ROWS) throw new Error(`import bench: ${ours.value.rowsNew} new, ${String(peerCount?.['n'])} by psql, of ${ROWS}`)
      if (round < WHOLE_ROUNDS - 1) continue
      const repeated = await importIt()
      again = repeated.seconds
      if (repeated.value.rowsUnchanged !== ROWS) throw new Error(`import bench: ${repeated.value.rowsUnchanged} unchanged of ${ROWS}`)
    }
    await empty()
    const [whole, peer] = [median(wholes), median(peers)]
    const [copy, stage] = [median(copies), median(stages)]
    const rate = (seconds: number) => `${Math.round(ROWS / seconds).toLocaleString('en')} rows/s (${seconds.toFixed(1)} s)`
    const memory = `peak RSS ${Math.round(peak / 2 ** 20)} MB, ${Math.round(rss / 2 ** 20)} MB before`
    const what = `${ROWS.toLocaleString('en')} penalties, ${Math.round(bytes / 2 ** 20)} MB`
    return [
      { bench: 'import: stage', what: `${what}: of the received file: parse, check, seal, COPY; median of 3`, ours: rate(stage), peer: `psql \\copy of the same file: ${rate(copy)}`, ratio: (copy / stage).toFixed(2), limit: '≥ 0.5' },
      { bench: 'import: whole', what: `${what}: with upsert, history and report; ${memory}; median of ${WHOLE_ROUNDS}`, ours: rate(whole), peer: `psql \\copy and upsert, nothing checked: ${rate(peer)}`, ratio: (peer / whole).toFixed(2), limit: '≥ 0.8' },
      { bench: 'import: again', what: 'the same file again, compared in full, nothing written', ours: rate(again), peer: `its first import: ${rate(whole)}`, ratio: (whole / again).toFixed(2), limit: '—' },
    ]
  } finally {
    clearInterval(watch)
    rmSync(folder, { recursive: true, force: true })
  }
}
