import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { REDEEM_SQL, type RedeemValues } from './redeem.sql'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const VALUES: RedeemValues = {
  voucher_id: 'vch_1', store_id: 'sto_1', account_id: 'acc_1', subject_id: 'sub_1', till_client_id: null, redemption_id: 'red_1', receipt_no: 'R1', pass_jti: 'J1', channel: 'qr', idempotency_key: null,
  terms_checked: false, now: '2026-11-21T04:00:00.000Z', same_bill_since: '2026-11-21T03:45:00.000Z', day: '2026-11-21', audit_id: 'aud_1', actor: 'account:acc_1', request_id: 'test-0001', outbox_id: 'out_1',
}
const literal = (value: string | boolean | null | undefined) => (value === null || value === undefined ? 'NULL' : typeof value === 'boolean' ? String(value) : `'${value}'`)

it('the redemption reaches every row it looks at by an index, however large the tables', async () => {
  const text = REDEEM_SQL.replaceAll(/(?<!:):([a-z_]+)/g, (_, name: string) => literal(VALUES[name as keyof RedeemValues]))
  const plan = await app.deps.db.transaction(async (tx) => {
    await tx.execute(sql`SET LOCAL enable_seqscan = off`)
    return (await rowsOf<Record<string, string>>(tx, sql.raw(`EXPLAIN (COSTS OFF) ${text}`))).map((row) => String(row['QUERY PLAN'])).join('\n')
  })
  for (const index of ['redemption_hold_pkey', 'record_', 'voucher_pkey', 'voucher_subject', 'till_client_pkey', 'store_pkey', 'merchant_pkey']) expect(plan, index).toContain(index)
  expect(plan).not.toContain('Seq Scan')
})
