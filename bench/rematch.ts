import { dayInShanghai } from '@xinhui/rules'
import type { ProductRule } from '@xinhui/rules/financing/index'
import { loadManyFirmFacts } from '../apps/bff/src/modules/financing/load-firm-facts'
import { openMatchBook } from '../apps/bff/src/modules/financing/match-book'
import { rematchRequests } from '../apps/bff/src/modules/loan-request/rematch-requests'
import type { Row } from './machine'
import { makeProducts } from './match'
import type { World } from './world'

const FIRMS = Number(process.env['BENCH_FIRMS'] ?? 100_000)
const PRODUCTS = 300
const LENDERS = 30
const RECORDS_EACH = 4
const STRETCH = 500

const ROW = "lpad(n::text, 26, '0')"

/** Firms with a representative, registry, grade, four records, two consents and one standing request each, and what lenders offer. */
async function fillMarket(world: World): Promise<void> {
  const { sql } = world
  const each = (count: number) => `generate_series(1, ${count}) n`
  const statements = [
    `INSERT INTO subject (id, kind, uscc, name, district, created_at) SELECT 'sub_' || ${ROW}, 'organization', 'B' || lpad(n::text, 17, '0'), '云汀测试企业' || n, '99010' || 1 + n % 3, now() FROM ${each(FIRMS)}`,
    `INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, created_at) SELECT 'sub_p' || ${ROW}, 'person', 'bench', 'bench', 'bench-' || n, now() FROM ${each(FIRMS)}`,
    `INSERT INTO organization (subject_id, registered_on, industry, status, content_hash, updated_at) SELECT 'sub_' || ${ROW}, current_date - (n * 37) % 3000, (ARRAY['C1310','F5211','I6513','A0111'])[1 + n % 4], 'live', 'bench', now() FROM ${each(FIRMS)}`,
    `INSERT INTO organization_score (subject_id, model_id, day, total_centi, grade, digest, computed_at) SELECT 'sub_' || ${ROW}, 'organization-2026', current_date, 60000, (ARRAY['poor','medium','good','excellent'])[1 + n % 4], '', now() FROM ${each(FIRMS)}`,
    `INSERT INTO agency (id, firm_id, person_id, role, rights, status, created_at) SELECT 'agn_' || ${ROW}, 'sub_' || ${ROW}, 'sub_p' || ${ROW}, 'representative', '{financing}', 'living', now() FROM ${each(FIRMS)}`,
    ...['tax-rating', 'tax-payment'].map((item) => `INSERT INTO consent (id, subject_id, purpose, receiver, fields, text_version, status, granted_at) SELECT 'con_${item}' || ${ROW}, 'sub_' || ${ROW}, 'item:${item}', 'city', '{}', 'bench', 'living', now() FROM ${each(FIRMS)} WHERE n % 10 < 7`),
    `INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, status, content, content_hash, version, created_at, updated_at)
      SELECT 'rec_' || k || ${ROW}, 'sub_' || ${ROW}, (ARRAY['tax-rating','tax-payment','firm-size','penalty'])[1 + k], 'bench-' || n || '-' || k, '云汀市测试局', current_date - (n * 7 + k * 131) % 700, 'valid',
        CASE k WHEN 0 THEN jsonb_build_object('year', 2025, 'level', (ARRAY['A','B','M','C','D'])[1 + n % 5]) WHEN 1 THEN jsonb_build_object('year', 2025, 'revenueFen', (n * 7919) % 2000 * 1000000::bigint, 'paidFen', (n * 31) % 50 * 1000000::bigint)
          WHEN 2 THEN '{"year": 2025, "size": "微型"}' ELSE '{"severity": "轻微"}' END, 'bench', 1, now(), now()
      FROM ${each(FIRMS)}, generate_series(0, ${RECORDS_EACH - 1}) k`,
    `INSERT INTO loan_request (id, subject_id, applicant_id, amount_fen, term_months, use, collateral, in_pool, status, created_at, valid_until, matched_on)
      SELECT 'lrq_' || ${ROW}, 'sub_' || ${ROW}, 'sub_p' || ${ROW}, (ARRAY[10,30,50,100,200,300,500,1000])[1 + n % 8] * 1000000::bigint, 12 * (1 + n % 4), 'stock', '[]', true, 'standing', now(), current_date + 90, current_date - 2 FROM ${each(FIRMS)}`,
    `INSERT INTO subject (id, kind, uscc, name, created_at) SELECT 'sub_l' || ${ROW}, 'organization', 'L' || lpad(n::text, 17, '0'), '云汀测试银行' || n, now() FROM ${each(LENDERS)}`,
    `INSERT INTO lender (id, subject_id, name, kind, status, created_at, updated_at) SELECT 'len_' || ${ROW}, 'sub_l' || ${ROW}, '云汀测试银行' || n, 'city-bank', 'active', now(), now() FROM ${each(LENDERS)}`,
  ]
  for (const statement of statements) await sql.unsafe(statement)
  const products = makeProducts(PRODUCTS, { grades: ['差', '中', '良', '优'], regions: ['990101', '990102', '990103'] }).map(({ rules }, i) => {
    const bound = <K extends ProductRule['kind']>(kind: K) => rules.find((rule): rule is Extract<ProductRule, { kind: K }> => rule.kind === kind)
    const [amount, term] = [bound('amount'), bound('term')]
    return { n: i + 1, min: amount?.minFen ?? 1, max: amount?.maxFen ?? 1, from: term?.minMonths ?? 1, to: term?.maxMonths ?? 1, rules: rules.filter(({ kind }) => kind !== 'amount' && kind !== 'term') }
  })
  await sql`
    INSERT INTO loan_product (id, lender_id, code, name, kind, amount_min_fen, amount_max_fen, rate_min_bps, rate_max_bps, term_min_months, term_max_months, repayment, audience, response_working_days, entry_rules, valid_until, status, content_hash, created_at, updated_at)
    SELECT 'lpr_' || lpad(n::text, 26, '0'), 'len_' || lpad((1 + n % ${LENDERS}::int)::text, 26, '0'), 'c' || n, '测试贷' || n, 'credit', min, max, 365, 480, "from", "to", '按月付息', '小微企业', 3, rules, current_date + 300, 'published', 'bench', now(), now()
    FROM jsonb_to_recordset(${JSON.stringify(products)}::text::jsonb) AS p(n int, min bigint, max bigint, "from" int, "to" int, rules jsonb)`
  for (const table of ['subject', 'organization', 'organization_score', 'agency', 'consent', 'record', 'loan_request', 'loan_product']) await sql.unsafe(`VACUUM ANALYZE ${table}`)
}

/** What no way of matching can leave out: the firms' rows read and every request's row written once, in one statement. */
async function floorSeconds({ sql }: World): Promise<number> {
  const started = performance.now()
  await sql`
    UPDATE loan_request r SET matched_on = matched_on FROM (
      SELECT o.subject_id, max(g.grade) AS grade, max(k.content::text) AS content FROM organization o JOIN organization_score g USING (subject_id) JOIN record k USING (subject_id) GROUP BY o.subject_id
    ) f WHERE f.subject_id = r.subject_id AND f.grade || f.content <> ''`
  const seconds = (performance.now() - started) / 1000
  await sql`VACUUM ANALYZE loan_request`
  return seconds
}

/** The match itself, of facts that are loaded already and not counted. */
async function matchSeconds(world: World): Promise<number> {
  const ctx = world.ctx()
  const day = dayInShanghai(ctx.now.getTime())
  const book = await openMatchBook(ctx, day)
  let ms = 0
  for (let first = 1; first <= FIRMS; first += STRETCH) {
    const subjectIds = Array.from({ length: Math.min(STRETCH, FIRMS - first + 1) }, (_, i) => `sub_${String(first + i).padStart(26, '0')}`)
    const facts = [...(await loadManyFirmFacts(ctx, { subjectIds, day, ways: false })).values()]
    const started = performance.now()
    for (const [i, known] of facts.entries()) book.fitting({ amountFen: (1 + ((first + i) % 8)) * 10_000_000, termMonths: 12, collateral: [] }, known)
    ms += performance.now() - started
  }
  return ms / 1000
}

/** The nightly job itself on PostgreSQL, from the first request to the last: a night on which everything is new and told, and the one after. */
export async function benchRematch(world: World): Promise<Row[]> {
  await fillMarket(world)
  const { sql } = world
  await floorSeconds(world)
  const matching = await matchSeconds(world)
  const run = async (daysOn: number) => {
    const before = await floorSeconds(world)
    const now = new Date(Date.now() + daysOn * 86_400_000)
    let most = 0
    const started = performance.now()
    const done = await rematchRequests({ ctx: { ...world.ctx(), now }, input: { report: () => (most = Math.max(most, process.memoryUsage().heapUsed)) } })
    const seconds = (performance.now() - started) / 1000
    if (done.requests !== FIRMS || done.pairs !== FIRMS * PRODUCTS) throw new Error(`matched ${done.requests} requests, ${done.pairs} pairs`)
    return { seconds, pairs: done.pairs, most, floor: (before + (await floorSeconds(world))) / 2 }
  }
  const told = async () => Number((await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM notice`)[0]?.count)
  const row = (what: string, { seconds, pairs, most, floor }: Awaited<ReturnType<typeof run>>): Row => ({
    bench: 'rematch',
    what: `${what}: ${FIRMS} firms with a standing request × ${PRODUCTS} products, facts read, matches kept`,
    ours: `${seconds.toFixed(1)} s, ${(pairs / seconds / 1e6).toFixed(2)} m pairs/s, ${(FIRMS / seconds).toFixed(0)} firms/s, heap ≤ ${(most / 2 ** 20).toFixed(0)} MB`,
    peer: `one UPDATE over the same rows ${floor.toFixed(1)} s + the match alone in memory ${matching.toFixed(1)} s`,
    ratio: (seconds / (floor + matching)).toFixed(2),
    limit: '≤ 5',
  })
  const first = await run(0)
  const news = await told()
  const [fit] = await sql<{ pairs: number; firms: number }[]>`SELECT sum(cardinality(fitting))::int AS pairs, count(*) FILTER (WHERE fitting <> '{}')::int AS firms FROM loan_request`
  if (!fit || fit.firms === 0 || news !== fit.firms) throw new Error(`${fit?.firms} firms have news, ${news} were told`)
  const second = await run(1)
  // A day more lets some firms grow old enough, and some penalties too old to count.
  const more = (await told()) - news
  if (more > FIRMS / 10) throw new Error(`${more} firms told again`)
  if ((await rematchRequests({ ctx: { ...world.ctx(), now: new Date(Date.now() + 86_400_000) }, input: {} })).requests !== 0) throw new Error('matched twice in a night')
  for (const table of ['notice', 'loan_request', 'loan_product', 'lender', 'agency', 'consent', 'record', 'organization_score', 'organization', 'subject']) await sql.unsafe(`TRUNCATE ${table} CASCADE`)
  return [row(`first night, ${fit.pairs} fit, ${news} firms told`, first), row(`the night after, ${more} firms told`, second)]
}
