import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../db/sql'
import { makeCtx } from '../../context'
import { createLenderWebhookGateway } from '../../gateways/lender-webhook'
import { handlers } from '../../jobs/handlers'
import { runOutbox } from '../../jobs/run-outbox'
import { newId } from '../../lib/id'
import { startTestApp, type TestApp } from '../../testing/app'
import { callbackOf, createLenderSystem, lenderToken, type LenderSystem } from '../../testing/lender-systems'
import { answerOf, applyTo, type Borrower, createBorrower, createLender, createOfficer, createRequest, type Lender, TERMS } from '../../testing/loans'
import type { StaffMember } from '../../testing/people'
import { assertionOf, formOf } from '../../testing/tills'
import { createSimulatorBank, STATE_OF } from '../../testing/simulator-bank'

let app: TestApp
let bank: Lender
let officer: StaffMember
let system: LenderSystem
beforeAll(async () => {
  const webhooks = createLenderWebhookGateway({ timeoutMs: 2000 })
  // Only the simulated bank listens; nothing leaves this machine.
  app = await startTestApp({ gateways: { lenderWebhooks: { send: (message) => (message.url.startsWith('http://127.0.0.1:') ? webhooks.send(message) : Promise.resolve(204)) } } })
  bank = await createLender(app, { name: '云汀测试银行' })
  officer = await createOfficer(app, bank)
  system = await createLenderSystem(app, bank, { as: officer.token })
})
afterAll(() => app.close())

const statusOf = async (borrower: Borrower, id: string) => (await app.call(`GET /loan-applications/${id}`, { as: borrower.person.token })).body['status']

describe('a lender’s system', () => {
  it('opens with its own key, and nothing of it does any more once it is revoked', async () => {
    const other = await createLender(app)
    const clerk = await createOfficer(app, other)
    const made = await createLenderSystem(app, other, { as: clerk.token })
    const read = () => app.call('GET /lender/loan-applications', { as: made.token })
    expect((await read()).status).toBe(200)
    expect((await app.call(`GET /console/lenders/${bank.lenderId}/clients`, { as: made.token })).status).toBe(403)
    await app.call(`DELETE /console/lenders/${other.lenderId}/clients/${made.clientId}`, { as: clerk.token })
    expect((await read()).status).toBe(401)
    await expect(lenderToken(app, made)).rejects.toThrow(/invalid_client/)
  })

  it('gets a token for an assertion of its own key, once, for this address and no other', async () => {
    const other = await createLender(app)
    const made = await createLenderSystem(app, other, { as: (await createOfficer(app, other)).token })
    const ask = async (assertion: string) => {
      const { status, body } = await app.call('POST /lender/token', { raw: new TextEncoder().encode(formOf(assertion).toString()), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
      return [status, body['error'] ?? body['token_type']]
    }
    const aud = 'http://localhost/api/v1/lender/token'
    const good = await assertionOf(made, app.clock.now(), { aud })
    expect([await ask(good), await ask(good)]).toEqual([[200, 'Bearer'], [401, 'invalid_client']])
    // Meant for a till's address, signed by another's key, of another client, or over.
    const seconds = Math.floor(app.clock.now().getTime() / 1000)
    const stranger = { clientId: made.clientId, privateKey: system.privateKey }
    for (const bad of [await assertionOf(made, app.clock.now()), await assertionOf(stranger, app.clock.now(), { aud }), await assertionOf(made, app.clock.now(), { aud, sub: system.clientId, iss: system.clientId }), await assertionOf(made, app.clock.now(), { aud, exp: seconds - 60 })])
      expect(await ask(bad)).toEqual([401, 'invalid_client'])
  })

  it('is told where only a public https address can be', async () => {
    const other = await createLender(app)
    const clerk = await createOfficer(app, other)
    for (const webhookUrl of ['http://bank.example.com/hooks', 'https://10.0.0.8/hooks', 'https://[::1]/hooks', 'https://metadata.internal/hooks', 'https://user:pass@bank.example.com/hooks'])
      await expect(createLenderSystem(app, other, { as: clerk.token, webhookUrl }), webhookUrl).rejects.toThrow(/公网/)
  })
})

describe('a lender’s report', () => {
  it('is taken in once, however often it comes, and never with another content under its id', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const message = { applicationId, seq: 1, step: { kind: 'accept' } }
    const first = await callbackOf(app, system, message, { id: 'msg_accept-0001' })
    const again = await callbackOf(app, system, message, { id: 'msg_accept-0001' })
    expect([first.body, again.body]).toMatchObject([{ outcome: 'applied', status: 'accepted' }, { outcome: 'applied', status: 'accepted' }])
    expect((await callbackOf(app, system, { ...message, step: { kind: 'review' } }, { id: 'msg_accept-0001' })).status).toBe(409)
    expect((await callbackOf(app, system, { ...message, step: { kind: 'review' } }, { id: 'msg_accept-0002' })).status).toBe(409)
    const events = await rowsOf(app.deps.db, sql`SELECT kind FROM loan_event WHERE application_id = ${applicationId}`)
    expect(events).toHaveLength(2)
  })

  it('that comes before its turn waits for the one before it', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const offer = await callbackOf(app, system, { applicationId, seq: 3, step: { kind: 'offer', ...TERMS } })
    const review = await callbackOf(app, system, { applicationId, seq: 2, step: { kind: 'review' } })
    expect([offer.body['outcome'], review.body['outcome'], await statusOf(borrower, applicationId)]).toEqual(['waiting', 'waiting', 'submitted'])
    const accept = await callbackOf(app, system, { applicationId, seq: 1, step: { kind: 'accept' } })
    expect([accept.body, await statusOf(borrower, applicationId)]).toMatchObject([{ outcome: 'applied', status: 'offered' }, 'offered'])
  })

  it('that no longer fits is rejected with its code and does not hold up the next', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    await callbackOf(app, system, { applicationId, seq: 1, step: { kind: 'accept' } })
    const early = await callbackOf(app, system, { applicationId, seq: 2, step: { kind: 'disburse', amountFen: 1, on: '2026-11-21', dueOn: '2027-11-21', firstLoan: true } })
    expect(early.body).toMatchObject({ outcome: 'rejected', code: 'CONFLICT', status: 'accepted' })
    const dear = await callbackOf(app, system, { applicationId, seq: 3, step: { kind: 'offer', ...TERMS, rateBps: 2000 } })
    expect(dear.body).toMatchObject({ outcome: 'rejected', code: 'VALIDATION' })
    const good = await callbackOf(app, system, { applicationId, seq: 4, step: { kind: 'offer', ...TERMS } })
    expect(good.body).toMatchObject({ outcome: 'applied', status: 'offered' })
  })

  it('is refused unsigned, altered, old, or about another lender’s application', async () => {
    const borrower = await createBorrower(app)
    const applicationId = await applyTo(app, borrower, bank)
    const message = { applicationId, seq: 1, step: { kind: 'accept' } }
    const unsigned = await app.call('POST /lender/callbacks', { as: system.token, raw: new TextEncoder().encode(JSON.stringify(message)), headers: { 'content-type': 'application/json' } })
    const altered = await callbackOf(app, system, message, { signedBody: JSON.stringify({ ...message, seq: 2 }) })
    const old = await callbackOf(app, system, message, { at: new Date(app.clock.now().getTime() - 301_000) })
    expect([unsigned.status, altered.status, old.status]).toEqual([401, 401, 401])
    const other = await createLender(app)
    const stranger = await createLenderSystem(app, other, { as: (await createOfficer(app, other)).token })
    expect((await callbackOf(app, stranger, message)).status).toBe(404)
    expect((await callbackOf(app, system, { ...message, extra: 1 })).status).toBe(422)
    expect(await statusOf(borrower, applicationId)).toBe('submitted')
  })
})

/** PostgreSQL takes the number of the promise; the embedded database a stretch of it, the seeds being the same. */
const COUNT = process.env['TEST_DATABASE_URL'] ? 2000 : 30
const AT_ONCE = process.env['TEST_DATABASE_URL'] ? 8 : 1
const REQUESTS_A_FIRM = 10

/** Does `work` with every item, `AT_ONCE` of them at a time; answers in their order. */
async function pooled<T, R>(items: readonly T[], work: (item: T, i: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T, i)
    }),
  )
  return results
}

describe('a bank that is slow, repeats, reorders and fails', () => {
  it(`leaves each of ${COUNT} applications where it last said, with no report taken in twice and none lost`, { timeout: 900_000 }, async () => {
    const simulated = await createLender(app, { name: '云汀模拟银行' })
    const clerk = await createOfficer(app, simulated)
    const server = await app.listen()
    let made: LenderSystem | undefined
    const sim = createSimulatorBank({
      origin: server.origin,
      get webhookSecret() {
        return made?.webhookSecret ?? ''
      },
      token: () => Promise.resolve(made?.token ?? ''),
      now: () => app.clock.now(),
      faults: 0.3,
      seed: 20_261_121,
    })
    try {
      made = await createLenderSystem(app, simulated, { as: clerk.token, webhookUrl: await sim.listen() })
      const firms = await pooled(Array.from({ length: COUNT / REQUESTS_A_FIRM }, (_, f) => f), async () => {
        const borrower = await createBorrower(app)
        const loans: { borrower: Borrower; id: string }[] = []
        for (let r = 0; r < REQUESTS_A_FIRM; r += 1) {
          const requestId = r === 0 ? borrower.requestId : await createRequest(app, borrower)
          loans.push({ borrower, id: await applyTo(app, { ...borrower, requestId }, simulated) })
        }
        return loans
      })
      const loans = firms.flat()
      /** The bank's plan for the i-th application, and where the firm comes in between. */
      const live = async ({ borrower, id }: (typeof loans)[number], i: number) => {
        const settle = async () => {
          while (!(await sim.deliver(id)));
        }
        sim.sign(id, { kind: 'accept' })
        if (i % 5 === 0) {
          sim.sign(id, { kind: 'refuse', code: 'quota' })
          return settle()
        }
        sim.sign(id, { kind: 'review' })
        sim.sign(id, { kind: 'offer', ...TERMS, feeFen: 0, validDays: 10 })
        await settle()
        if (i % 5 === 1) return undefined
        await answerOf(app, borrower.person.token, id, { answer: 'agree' })
        // What is reported has happened, so that what is overdue today was lent a year ago.
        sim.sign(id, { kind: 'sign', ...TERMS, signedOn: '2025-11-20' })
        sim.sign(id, { kind: 'disburse', amountFen: TERMS.amountFen, on: '2025-11-20', dueOn: '2026-11-20', firstLoan: i % 2 === 0 })
        if (i % 5 === 3) sim.sign(id, { kind: 'repay', amountFen: 10_000_000, on: '2026-01-21' })
        if (i % 5 === 4) {
          sim.sign(id, { kind: 'overdue', on: '2026-11-21' })
          sim.sign(id, { kind: 'settle', on: '2026-11-21' })
        }
        return settle()
      }
      await pooled(loans, live)
      const states = await rowsOf<{ id: string; status: string; seq: number; disbursed: number | null; repaid: number }>(
        app.deps.db,
        sql`SELECT id, status, callback_seq AS seq, disbursed_fen::float8 AS disbursed, repaid_fen::float8 AS repaid FROM loan_application WHERE lender_id = ${simulated.lenderId}`,
      )
      const byId = new Map(states.map((s) => [s.id, s]))
      const wrong = loans.filter(({ id }) => {
        const last = sim.lastStep(id)
        return !last || byId.get(id)?.status !== STATE_OF[last.kind]
      })
      expect([loans.length, wrong.length]).toEqual([COUNT, 0])
      const callbacks = await rowsOf<{ outcome: string; count: number }>(app.deps.db, sql`SELECT outcome, count(*)::int AS count FROM loan_callback WHERE lender_id = ${simulated.lenderId} GROUP BY 1`)
      expect(callbacks.map((c) => c.outcome)).toEqual(['applied'])
      // Each report left one event and no more, and no place in the bank's order is empty.
      const [sums] = await rowsOf<{ reports: number; events: number; gaps: number }>(
        app.deps.db,
        sql`SELECT (SELECT count(*)::int FROM loan_callback WHERE lender_id = ${simulated.lenderId}) AS reports,
                   (SELECT count(*)::int FROM loan_event e JOIN loan_application a ON a.id = e.application_id WHERE a.lender_id = ${simulated.lenderId} AND e.actor LIKE 'lender:%') AS events,
                   (SELECT count(*)::int FROM loan_application a WHERE a.lender_id = ${simulated.lenderId} AND a.callback_seq <> (SELECT count(*) FROM loan_callback c WHERE c.application_id = a.id)) AS gaps`,
      )
      expect([sums?.events, sums?.gaps]).toEqual([sums?.reports, 0])
      expect(states.filter((s) => s.repaid === 10_000_000)).toHaveLength(loans.filter((_, i) => i % 5 === 3).length)
      // And what we tell it arrives, although it fails: the outbox tries again until it is taken in.
      const messages = () => rowsOf<{ id: string }>(app.deps.db, sql`SELECT id FROM loan_webhook WHERE lender_id = ${simulated.lenderId} AND delivered_at IS NULL`)
      for (let tries = 0; tries < 200 && (await messages()).length > 0; tries += 1) {
        const ctx = makeCtx(app.deps, { requestId: newId('job'), actor: { kind: 'system', name: 'jobs' } })
        while ((await runOutbox(ctx, handlers)) > 0);
        app.clock.advance(30)
      }
      expect(await messages()).toEqual([])
      const told = await rowsOf<{ id: string }>(app.deps.db, sql`SELECT id FROM loan_webhook WHERE lender_id = ${simulated.lenderId}`)
      expect([...sim.received].sort()).toEqual(told.map((m) => m.id).sort())
      // It did go wrong, in every way.
      for (const [fault, count] of Object.entries(sim.counts)) expect([fault, count > 0]).toEqual([fault, fault !== 'forged'])
    } finally {
      await sim.close()
      await server.close()
    }
  })
})
