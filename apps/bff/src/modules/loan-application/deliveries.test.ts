import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { runOutboxAndScores } from '../../testing/jobs'
import { startTestApp, type TestApp } from '../../testing/app'
import { callbackOf, createLenderSystem } from '../../testing/lender-systems'
import { applyTo, createBorrower, createLender, createOfficer } from '../../testing/loans'
import { createStaff, renewToken } from '../../testing/people'

let app: TestApp
/** What the bank's address answers. */
let answer: number | 'UNAVAILABLE' = 204
const sent: string[] = []
beforeAll(async () => {
  app = await startTestApp({
    gateways: {
      lenderWebhooks: {
        send: ({ id }) => {
          sent.push(id)
          return Promise.resolve(answer)
        },
      },
    },
  })
})
afterAll(() => app.close())

const runOutbox = () => runOutboxAndScores(makeCtx(app.deps, { requestId: 'test', actor: { kind: 'system', name: 'test' } }))

it('a message nobody took is seen as such and sent again once, by the bank or the office and by nobody else', async () => {
  const bank = await createLender(app)
  const officer = await createOfficer(app, bank)
  const as = () => renewToken(app, officer)
  await createLenderSystem(app, bank, { as: officer.token })
  answer = 503
  const applicationId = await applyTo(app, await createBorrower(app), bank)
  const list = async () => (await app.call(`GET /console/lenders/${bank.lenderId}/deliveries`, { as: await as() })).body['items'] as { messageId: string; state: string; typeTitle: string; applicationId: string; attempts: number; lastStatus: number | null }[]
  const resend = async (messageId: string, token?: string) => app.call(`POST /console/lenders/${bank.lenderId}/deliveries/${messageId}/resend`, { as: token ?? (await as()) })
  await runOutbox()
  const [waiting] = await list()
  expect(waiting).toMatchObject({ state: 'waiting', typeTitle: '提交申请', applicationId, attempts: 1, lastStatus: 503 })
  const messageId = waiting?.messageId ?? ''
  expect((await resend(messageId)).body).toMatchObject({ code: 'CONFLICT', detail: '这条消息正在发送' })
  for (let tries = 0; tries < 10; tries += 1) {
    app.clock.advance(3600)
    await runOutbox()
  }
  expect((await list())[0]).toMatchObject({ state: 'undelivered', attempts: 10 })
  const strange = await createOfficer(app, await createLender(app))
  expect((await resend(messageId, strange.token)).body['code']).toBe('NOT_FOUND')
  expect((await app.call(`GET /console/lenders/${bank.lenderId}/deliveries`, { as: strange.token })).status).toBe(404)
  answer = 204
  const before = sent.length
  const both = await Promise.all([resend(messageId), resend(messageId)])
  expect(both.map((one) => one.status).sort((a, b) => a - b)).toEqual([204, 409])
  await runOutbox()
  expect(sent.slice(before)).toEqual([messageId])
  expect((await list())[0]).toMatchObject({ state: 'delivered', attempts: 11 })
  expect((await resend(messageId)).body['detail']).toBe('这条消息已经送达')
})

it('a message sent while the bank had no system waits for one', async () => {
  const bank = await createLender(app)
  const administrator = await createStaff(app, ['administrator'])
  await applyTo(app, await createBorrower(app), bank)
  await runOutbox()
  const list = async () => (await app.call(`GET /console/lenders/${bank.lenderId}/deliveries`, { as: await renewToken(app, administrator) })).body['items'] as { messageId: string; state: string }[]
  const [one] = await list()
  expect(one?.state).toBe('undelivered')
  const resend = async () => app.call(`POST /console/lenders/${bank.lenderId}/deliveries/${one?.messageId ?? ''}/resend`, { as: await renewToken(app, administrator) })
  expect((await resend()).body).toMatchObject({ code: 'CONFLICT', detail: '没有可用的接入系统，先登记再重发' })
  await createLenderSystem(app, bank, { as: await renewToken(app, administrator) })
  expect((await resend()).status).toBe(204)
  await runOutbox()
  expect((await list())[0]?.state).toBe('delivered')
})

it('a new signing secret is answered once, and the one before signs nothing any more', async () => {
  const bank = await createLender(app)
  const officer = await createOfficer(app, bank)
  const system = await createLenderSystem(app, bank, { as: officer.token })
  const applicationId = await applyTo(app, await createBorrower(app), bank)
  const path = `/console/lenders/${bank.lenderId}/clients/${system.clientId}`
  const strange = await createOfficer(app, await createLender(app))
  expect((await app.call(`POST ${path}/secret`, { as: strange.token })).status).toBe(404)
  const made = await app.call(`POST ${path}/secret`, { as: officer.token })
  const webhookSecret = String(made.body['webhookSecret'])
  expect(webhookSecret).toMatch(/^whsec_/)
  expect((await app.call(`GET /console/lenders/${bank.lenderId}/clients`, { as: officer.token })).text).not.toContain('whsec_')
  const message = { applicationId, seq: 1, step: { kind: 'accept' } }
  expect((await callbackOf(app, system, message)).status).toBe(401)
  expect((await callbackOf(app, { ...system, webhookSecret }, message)).body['outcome']).toBe('applied')
  await app.call(`DELETE ${path}`, { as: officer.token })
  expect((await app.call(`POST ${path}/secret`, { as: officer.token })).status).toBe(404)
})
