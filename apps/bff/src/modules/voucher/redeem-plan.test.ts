import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { splitPlaceholders } from '../../db/statement'
import { startTestApp, type TestApp } from '../../testing/app'
import { createMerchant, createPerk } from '../../testing/market'
import { REDEEM_SQL } from './redeem.sql'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ROWS = 4000

it('the redemption reaches every voucher, record and hold it looks at by its index, in the plan that serves all values', async () => {
  const { merchantId } = await createMerchant(app)
  const { perkId } = await createPerk(app, { merchantId })
  const { literals, names } = splitPlaceholders(REDEEM_SQL)
  const text = literals.map((literal, i) => (i < names.length ? `${literal}$${i + 1}` : literal)).join('')
  const series = `generate_series(1, ${ROWS}) n`
  const plan = await app.deps.db.transaction(async (tx) => {
    const run = (statement: string) => tx.execute(sql.raw(statement))
    await run(`INSERT INTO subject (id, kind, id_number_sealed, id_number_blind, name_sealed, created_at) SELECT 'sub_p' || n, 'person', 'x', 'plan-' || n, 'x', now() FROM ${series}`)
    await run(`INSERT INTO voucher (id, perk_id, perk_version, merchant_id, subject_id, claim_no, serial, tier_no, title, benefit, instructions, subsidy_fen, status, claimed_at, expires_at, changed_at)
               SELECT 'vch_p' || n, '${perkId}', 1, '${merchantId}', 'sub_p' || n, 1, n, 0, 't', 'b', 'i', 0, 'issued', now(), now() + interval '30 days', now() FROM ${series}`)
    await run(`INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, status, content, content_hash, version, created_at, updated_at)
               SELECT 'rec_p' || n, 'sub_p' || n, 'serious-list', 'p' || n, 'x', '2026-01-01', 'valid', '{}'::jsonb, 'x', 1, now(), now() FROM ${series}`)
    await run(`INSERT INTO redemption_hold (key, until) SELECT 'hold' || n, now() FROM ${series}`)
    for (const table of ['subject', 'voucher', 'record', 'redemption_hold']) await run(`ANALYZE ${table}`)
    await run(`SET LOCAL plan_cache_mode = force_generic_plan`)
    await run(`PREPARE redeem_plan AS ${text}`)
    const rows = await rowsOf<Record<string, string>>(tx, sql.raw(`EXPLAIN (COSTS OFF) EXECUTE redeem_plan(${names.map(() => 'NULL').join(', ')})`))
    await run(`DEALLOCATE redeem_plan`)
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n')
  })
  expect(plan).toMatch(/Index (?:Only )?Scan using voucher_\w+ on voucher\n\s+Index Cond: \(id = \$1\)/)
  for (const [index, uses] of [['voucher_subject', 1], ['record_subject', 2], ['redemption_hold_pkey', 1]] as const) expect(plan.split(index).length - 1, `${index}\n${plan}`).toBe(uses)
  for (const table of ['voucher', 'record', 'redemption_hold']) expect(plan).not.toContain(`Seq Scan on ${table}`)
})
