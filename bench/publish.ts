import { Readable } from 'node:stream'
import { dayInShanghai } from '@xinhui/rules'
import { generateBulkPenalties } from '../apps/bff/src/modules/demo/generate-bulk-penalties'
import { publishWaiting } from '../apps/bff/src/modules/publication/publish-waiting'
import { importFile } from '../apps/bff/src/modules/record/import-file'
import type { Row } from './machine'
import type { World } from './world'

/** `BENCH_PUBLISH_ROWS=1000000 npm run bench publish` for the million. */
const ROWS = Number(process.env['BENCH_PUBLISH_ROWS'] ?? process.env['BENCH_ROWS'] ?? 100_000)

/** How long a fresh import takes to appear in public: every record decided by the rules, with what the search needs. */
export async function benchPublish(world: World): Promise<Row[]> {
  const empty = () => world.sql`TRUNCATE record, subject, import_batch, import_reject, publication_due CASCADE`
  try {
    await empty()
    const text = Readable.from(generateBulkPenalties(1, dayInShanghai(Date.now()), ROWS), { highWaterMark: 2 }).map((piece: string) => Buffer.from(piece))
    await importFile({ ctx: world.ctx(), input: { fileName: 'penalty.csv', file: text, importedBy: 'system:bench' } })
    await world.sql`ANALYZE`
    const started = performance.now()
    const taken = await publishWaiting({ ctx: world.ctx(), input: {} })
    const seconds = (performance.now() - started) / 1000
    const [shown] = await world.sql`SELECT count(*)::int AS n FROM publication`
    const [firms] = await world.sql`SELECT count(*)::int AS n FROM record r JOIN subject s ON s.id = r.subject_id WHERE s.kind = 'organization'`
    if (taken !== ROWS || shown?.['n'] !== firms?.['n']) throw new Error(`publish bench: ${taken} taken of ${ROWS}, ${String(shown?.['n'])} published of ${String(firms?.['n'])} of firms`)
    const rate = Math.round(ROWS / seconds)
    const target = 20_000
    return [{ bench: 'publish', what: `${ROWS.toLocaleString('en')} records of a fresh import decided and shown, ${Number(shown?.['n']).toLocaleString('en')} of firms`, ours: `${rate.toLocaleString('en')} rows/s (${seconds.toFixed(1)} s)`, peer: `target ${target.toLocaleString('en')} rows/s`, ratio: (rate / target).toFixed(2), limit: '≥ 1' }]
  } finally {
    await empty()
  }
}
