import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVirusScanGateway } from '../../gateways/virus-scan'
import { startVirusScanSimulator, type VirusScanSimulator } from '../../gateways/virus-scan-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { HOSTILE_FILES, pdfWith } from '../../testing/hostile-files'
import { createResident, type Resident } from '../../testing/people'
import { jpegWith, pngWith } from '../../testing/photos'
import { createRepair, EVIDENCE_PDF } from '../../testing/repairs'

let app: TestApp
let scanner: VirusScanSimulator
/** Whoever hands in: a new person now and then, because one may hand in sixty files an hour. */
let person: Resident
let caseId: string
let sent = 0
beforeAll(async () => {
  scanner = await startVirusScanSimulator()
  app = await startTestApp({ gateways: { virusScan: createVirusScanGateway(scanner) } })
})
afterAll(async () => {
  await app.close()
  await scanner.close()
})

async function hand(bytes: Uint8Array, query = 'material=duties-proof', type = 'application/octet-stream') {
  if (sent % 15 === 0) {
    person = await createResident(app)
    caseId = (await createRepair(app, { person, until: 'draft' })).caseId
  }
  sent += 1
  return app.call(`POST /repair-cases/${caseId}/evidence?${query}`, { as: person.token, raw: bytes, headers: { 'content-type': type } })
}
const evidenceOf = (body: Record<string, unknown>) => body['evidence'] as { evidenceId: string; mediaType: string }[]
const filesStored = () => app.deps.db.execute<{ n: number }>('SELECT count(*)::int AS n FROM repair_file').then((r) => Number((Array.isArray(r) ? r : (r as { rows: { n: number }[] }).rows)[0]?.n))

it(`the table holds ${HOSTILE_FILES.length} files, each of its own name`, () => {
  expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(60)
  expect(new Set(HOSTILE_FILES.map((f) => f.name)).size).toBe(HOSTILE_FILES.length)
})

describe('a hostile file is refused in words, or loses what made it one', () => {
  it.each(HOSTILE_FILES)('$name', async (file) => {
    const before = await filesStored()
    const answer = await hand(file.bytes)
    if ('refused' in file) {
      expect([answer.status, answer.body['detail']]).toEqual([file.refused, expect.any(String)])
      if (file.says) expect(answer.body['detail']).toMatch(file.says)
      expect(await filesStored()).toBe(before)
      return
    }
    expect(answer.status, answer.text).toBe(201)
    const kept = await app.call(`GET /repair-cases/${caseId}/evidence/${evidenceOf(answer.body).at(-1)?.evidenceId}`, { as: person.token })
    expect(kept.status).toBe(200)
    expect(kept.text).not.toContain(file.keptWithout)
    expect([kept.headers.get('x-content-type-options'), kept.headers.get('content-security-policy')]).toEqual(['nosniff', expect.stringContaining("script-src 'self'")])
  })
})

it('a good PDF, JPEG and PNG are kept under the type of their content, whatever they call themselves', async () => {
  for (const [bytes, mediaType] of [[EVIDENCE_PDF, 'application/pdf'], [jpegWith({}), 'image/jpeg'], [pngWith({}), 'image/png']] as const) {
    const answer = await hand(bytes, 'material=duties-proof', 'image/png')
    expect([answer.status, evidenceOf(answer.body).map((e) => e.mediaType)]).toEqual([201, expect.arrayContaining([mediaType])])
  }
  // A destination to open at is no action.
  expect((await hand(pdfWith('<< /OpenAction [1 0 R /Fit] >>'))).status).toBe(201)
})

it('no name of a file, no path and no unknown material gets anywhere', async () => {
  for (const material of ['..%2F..%2Fetc%2Fpasswd', '%00', 'C%3A%5Cwindows', 'none', '', 'court-ruling']) expect((await hand(EVIDENCE_PDF, `material=${material}`)).status, material).toBe(422)
  expect((await hand(EVIDENCE_PDF, 'material=duties-proof', 'text/html')).status).toBe(415)
  expect((await hand(EVIDENCE_PDF, 'material=duties-proof', 'image/svg+xml')).status).toBe(415)
})

it('200 MB are refused by what they claim, and by what comes when they claim nothing', async () => {
  const server = await app.listen()
  try {
    const send = (headers: Record<string, string>, write: (body: NodeJS.WritableStream) => void) =>
      new Promise<number>((resolve) => {
        const call = request(`${server.origin}/api/v1/repair-cases/${caseId}/evidence?material=duties-proof`, { method: 'POST', headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/pdf', ...headers } }, (answer) => {
          resolve(answer.statusCode ?? 0)
          answer.resume()
          call.destroy()
        })
        call.on('error', () => resolve(-1))
        write(call)
      })
    expect(await send({ 'content-length': String(200 * 1024 * 1024) }, (body) => body.write('%PDF-1.7\n'))).toBe(413)
    const streamed = await send({ 'transfer-encoding': 'chunked' }, (body) => {
      const part = Buffer.alloc(1024 * 1024, 32)
      let left = 200
      const more = (): void => {
        while (left > 0) {
          left -= 1
          if (!body.write(part)) return void body.once('drain', more)
        }
        body.end()
      }
      more()
    })
    expect(streamed).toBe(413)
  } finally {
    await server.close()
  }
})

it('nothing is kept while no scanner answers', async () => {
  scanner.setAvailable(false)
  const refused = await hand(Buffer.concat([EVIDENCE_PDF, Buffer.from('\n\n')]))
  scanner.setAvailable(true)
  expect([refused.status, refused.body['code']]).toEqual([502, 'UPSTREAM'])
})

it('the same file twice is one file, sealed; twenty are enough', async () => {
  const own = await createResident(app)
  const { caseId: mine } = await createRepair(app, { person: own, until: 'draft' })
  const put = (i: number) => app.call(`POST /repair-cases/${mine}/evidence?material=duties-proof`, { as: own.token, raw: Buffer.concat([EVIDENCE_PDF, Buffer.from(' '.repeat(i))]), headers: { 'content-type': 'application/pdf' } })
  await put(1)
  expect(evidenceOf((await put(1)).body)).toHaveLength(1)
  for (let i = 2; i <= 20; i += 1) await put(i)
  expect((await put(21)).status).toBe(409)
})
