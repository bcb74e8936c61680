import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { rowsOf } from '../../db/sql'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { type Ended, openChildDatabase } from '../../testing/child-process'
import { createBorrower, createLender } from '../../testing/loans'
import { rematchRequests, requestRematch } from './rematch-requests'

const id = (prefix: string) => `'${prefix}_' || lpad(n::text, 26, '0')`

describe('the night that is cut off', () => {
  const { ask, run, close } = openChildDatabase()
  afterAll(close)
  const REQUESTS = 600

  /** The job in a process of its own, in stretches of 20; with `killAt` it is killed, not stopped, once that many are matched. */
  function rematch(killAt?: number): Promise<Ended> {
    const of = (path: string) => JSON.stringify(join(import.meta.dirname, path))
    return run(
      `import { readConfig } from ${of('../../config.ts')}
      import { makeCtx } from ${of('../../context.ts')}
      import { openDeps } from ${of('../../service.ts')}
      import { rematchRequests } from ${of('./rematch-requests.ts')}
      const { deps, close } = await openDeps(readConfig(process.env))
      const ctx = makeCtx(deps, { requestId: 'job-0001', actor: { kind: 'system', name: 'jobs' } })
      const sum = await rematchRequests({ ctx, input: { stretch: 20, report: ({ requests }) => process.stderr.write(requests + ' matched\\n') } })
      process.stdout.write(JSON.stringify(sum))
      await close()`,
      (err) => killAt !== undefined && err.includes(`${killAt} matched`),
    )
  }
  const counts = () =>
    ask(async ({ query }) => {
      const [row] = await query(`SELECT (SELECT count(*) FROM loan_request WHERE matched_on > current_date - 5)::int AS matched, (SELECT count(*) FROM loan_request WHERE fitting = ARRAY['lpr_1'])::int AS fitting,
        (SELECT count(*) FROM notice)::int AS told, (SELECT count(DISTINCT subject_id) FROM notice WHERE kind = 'loan-request.matched')::int AS persons`)
      return row
    })

  it('goes on where it stopped: every request is matched once, and everybody is told once', { timeout: 240_000 }, async () => {
    await ask(async ({ query }) => {
      const each = `generate_series(1, ${REQUESTS}) n`
      await query(`INSERT INTO subject (id, kind, uscc, name, created_at) SELECT ${id('sub')}, 'organization', 'T' || lpad(n::text, 17, '0'), '云汀测试' || n, now() FROM ${each}`)
      await query(`INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, created_at) SELECT ${id('sub_p')}, 'person', 'x', 'x', 'p' || n, now() FROM ${each}`)
      await query(`INSERT INTO agency (id, firm_id, person_id, role, rights, status, created_at) SELECT ${id('agn')}, ${id('sub')}, ${id('sub_p')}, 'representative', '{financing}', 'living', now() FROM ${each}`)
      await query(`INSERT INTO lender (id, subject_id, name, kind, status, created_at, updated_at) VALUES ('len_1', 'sub_' || lpad('1', 26, '0'), '云汀测试银行', 'city-bank', 'active', now(), now())`)
      await query(`INSERT INTO loan_product (id, lender_id, code, name, kind, amount_min_fen, amount_max_fen, rate_min_bps, rate_max_bps, term_min_months, term_max_months, repayment, audience, response_working_days, entry_rules, valid_until, status, content_hash, created_at, updated_at)
        SELECT 'lpr_' || n, 'len_1', 'c' || n, '测试贷' || n, 'credit', 1000000, CASE n WHEN 1 THEN 100000000 ELSE 2000000 END, 385, 500, 1, 36, '按月付息', '小微企业', 3, '[]', current_date + 300, 'published', 'h', now(), now() FROM generate_series(1, 3) n`)
      await query(`INSERT INTO loan_request (id, subject_id, applicant_id, amount_fen, term_months, use, collateral, in_pool, status, created_at, valid_until, matched_on)
        SELECT ${id('lrq')}, ${id('sub')}, ${id('sub_p')}, 50000000, 12, 'stock', '[]', true, 'standing', now(), current_date + 90, current_date - 9 FROM ${each}`)
    })
    const killed = await rematch(200)
    expect(killed.signal, killed.err).toBe('SIGKILL')
    const partly = await counts()
    const done = Number(partly?.['matched'])
    expect(done).toBeGreaterThanOrEqual(200)
    expect(done).toBeLessThan(REQUESTS)
    expect(done % 20).toBe(0)
    expect(partly).toEqual({ matched: done, fitting: done, told: done, persons: done })

    const rest = await rematch()
    expect(rest.code, rest.err).toBe(0)
    expect(JSON.parse(rest.out)).toEqual({ requests: REQUESTS - done, pairs: (REQUESTS - done) * 3 })
    expect(await counts()).toEqual({ matched: REQUESTS, fitting: REQUESTS, told: REQUESTS, persons: REQUESTS })
  })
})

describe('matching again', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    await createLender(app)
    for (let n = 0; n < 6; n += 1) await createBorrower(app)
  })
  afterAll(() => app.close())
  const jobs = () => makeCtx(app.deps, { requestId: newId('job'), actor: { kind: 'system', name: 'jobs' } })
  const matched = () => rowsOf<{ fitting: string[] }>(app.deps.db, sql`SELECT fitting FROM loan_request WHERE matched_on IS NOT NULL ORDER BY id`)

  it('stops when it is told to, between two stretches', async () => {
    const stopping = new AbortController()
    const sum = await rematchRequests({ ctx: jobs(), input: { stretch: 2, stop: stopping.signal, report: ({ requests }) => (requests >= 2 ? stopping.abort() : undefined) } })
    expect([sum, (await matched()).length]).toEqual([{ requests: 2, pairs: 2 }, 2])
    expect(await rematchRequests({ ctx: jobs(), input: { stop: stopping.signal } })).toEqual({ requests: 0, pairs: 0 })
  })

  it('is shared by two processes that start at once', async () => {
    const sums = await Promise.all([1, 2].map(() => rematchRequests({ ctx: jobs(), input: { stretch: 1 } })))
    expect([sums.reduce((n, sum) => n + sum.requests, 0), (await matched()).length]).toEqual([4, 6])
  })

  it('takes the same products as the list a firm reads, and starts anew once a product is published', async () => {
    await createLender(app, { product: { entryRules: [{ kind: 'grade', atLeast: '良' }] } })
    const small = await createLender(app, { product: { amountMaxFen: 2_000_000 } })
    const borrower = await createBorrower(app, { amountFen: 1_500_000 })
    await requestRematch(jobs())
    expect(await rematchRequests({ ctx: jobs(), input: {} })).toEqual({ requests: 7, pairs: 21 })
    expect(await rematchRequests({ ctx: jobs(), input: {} })).toEqual({ requests: 0, pairs: 0 })
    const { body } = await app.call(`GET /loan-requests/${borrower.requestId}/matches`, { as: borrower.person.token })
    const fits = (body['items'] as { status: string; product: { productId: string } }[]).filter((one) => one.status === 'fits').map((one) => one.product.productId)
    const kept = (await matched()).map(({ fitting }) => fitting)
    expect(kept.at(-1)).toEqual(fits.sort())
    expect(kept.map((fitting) => fitting.length)).toEqual([1, 1, 1, 1, 1, 1, 2])
    expect(kept.filter((fitting) => fitting.includes(small.productId))).toHaveLength(1)
  })
})
