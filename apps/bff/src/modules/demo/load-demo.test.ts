import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCtx } from '../../context'
import { openGateways } from '../../gateways/open-gateways'
import { readConfig } from '../../config'
import { startTestApp, type TestApp } from '../../testing/app'
import { rowsOf } from '../../db/sql'
import { listConsoleLenders } from '../lender/console-lender.store'
import { countCity } from '../console/overview.store'
import { totpCode, totpStep } from '../identity/totp'
import { importFile } from '../record/import-file'
import { checkLedger } from '../settlement/check-ledger'
import { listStatements } from '../settlement/statement.store'
import { runOutboxAndScores } from '../../testing/jobs'
import { readDemoRecord } from './demo-file'
import { createDemoSource, demoRegister } from './demo-source'
import { generateBulkPenalties } from './generate-bulk-penalties'
import { loadDemo } from './load-demo'

let app: TestApp
let gateways: Awaited<ReturnType<typeof openGateways>>
const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-demo-'))

beforeAll(async () => {
  gateways = await openGateways(readConfig({}), { lookup: (idNumber) => demoRegister(app.deps.city).lookup(idNumber) })
  app = await startTestApp({ gateways: gateways.gateways, config: { dataDir } })
  if (gateways.simulators) app.deps.demo = createDemoSource({ deps: app.deps, wechat: gateways.simulators.wechat })
})

afterAll(async () => {
  await app.close()
  await gateways.close()
  rmSync(dataDir, { recursive: true })
})

test('a start that is interrupted is continued by the next, and a third one changes nothing', async () => {
  let files = 0
  const interrupt = () => {
    files += 1
    if (files === 10) throw new Error('interrupted')
  }
  await expect(loadDemo({ deps: app.deps, progress: interrupt })).rejects.toThrow('interrupted')
  expect(readDemoRecord(dataDir)).toMatchObject({ day: '2026-11-21', complete: false })

  // The next start is on another day: the city must still be the first day's.
  app.clock.set('2026-11-23T02:00:00.000Z')
  const second = await loadDemo({ deps: app.deps, progress: () => {} })
  expect(second).toMatchObject({ files: 21, rowsRejected: 0 })
  const counts = await countCity(app.deps.db)
  expect(counts).toMatchObject({ persons: 500, organizations: 300, merchants: 48, perksPublished: 73, loanProducts: 30, imports: 30 })

  expect(await loadDemo({ deps: app.deps, progress: () => {} })).toEqual({ files: 0, rowsNew: 0, rowsRejected: 0 })
  expect(await countCity(app.deps.db)).toEqual(counts)
})

test('a lost demo file is made again for the same city, with new secrets', async () => {
  const before = await countCity(app.deps.db)
  const old = readDemoRecord(dataDir)
  rmSync(join(dataDir, 'demo.json'))
  expect(await loadDemo({ deps: app.deps, progress: () => {} })).toEqual({ files: 0, rowsNew: 0, rowsRejected: 0 })
  expect(await countCity(app.deps.db)).toEqual(before)
  const made = readDemoRecord(dataDir)
  expect(made?.day).toBe('2026-11-21')
  expect(made?.staff.map((s) => s.password)).not.toEqual(old?.staff.map((s) => s.password))
})

test('two months before are settled: one paid, one waiting for its merchants, and the ledger balances', async () => {
  const ctx = makeCtx(app.deps, { requestId: 'test', actor: { kind: 'system', name: 'test' } })
  const statements = await listStatements(app.deps.db, { merchantId: null, limit: 50 })
  const shown = statements.map((s) => [s.merchantName, s.month, s.status, s.lineCount, s.totalFen])
  expect(shown).toHaveLength(6)
  for (const [brand, last, lines, fen] of [['禾岚小馆', 'drawn', 13, 11 * 600], ['溪声面馆', 'disputed', 9, 7 * 200], ['汀禾超市', 'confirmed', 9, 7 * 300]] as const) {
    expect(shown).toContainEqual([brand, '2026-10', last, lines, fen])
    expect(shown).toContainEqual([brand, '2026-09', 'paid', lines, fen])
  }
  const { sums, findings } = await checkLedger(ctx)
  expect(findings).toEqual([])
  expect(sums.waiting).toBeGreaterThan(0)
  // What the jobs do with the same uses afterwards changes nothing.
  await runOutboxAndScores(ctx)
  expect((await checkLedger(ctx)).findings).toEqual([])
  expect(await listStatements(app.deps.db, { merchantId: null, limit: 50 })).toEqual(statements)
})

test('there is one console account per role; each logs in with its own random password and code', async () => {
  expect(statSync(join(dataDir, 'demo.json')).mode & 0o077).toBe(0)
  const staff = readDemoRecord(dataDir)?.staff ?? []
  expect(staff.map((s) => s.roles[0])).toEqual(['administrator', 'reviewer', 'steward', 'auditor', 'merchant-owner', 'lender-officer'])
  expect(new Set(staff.map((s) => s.password)).size).toBe(6)
  for (const { username, password, totpSecret = '' } of staff) {
    const answer = await app.call('POST /staff/sessions', { body: { username, password, totpCode: totpCode(totpSecret, totpStep(app.clock.now())) } })
    expect(answer.status, username).toBe(201)
  }
  const log = app.logs.join('\n') + readFileSync(join(dataDir, 'demo.json'), 'utf8').replaceAll(/"password": "[^"]*"/g, '')
  for (const { password } of staff) expect(log).not.toContain(password)
})

test('every lender has a licence, a contact and an agreed time to an answer that its products keep; another start writes nothing', async () => {
  const lenders = await listConsoleLenders(app.deps.db, { limit: 50 })
  expect(lenders).toHaveLength(12)
  for (const one of lenders) expect([one.licenceNumber, one.contactNameSealed !== null, one.contactPhoneSealed !== null]).toEqual([expect.stringMatching(/^演示许可证-\d\d$/), true, true])
  expect(new Set(lenders.map((one) => one.licenceNumber)).size).toBe(12)
  const late = await rowsOf(app.deps.db, sql`SELECT p.name FROM loan_product p JOIN lender l ON l.id = p.lender_id WHERE l.answer_working_days IS NULL OR p.response_working_days > l.answer_working_days`)
  expect(late).toEqual([])
  await loadDemo({ deps: app.deps, progress: () => {} })
  expect(await listConsoleLenders(app.deps.db, { limit: 50 })).toEqual(lenders)
})

test('a persona logs in, proves who they are, and stands where their story says', async () => {
  const { body } = await app.call('GET /demo/personas')
  const personas = body['items'] as { key: string; name: string; idNumber: string }[]
  expect(personas).toHaveLength(8)
  const meOf = async (key: string) => {
    const persona = personas.find((p) => p.key === key)
    const code = (await app.call(`POST /demo/personas/${key}/code`)).body['code']
    const login = await app.call('POST /sessions/wechat', { body: { code } })
    const as = (login.body['tokens'] as { accessToken: string }).accessToken
    const named = await app.call('POST /me/real-name', { as, body: { name: persona?.name, idNumber: persona?.idNumber } })
    expect(named.status, key).toBe(200)
    return named.body
  }
  const post = { merchantName: '禾岚小馆' }
  expect((await meOf('clerk'))['posts']).toMatchObject([{ ...post, role: 'clerk', stores: [{ name: '禾岚小馆（听澜路店）' }] }])
  const [managed] = (await meOf('manager'))['posts'] as { role: string; stores: unknown[] }[]
  expect(managed).toMatchObject({ ...post, role: 'manager' })
  expect(managed?.stores).toHaveLength(3)
  expect((await meOf('unopened'))['posts']).toEqual([])
})

test('the long penalty file lands without a rejected row', async () => {
  async function* file() {
    for (const piece of generateBulkPenalties(5, '2026-11-21', 1500)) yield Buffer.from(piece)
  }
  const ctx = makeCtx(app.deps, { requestId: 'test-request', actor: { kind: 'system', name: 'test' } })
  const batch = await importFile({ ctx, input: { fileName: 'penalty-1500.csv', file: file(), importedBy: 'system:test' } })
  expect(batch).toMatchObject({ layout: 'penalty', status: 'landed', rowsTotal: 1500, rowsNew: 1500, rowsRejected: 0 })
})
