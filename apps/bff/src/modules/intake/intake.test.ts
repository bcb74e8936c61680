import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff } from '../../testing/people'
import { penalties, uscc } from '../record/fixtures/penalty-file'

let app: TestApp
let admin: string

interface Machine {
  clientId: string
  key: KeyObject
}

async function machine(office = '云汀市综合行政执法局', officeUscc = uscc(1)): Promise<Machine> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { body, status } = await app.call('POST /console/office-clients', { as: admin, body: { office, officeUscc, jwk: publicKey.export({ format: 'jwk' }) } })
  expect(status).toBe(201)
  return { clientId: String(body['clientId']), key: privateKey }
}

beforeAll(async () => {
  app = await startTestApp()
  admin = (await createStaff(app, ['administrator'])).token
})
afterAll(() => app.close())

const digestOf = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`

/** What docs/intake.md tells an office to do. */
function signedHeaders(by: Machine, request: { method: 'GET' | 'POST'; path: string; query: string; headers?: Record<string, string>; created?: number }): Record<string, string> {
  const { method, path, query, headers = {} } = request
  const created = request.created ?? Math.floor(app.clock.now().getTime() / 1000)
  const parts: [string, string][] = [['@method', method], ['@path', path], ['@query', query], ...Object.entries(headers)]
  const params = `(${parts.map(([name]) => `"${name}"`).join(' ')});created=${created};keyid="${by.clientId}";alg="ecdsa-p256-sha256"`
  const base = [...parts.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${params}`].join('\n')
  const signature = sign('sha256', Buffer.from(base), { key: by.key, dsaEncoding: 'ieee-p1363' }).toString('base64')
  return { ...headers, 'signature-input': `sig=${params}`, signature: `sig=:${signature}:` }
}

function send(by: Machine, text: string, more: { key?: string; fileName?: string; body?: string; created?: number } = {}) {
  const bytes = new TextEncoder().encode(text)
  const query = `?fileName=${more.fileName ?? 'a.csv'}`
  const headers = signedHeaders(by, { method: 'POST', path: '/api/v1/intake/batches', query, headers: { 'content-digest': digestOf(bytes), 'idempotency-key': more.key ?? randomUUID() }, ...(more.created === undefined ? {} : { created: more.created }) })
  return app.call(`POST /intake/batches${query}`, { raw: more.body === undefined ? bytes : new TextEncoder().encode(more.body), headers: { ...headers, 'content-type': 'text/csv' } })
}

const read = (by: Machine, batchId: string) => app.call(`GET /intake/batches/${batchId}`, { headers: signedHeaders(by, { method: 'GET', path: `/api/v1/intake/batches/${batchId}`, query: '?' }) })

async function ended(by: Machine, batchId: string) {
  for (;;) {
    const { body } = await read(by, batchId)
    const batch = body['batch'] as Record<string, unknown>
    if (batch['status'] !== 'queued' && batch['status'] !== 'running') return { ...body, batch }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('an office’s system', () => {
  it('sends a signed file, is answered before it has landed, and reads what became of it', async () => {
    const office = await machine()
    const { status, body } = await send(office, penalties({ CF_WSH: '接口一号' }, { CF_WSH: '接口二号', CF_JDRQ: '2027-01-01' }))
    expect([status, body['url']]).toEqual([202, `/api/v1/intake/batches/${String(body['batchId'])}`])
    const end = await ended(office, String(body['batchId']))
    expect(end).toMatchObject({ batch: { status: 'landed', rowsNew: 1, rowsRejected: 1, importedBy: `office:${office.clientId}` }, rejects: [{ row: 3 }] })
  })

  it('stands in the console with the thumbprint of its key and what it sent last; a machine that sent nothing says so', async () => {
    const auditor = (await createStaff(app, ['auditor'])).token
    const [office, silent] = [await machine(), await machine('云汀市统计局', uscc(3))]
    const { body } = await send(office, penalties({ CF_WSH: '接口一一号' }))
    await ended(office, String(body['batchId']))
    const { x, y } = office.key.export({ format: 'jwk' })
    // RFC 7638: the required members in this order, without blanks.
    const expected = createHash('sha256').update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`).digest('base64url')
    const one = await app.call(`GET /console/office-clients/${office.clientId}`, { as: auditor })
    expect(one.body).toMatchObject({ client: { clientId: office.clientId, keyThumbprint: expected, createdBy: expect.stringMatching(/^staff:stf_/) as string, lastSentAt: app.clock.now().toISOString() }, batches: [{ batchId: body['batchId'], status: 'landed', rowsNew: 1 }] })
    expect((await app.call(`GET /console/office-clients/${silent.clientId}`, { as: auditor })).body).toMatchObject({ client: { lastSentAt: null }, batches: [] })
    const { items } = (await app.call('GET /console/office-clients', { as: auditor })).body as { items: { clientId: string; lastSentAt: string | null }[] }
    expect(items.filter((c) => [office.clientId, silent.clientId].includes(c.clientId)).map((c) => c.lastSentAt)).toEqual([null, app.clock.now().toISOString()])
  })

  it('sending the same again under the same key is the same batch; other content under it is refused', async () => {
    const office = await machine()
    const text = penalties({ CF_WSH: '接口三号' })
    const key = 'office-key-0001'
    const [first, second] = await Promise.all([send(office, text, { key }), send(office, text, { key })])
    const third = await send(office, text, { key })
    expect([second.body['batchId'], third.body['batchId']]).toEqual([first.body['batchId'], first.body['batchId']])
    const other = await send(office, penalties({ CF_WSH: '接口四号' }), { key })
    expect([other.status, other.body['code']]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED'])
    await ended(office, String(first.body['batchId']))
  })

  it('may not send another office’s rows', async () => {
    const office = await machine('云汀市市场监督管理局', uscc(2))
    const { body } = await send(office, penalties({ CF_WSH: '接口五号' }))
    expect(await ended(office, String(body['batchId']))).toMatchObject({ batch: { status: 'failed', rowsRejected: 1 }, rejects: [{ reason: '不是报送单位自己的数据' }] })
  })

  it('sees its own batches only', async () => {
    const [mine, other] = [await machine(), await machine()]
    const { body } = await send(mine, penalties({ CF_WSH: '接口六号' }))
    expect((await read(other, String(body['batchId']))).status).toBe(404)
    await ended(mine, String(body['batchId']))
  })

  it('is refused with the reason when signature, clock, digest or registration are wrong', async () => {
    const office = await machine()
    const text = penalties({ CF_WSH: '接口七号' })
    const now = Math.floor(app.clock.now().getTime() / 1000)
    const stranger = { ...office, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }
    const answers = [await send(stranger, text), await send(office, text, { created: now - 301 }), await send({ ...office, clientId: 'ofc_00000000000000000000000000' }, text), await app.call('POST /intake/batches?fileName=a.csv', { raw: new TextEncoder().encode(text) })]
    expect(answers.map((a) => [a.status, a.body['code']])).toEqual(answers.map(() => [401, 'UNAUTHENTICATED']))
    expect(answers.map((a) => String(a.body['detail']))).toEqual([expect.stringContaining('与内容不符'), expect.stringContaining('5 分钟'), expect.stringContaining('没有登记或已被停用'), expect.stringContaining('缺少 Signature-Input')])
    const altered = await send(office, text, { body: text.replace('七号', '八号') })
    expect([altered.status, altered.body['code']]).toEqual([400, 'BAD_REQUEST'])
    expect((await app.call(`DELETE /console/office-clients/${office.clientId}`, { as: admin })).status).toBe(204)
    expect((await send(office, text)).status).toBe(401)
  })

  it('a query changed on the way breaks the signature', async () => {
    const office = await machine()
    const bytes = new TextEncoder().encode(penalties({}))
    const headers = signedHeaders(office, { method: 'POST', path: '/api/v1/intake/batches', query: '?fileName=a.csv', headers: { 'content-digest': digestOf(bytes), 'idempotency-key': 'office-key-0009' } })
    expect((await app.call('POST /intake/batches?fileName=b.csv', { raw: bytes, headers: { ...headers, 'content-type': 'text/csv' } })).status).toBe(401)
  })
})

it('the sample of docs/intake.md sends a file as it stands there', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../../docs/intake.md'), 'utf8')
  const sample = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'xinhui-sample-'))
  const server = await app.listen()
  const before = app.clock.now().toISOString()
  // The sample signs with the real time.
  app.clock.set(new Date().toISOString())
  try {
    admin = (await createStaff(app, ['administrator'])).token
    const office = await machine()
    writeFileSync(join(folder, 'send.mjs'), sample)
    writeFileSync(join(folder, 'private.jwk'), JSON.stringify(office.key.export({ format: 'jwk' })))
    writeFileSync(join(folder, 'a.csv'), penalties({ CF_WSH: '样例一号' }))
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'send.mjs'), server.origin, office.clientId, join(folder, 'private.jwk'), join(folder, 'a.csv')])
    expect(JSON.parse(stdout)).toMatchObject({ status: 'landed', rowsNew: 1, rowsRejected: 0 })
  } finally {
    app.clock.set(before)
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
