import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from './app'
import { readConfig } from './config'
import { type Ctx, makeCtx } from './context'
import { createLog } from './lib/log'
import { runOutboxAndScores } from './testing/jobs'
import { jpegWith } from './testing/photos'
import { readDemoRecord } from './modules/demo/demo-file'
import { type DemoPerson, generatePersons, personOf } from './modules/demo/generate-persons'
import { generateOrganizations } from './modules/demo/generate-organizations'
import { loadDemo } from './modules/demo/load-demo'
import { PERSONAS } from './modules/demo/personas'
import { totpCode, totpStep } from './modules/identity/totp'
import { syncCityData } from './modules/publication/sync-city-data'
import { syncPayScore } from './modules/waiver/sync-pay-score'
import { openDeps } from './service'

/**
 * A whole day of the demo city on disk: then every log line, every table, every byte of the database's files and every
 * answer of the API is searched for the names, ID numbers and phones of its 500 residents. The one answer that holds them
 * is `GET /demo/personas`, which lends its fictional people to whoever tries the demo and does not exist in production.
 */
const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-leak-'))
const logs: string[] = []
const answers: { what: string; text: string }[] = []
let persons: DemoPerson[] = []
let tables: { name: string; text: string }[] = []
/** Reading routes of the whole API that answered with content at least once, and those that never did. */
let readRoutes: { answered: string[]; silent: string[] }

type Body = Record<string, unknown>
type Calls = (key: string, options?: { as?: string; body?: unknown; raw?: string; photo?: Buffer }) => Promise<{ status: number; body: Body }>

beforeAll(async () => {
  const opened = await openDeps(readConfig({ DATA_DIR: dataDir }), createLog('trace', { write: (line: string) => logs.push(line) }))
  const { deps, database } = opened
  try {
    const ctx = makeCtx(deps, { requestId: 'leak-test', actor: { kind: 'system', name: 'test' } })
    await syncCityData({ ctx })
    await loadDemo({ deps, progress: (line) => logs.push(line) })
    const record = readDemoRecord(dataDir)
    if (!record) throw new Error('no demo was made')
    persons = generatePersons(record.seed, record.day)
    const { http, api } = createApp(deps)
    const call: Calls = async (key, { as, body, raw, photo } = {}) => {
      const [method = 'GET', path = ''] = key.split(' ')
      const payload = photo ? new Uint8Array(photo) : (raw ?? (body === undefined ? undefined : JSON.stringify(body)))
      const type = photo ? 'image/jpeg' : raw === undefined ? 'application/json' : 'text/csv'
      const response = await http.request(`/api/v1${path}`, {
        method,
        headers: { ...(payload === undefined ? {} : { 'content-type': type }), ...(as ? { authorization: `Bearer ${as}` } : {}) },
        ...(payload === undefined ? {} : { body: payload }),
      })
      const text = await response.text()
      if (key !== 'GET /demo/personas') answers.push({ what: `${key} ${response.status}`, text })
      return { status: response.status, body: (response.headers.get('content-type') ?? '').includes('json') ? (JSON.parse(text) as Body) : {} }
    }
    const staff = await logStaffIn(call, record.staff)
    const people = await logPersonasIn(call)
    await liveADay(call, people, staff, generateOrganizations(record.seed, record.day, persons).find((o) => o.representative === personOf(persons, 'owner'))?.uscc ?? '')
    await runOutboxAndScores(ctx)
    await orderAMeal(call, () => makeCtx(deps, { requestId: 'leak-test', actor: { kind: 'system', name: 'test' } }), people)
    await importWithRejects(call, staff['steward'] ?? '')
    await readConsole(call, staff)
    for (const token of Object.values(people)) await readEverything(call, token)
    readRoutes = await readEveryRoute(api.routes.map((r) => r.key), call, [...Object.values(people), ...Object.values(staff)])
    await call('DELETE /me/account', { as: people['unopened'] ?? '' })
    const names = await database.query(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema IN ('public', 'drizzle') AND table_type = 'BASE TABLE' ORDER BY 1`)
    tables = await Promise.all(names.map(async ({ name }) => ({ name: String(name), text: (await database.query(`SELECT t::text AS line FROM ${name === '__drizzle_migrations' ? 'drizzle.' : ''}"${String(name)}" t`)).map((r) => String(r['line'])).join('\n') })))
    await database.query('CHECKPOINT')
  } finally {
    await opened.close()
  }
}, 300_000)
afterAll(() => rmSync(dataDir, { recursive: true }))

async function logStaffIn(call: Calls, staff: readonly { username: string; password: string; totpSecret?: string | undefined; roles: string[] }[]): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {}
  for (const { username, password, totpSecret = '', roles } of staff) {
    const { body } = await call('POST /staff/sessions', { body: { username, password, totpCode: totpCode(totpSecret, totpStep(new Date())) } })
    tokens[roles[0] ?? ''] = String(body['accessToken'])
  }
  return tokens
}

async function logPersonasIn(call: Calls): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {}
  expect((await call('GET /demo/personas')).body['items']).toHaveLength(PERSONAS.length)
  for (const { key } of PERSONAS) {
    const { code } = (await call(`POST /demo/personas/${key}/code`)).body
    const login = await call('POST /sessions/wechat', { body: { code } })
    const as = (login.body['tokens'] as { accessToken: string }).accessToken
    const { name, idNumber } = personOf(persons, key)
    // A wrong name, a broken number, then the right ones: refusals must not quote either.
    expect((await call('POST /me/real-name', { as, body: { name: `${name}某`, idNumber } })).status).toBe(422)
    expect((await call('POST /me/real-name', { as, body: { name, idNumber: `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}` } })).status).toBe(422)
    expect((await call('POST /me/real-name', { as, body: { name, idNumber } })).status).toBe(200)
    tokens[key] = as
  }
  return tokens
}

async function liveADay(call: Calls, people: Record<string, string>, staff: Record<string, string>, uscc: string): Promise<void> {
  const as = people['volunteer'] ?? ''
  const city = (await call('GET /me/score', { as })).body['consent'] as { textVersion: string }
  expect((await call('POST /me/score', { as, body: { agreed: true, textVersion: city.textVersion } })).status).toBe(201)
  const special = (await call('GET /me/item-consents', { as })).body as { textVersion: string; items: { item: string }[] }
  for (const { item } of special.items) await call('POST /me/consents', { as, body: { item, agreed: true, textVersion: special.textVersion } })
  const { templates } = (await call('GET /me/commitments', { as })).body as { templates: { code: string; textVersion: string; fields: unknown[] }[] }
  const promise = templates.find((t) => t.fields.length === 0)
  expect((await call('POST /me/commitments', { as, body: { agreed: true, template: promise?.code, textVersion: promise?.textVersion, fields: {} } })).status).toBe(201)
  const desk = (await call('GET /desk', { as: people['manager'] ?? '' })).body['posts'] as { merchantId: string; stores: { storeId: string }[] }[]
  const perks = (await call(`GET /perks?search=${encodeURIComponent('禾岚小馆')}`, { as })).body['items'] as { perkId: string }[]
  const voucher = await call('POST /vouchers', { as, body: { perkId: perks[0]?.perkId } })
  const strip = await call(`POST /vouchers/${String(voucher.body['voucherId'])}/passes`, { as })
  const presented = (strip.body['passes'] as { text: string }[])[0]?.text
  const storeId = desk[0]?.stores[0]?.storeId
  await call('POST /desk/checks', { as: people['manager'] ?? '', body: { storeId, presented } })
  expect((await call('POST /desk/redemptions', { as: people['manager'] ?? '', body: { storeId, presented } })).status).toBe(201)
  const owner = people['owner'] ?? ''
  const bound = await call('POST /me/firms', { as: owner, body: { uscc } })
  expect(bound.status).toBe(201)
  const firmId = String(bound.body['firmId'])
  expect((await call(`POST /firms/${firmId}/agents`, { as: owner, body: { idNumber: personOf(persons, 'clerk').idNumber, rights: ['file'], until: new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10) } })).status).toBe(201)
  for (const path of ['file', 'access-log', 'agents', 'item-consents', 'objections']) await call(`GET /firms/${firmId}/${path}`, { as: owner })
  const { items } = (await call('GET /me/records', { as })).body as { items: { recordId: string }[] }
  const me = personOf(persons, 'volunteer')
  const filed = await call('POST /objections', { as, body: { recordId: items[0]?.recordId, reason: '这条记录的内容与实际情况不符，请核实' } })
  expect(filed.status).toBe(201)
  const reviewer = staff['reviewer'] ?? ''
  const opened = await call(`GET /console/objections/${String(filed.body['objectionId'])}`, { as: reviewer })
  expect(opened.status).toBe(200)
  await call(`GET /console/subjects/${String(opened.body['subjectId'])}?purpose=${encodeURIComponent('核实异议')}&basis=${encodeURIComponent('本人申请核实')}`, { as: reviewer })
  const found = await call('POST /console/subject-searches', { as: reviewer, body: { text: me.idNumber, purpose: '核实异议', basis: '本人申请核实' } })
  expect((found.body['items'] as unknown[]).length).toBe(1)
  await call('POST /console/subject-searches', { as: staff['steward'] ?? '', body: { text: me.idNumber, purpose: '核实异议', basis: '本人申请核实' } })
  await call(`POST /console/objections/${String(filed.body['objectionId'])}/answer`, { as: reviewer, body: { outcome: 'upheld', answer: '经核实，记录无误' } })
  // What somebody types into a field that is not for it comes back in no error either.
  for (const value of [me.idNumber, me.name, me.phone]) {
    await call(`GET /vouchers/${encodeURIComponent(value)}`, { as })
    await call('POST /vouchers', { as, body: { perkId: value } })
    await call('POST /me/firms', { as, body: { uscc: value.padEnd(18, '0') } })
    await call('POST /staff/sessions', { body: { username: value, password: value, totpCode: '123456' } })
  }
}

/** A meal paid afterwards, with a claim for damage and its photo, disputed. */
async function orderAMeal(call: Calls, fresh: () => Ctx, people: Record<string, string>): Promise<void> {
  const [as = '', clerk = ''] = [people['volunteer'], people['manager']]
  const desk = (await call('GET /desk', { as: clerk })).body['posts'] as { stores: { storeId: string }[] }[]
  const storeId = desk[0]?.stores[0]?.storeId ?? ''
  const perks = (await call(`GET /perks?search=${encodeURIComponent('包间先用餐后付')}`, { as })).body['items'] as { perkId: string }[]
  const quote = (await call('POST /waivers', { as, body: { perkId: perks[0]?.perkId } })).body
  const waiverId = String(quote['waiverId'])
  expect((await call(`POST /waivers/${waiverId}/consent`, { as, body: { agreed: true, textVersion: quote['textVersion'] } })).status).toBe(201)
  await runOutboxAndScores(fresh())
  expect((await call(`POST /demo/waivers/${waiverId}/confirmation`, { as })).status).toBe(204)
  await syncPayScore({ ctx: fresh(), input: { waiverId } })
  const order = (await call(`GET /waivers/${waiverId}`, { as })).body
  const strip = await call(`POST /vouchers/${String(order['voucherId'])}/passes`, { as })
  expect((await call('POST /desk/redemptions', { as: clerk, body: { storeId, presented: (strip.body['passes'] as { text: string }[])[0]?.text, together: { otherBill: true } } })).status).toBe(201)
  await runOutboxAndScores(fresh())
  expect((await call(`POST /desk/waivers/${waiverId}/return`, { as: clerk, body: { useFen: 9900, intact: false } })).status).toBe(200)
  expect((await call(`POST /desk/waivers/${waiverId}/photos`, { as: clerk, photo: jpegWith({ exif: 'GPS 25.1' }) })).status).toBe(201)
  expect((await call(`POST /desk/waivers/${waiverId}/claim`, { as: clerk, body: { amountFen: 5000, reason: '包间桌面烫坏一处' } })).status).toBe(200)
  expect((await call(`POST /waivers/${waiverId}/dispute`, { as, body: { reason: '烫痕是入座时就有的' } })).status).toBe(200)
  for (const path of [`desk/waivers/${waiverId}`, `desk/waivers?storeId=${storeId}`]) await call(`GET /${path}`, { as: clerk })
}

/** Rows that are refused for every reason a person's row can have; the reject report must mask each. */
async function importWithRejects(call: Calls, as: string): Promise<void> {
  const [a, b, c] = [personOf(persons, 'volunteer'), personOf(persons, 'elder'), personOf(persons, 'repairing')]
  const broken = (p: DemoPerson) => `${p.idNumber.slice(0, 17)}${p.idNumber.endsWith('1') ? '2' : '1'}`
  const rows = [
    ['姓名', '身份证号码', '手机号码', '区县'],
    [a.name, broken(a), a.phone, '临河区'],
    [b.name, b.idNumber, '12345', '临河区'],
    ['', c.idNumber, c.phone, '临河区'],
    [c.name, c.name, c.phone, '临河区'],
    [a.idNumber, a.idNumber, a.phone, '临河区'],
  ]
  const imported = await call(`POST /console/imports?fileName=persons-delta.csv&layout=persons`, { as, raw: `${rows.map((r) => r.join(',')).join('\r\n')}\r\n` })
  for (let tries = 0; tries < 100; tries += 1) {
    const { body } = await call('GET /console/imports?limit=1', { as })
    const [batch] = body['items'] as { batchId: string; status: string }[]
    if (!batch) throw new Error(`no batch: ${JSON.stringify(imported.body)}`)
    if (batch.status === 'queued' || batch.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    await call(`GET /console/imports/${batch.batchId}/rejects.csv`, { as })
    return
  }
}

async function readConsole(call: Calls, staff: Record<string, string>): Promise<void> {
  const lists = ['overview', 'merchants', 'perks', 'loan-products', 'audit?limit=100', 'layouts', 'objections', 'waivers', 'organization-scores', 'score-models', 'publications', 'quality', 'quality/codes']
  for (const as of Object.values(staff)) {
    for (const path of lists) await call(`GET /console/${path}`, { as })
    await call('GET /staff/me', { as })
    const { body } = await call('GET /console/merchants', { as })
    for (const { merchantId } of (body['items'] as { merchantId: string }[] | undefined) ?? []) await call(`GET /console/merchants/${merchantId}`, { as })
  }
}

async function readEverything(call: Calls, as: string): Promise<void> {
  for (const path of ['me', 'me/records', 'me/consents', 'me/item-consents', 'me/access-log', 'me/score', 'me/vouchers', 'me/waivers', 'me/score/closing', 'me/receipts', 'me/objections', 'me/firms', 'me/account', 'me/notices', 'desk', 'perks?limit=100', 'scenes', 'city', 'catalog', 'loan-products']) await call(`GET /${path}`, { as })
}

/** As many values as are tried for one place in a path. */
const TRIED = 3

/**
 * Reads every GET route of the API as everybody who is logged in, whatever is added to it later: a place in a path is
 * filled with what earlier answers called by its name. One content is enough for each route and reader.
 */
async function readEveryRoute(keys: readonly string[], call: Calls, tokens: readonly string[]): Promise<typeof readRoutes> {
  const named = new Map<string, Set<string>>([
    ['subjectKind', new Set(['person', 'organization'])],
    ['colour', new Set(['red', 'black'])],
    ['template', new Set(['commitment-letter'])],
  ])
  for (const { text } of answers) for (const [, name = '', value = ''] of text.matchAll(/"(\w+Id|uscc)":"([^"]+)"/g)) named.set(name, (named.get(name) ?? new Set()).add(value))
  // An organisation is a subject too, and is called a firm by those who act for it.
  named.set('subjectId', new Set([...[...(named.get('firmId') ?? [])].slice(0, 1), ...(named.get('subjectId') ?? [])]))
  const fill = (path: string): string[] => {
    const place = /\{(\w+)\}/.exec(path)?.[1]
    return place === undefined ? [path] : [...(named.get(place) ?? [])].slice(0, TRIED).flatMap((value) => fill(path.replace(`{${place}}`, encodeURIComponent(value))))
  }
  const reads = keys.filter((key) => key.startsWith('GET ') && key !== 'GET /demo/personas')
  const answered = new Set<string>()
  for (const key of reads) {
    const ways = fill(key)
    for (const as of tokens) {
      for (const way of ways) {
        if ((await call(`${way}${QUERIES[key] ?? ''}`, { as })).status >= 300) continue
        answered.add(key)
        break
      }
    }
  }
  return { answered: [...answered].sort(), silent: reads.filter((key) => !answered.has(key)).sort() }
}

/** What a route must be asked with to answer. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /organizations': `?search=${encodeURIComponent('云汀')}`,
  'GET /console/subjects/{subjectId}': `?purpose=${encodeURIComponent('核实异议')}&basis=${encodeURIComponent('本人申请核实')}`,
  'GET /console/quality': '?period=2026-11',
  'GET /console/quality/late': `?period=2026-11&office=${encodeURIComponent('云汀市综合行政执法局')}`,
  'GET /console/quality/failing': `?period=2026-11&office=${encodeURIComponent('云汀市综合行政执法局')}`,
}

/** Finds any of many needles in one pass, by their first four bytes. */
function finder(needles: readonly string[]): (bytes: Buffer) => string[] {
  const byStart = new Map<number, Buffer[]>()
  for (const needle of needles.map((n) => Buffer.from(n))) byStart.set(needle.readUInt32BE(0), [...(byStart.get(needle.readUInt32BE(0)) ?? []), needle])
  return (bytes) => {
    const found = new Set<string>()
    let window = 0
    for (let i = 0; i < bytes.length; i += 1) {
      window = ((window << 8) | (bytes[i] ?? 0)) >>> 0
      const candidates = i < 3 ? undefined : byStart.get(window)
      for (const needle of candidates ?? []) if (bytes.subarray(i - 3, i - 3 + needle.length).equals(needle)) found.add(needle.toString())
    }
    return [...found]
  }
}

const needles = () => persons.flatMap((p) => [p.idNumber, p.phone, p.name])

describe('after a whole day of the demo city', () => {
  it('the day was lived: people, imports, rejects and lists are all there to be searched', () => {
    expect(persons).toHaveLength(500)
    const statuses = answers.map((a) => Number(a.what.split(' ').at(-1)))
    expect(statuses.filter((s) => s >= 500)).toEqual([])
    expect(statuses.filter((s) => s < 300).length).toBeGreaterThan(200)
    expect(tables.find((t) => t.name === 'import_reject')?.text.split('\n').length).toBeGreaterThanOrEqual(4)
    expect(tables.find((t) => t.name === 'access_log')?.text.split('\n').length).toBeGreaterThanOrEqual(2)
    expect(logs.length).toBeGreaterThan(200)
  })

  it('the reading routes of the whole API were read, and all of those about persons and their firms', () => {
    const { answered, silent } = readRoutes
    // A day of the demo city has no order, no application and no partner's machine: what reads one of them stays silent.
    expect(answered.length / (answered.length + silent.length)).toBeGreaterThan(0.7)
    const personal = silent.filter((key) => /^GET \/(me|firms\/\{firmId\}\/(file|score|agents|agent-codes|access-log|objections|item-consents)|console\/(subjects|objections|audit|merchants|imports)|vouchers)\b/.test(key))
    expect(personal).toEqual([])
  })

  it('the search finds what is there', () => {
    const [person] = persons
    if (!person) throw new Error('nobody lives here')
    const find = finder(needles())
    expect(find(Buffer.from(`x${person.name}y${person.idNumber},${person.phone}`)).sort()).toEqual([person.name, person.idNumber, person.phone].sort())
  })

  it('no log line names anybody', () => {
    expect(finder(needles())(Buffer.from(logs.join('\n')))).toEqual([])
  })

  it('no table of the database names anybody', () => {
    const find = finder(needles())
    expect(tables.flatMap((t) => find(Buffer.from(t.text)).map((n) => `${t.name}: ${n}`))).toEqual([])
  })

  it('no byte of the data directory names anybody', () => {
    const find = finder(needles())
    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dataDir, name)).isFile())
    expect(files.length).toBeGreaterThan(500)
    expect(files.flatMap((name) => find(readFileSync(join(dataDir, name))).map((n) => `${name}: ${n}`))).toEqual([])
  })

  it('no answer of the API names anybody, not even to the person', () => {
    const find = finder(needles())
    expect(answers.flatMap((a) => find(Buffer.from(a.text)).map((n) => `${a.what}: ${n}`))).toEqual([])
  })
})
