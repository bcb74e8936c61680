import { makeCtx } from '../apps/bff/src/context'
import { searchOrganizations } from '../apps/bff/src/modules/subject/search.store'
import type { Row } from './machine'
import type { World } from './world'

const FIRMS = Number(process.env['BENCH_FIRMS'] ?? 200_000)
const ROUNDS = 25
const SCANS = 5
/** What the issue asks of a rare word: the index answers in a twentieth of the scan's time. */
const RARE_RATIO = 0.05
const RARE_MS = 5
const COMMON_MS = 50

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/**
 * Names of a place, two to four characters of 800, a trade and a form, like a register's; one in a hundred thousand carries a word
 * that nobody else has.
 */
async function fill(world: World): Promise<void> {
  await world.sql.unsafe(`
    INSERT INTO subject (id, kind, uscc, name, created_at)
    SELECT 'sub_' || lpad(n::text, 26, '0'), 'organization', lpad(n::text, 18, '0'),
      (ARRAY['云汀市','云汀','临河区','青桥','南屏县'])[1 + n % 5]
      || chr(19968 + ((n * 7919) % 800)::int) || chr(20900 + ((n * 104729 / 800) % 800)::int) || CASE WHEN n % 3 = 0 THEN chr(22000 + ((n * 1299709 / 640000) % 800)::int) ELSE '' END
      || CASE WHEN n % 100000 = 77 THEN '麒麟瑞兽' ELSE '' END
      || (ARRAY['商贸','科技','建材','餐饮管理','物流','汽车服务','文化传媒','农业发展'])[1 + n % 8]
      || (ARRAY['有限公司','有限公司','有限公司','有限责任公司','股份有限公司','中心','经营部','专业合作社'])[1 + (n / 8) % 8], now()
    FROM generate_series(1::bigint, ${FIRMS}) n`)
  await world.sql.unsafe('VACUUM ANALYZE subject')
}

/** Searches as the product does them, through the driver and the store, against the same words in a scan of every row. */
export async function benchSearch(world: World): Promise<Row[]> {
  await fill(world)
  const { db } = makeCtx(world.deps, { requestId: 'bench-0001', actor: { kind: 'system', name: 'bench' } })
  const rows: Row[] = []
  for (const [what, text, limitMs] of [
    ['rare, two characters', '麒麟', RARE_MS],
    ['rare, four characters', '麒麟瑞兽', RARE_MS],
    ['nowhere, two characters', '犇骉', RARE_MS],
    ['common, two characters', '科技', COMMON_MS],
    ['common, four characters', '有限公司', COMMON_MS],
    ['common, with a rare end', '科技中心', COMMON_MS],
  ] as const) {
    const isRare = limitMs === RARE_MS
    const times: number[] = []
    let hits = 0
    for (let n = 0; n < ROUNDS; n += 1) times.push(await timed(async () => (hits = (await searchOrganizations(db, { text, limit: 21 })).length)))
    const ours = median(times)
    // The peer has to count, or it could stop at the first page as the product does.
    const scans: number[] = []
    let all = 0
    for (let n = 0; n < SCANS; n += 1) {
      scans.push(
        await timed(() =>
          world.sql.begin(async (sql) => {
            await sql`SET LOCAL enable_bitmapscan = off`
            await sql`SET LOCAL enable_indexscan = off`
            const [row] = await sql`SELECT count(*)::int AS n FROM subject WHERE kind = 'organization' AND name LIKE ${`%${text}%`}`
            all = Number(row?.['n'])
          }),
        ),
      )
    }
    const scan = median(scans)
    const ratio = ours / scan
    rows.push({
      bench: 'search',
      what: `${what} (${text}), ${FIRMS} firms, ${all} of them named so, first ${hits} answered`,
      ours: `median ${ours.toFixed(2)} ms of ${ROUNDS}`,
      peer: `scan without index ${scan.toFixed(1)} ms`,
      ratio: ratio.toFixed(3),
      limit: isRare ? `≤ ${RARE_RATIO}, under ${RARE_MS} ms` : `under ${COMMON_MS} ms`,
    })
  }
  return rows
}
