import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createOrganization } from '../../testing/market'
import { createResident, createStaff, fictionalIdNumber, type StaffMember } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'

let app: TestApp
let reviewer: StaffMember
let steward: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  ;[reviewer, steward] = [await createStaff(app, ['reviewer']), await createStaff(app, ['steward'])]
})
afterAll(() => app.close())

const why = { purpose: '核实异议', basis: '异议受理单 3 号' }
const search = (as: StaffMember, text: string, more: Partial<typeof why> = {}) => app.call('POST /console/subject-searches', { as: as.token, body: { text, ...why, ...more } })
const logOf = async (token: string) => (await app.call('GET /me/access-log', { as: token })).body['items'] as Record<string, unknown>[]
const hits = (answer: { body: Record<string, unknown> }) => answer.body['items'] as Record<string, unknown>[]

describe('查询主体', () => {
  it('a firm is found by part of its name and by its code, by either role, and no log of a person grows', async () => {
    const { subjectId, uscc } = await createOrganization(app, { name: '云汀泽芷纸业有限公司' })
    for (const as of [reviewer, steward]) {
      for (const text of ['泽芷', ` ${uscc.toLowerCase()} `]) expect(hits(await search(as, text))).toEqual([{ subjectId, kind: 'organization', name: '云汀泽芷纸业有限公司', identifier: uscc, district: null }])
    }
    expect(hits(await search(steward, '没有这家'))).toEqual([])
    expect((await search(steward, '泽')).status).toBe(422)
  })

  it('more than twenty hits are cut, and said to be', async () => {
    for (let n = 0; n < 21; n += 1) await createOrganization(app, { name: `云汀苇屿${n}号店` })
    const { body } = await search(steward, '苇屿')
    expect([(body['items'] as unknown[]).length, body['more']]).toEqual([20, true])
  })

  it('a reviewer finds a person by the whole number, masked, and the person reads it; nobody is found by a person’s name', async () => {
    const person = await createResident(app)
    const answer = await search(reviewer, person.idNumber)
    expect(hits(answer)).toMatchObject([{ subjectId: person.subjectId, kind: 'person' }])
    for (const secret of [person.name, person.idNumber]) expect(answer.text).not.toContain(secret)
    expect(await logOf(person.token)).toMatchObject([{ viewer: '本市公共信用信息服务机构', ...why, fields: ['遮盖后的姓名和证件号码'] }])
    expect(hits(await search(reviewer, person.name))).toEqual([])
    expect(await auditOf(app, person.subjectId)).toContain('subject.search')
  })

  it('a number nobody has, or that is none, finds nothing and says which; a steward may not ask by number', async () => {
    expect(hits(await search(reviewer, fictionalIdNumber('1951-01-01', 7)))).toEqual([])
    const broken = await search(reviewer, '990101199003070019')
    expect([broken.status, broken.body['detail']]).toEqual([422, '身份证号校验位不符，请核对'])
    const person = await createResident(app)
    const refused = await search(steward, person.idNumber)
    expect([refused.status, refused.body['code']]).toEqual([403, 'FORBIDDEN'])
    expect(await logOf(person.token)).toEqual([])
  })

  it('without a purpose and a basis, or with a number in them, nobody is looked for', async () => {
    const person = await createResident(app)
    for (const bad of [{ purpose: '' }, { basis: '依据' }, { purpose: `查${person.idNumber}` }, { basis: '电话 13800001111 的申请' }]) expect((await search(reviewer, person.idNumber, bad)).status, JSON.stringify(bad)).toBe(422)
    expect(await logOf(person.token)).toEqual([])
  })

  it('the answer holds no score, whatever the person has opened', async () => {
    const person = await createResident(app)
    expect((await app.call('POST /me/score', { as: person.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })).status).toBe(201)
    const file = await app.call(`GET /console/subjects/${person.subjectId}?purpose=${encodeURIComponent(why.purpose)}&basis=${encodeURIComponent(why.basis)}`, { as: reviewer.token })
    expect(Object.keys(file.body).sort()).toEqual(['identifier', 'kind', 'name', 'records', 'subjectId', 'textsShown'])
    expect(file.text).not.toMatch(/score|grade|Centi/i)
  })

  it('what is kept for replays does not give the number away: its hash is keyed', async () => {
    const person = await createResident(app)
    const body = { text: person.idNumber, ...why }
    await app.call('POST /console/subject-searches', { as: reviewer.token, body, headers: { 'idempotency-key': 'subject-search-1' } })
    const [row] = await rowsIn(app, `SELECT request_hash AS hash FROM idempotency WHERE key = 'subject-search-1'`)
    expect(row?.['hash']).toEqual(app.deps.keys.sealer.fingerprint(JSON.stringify(['POST /console/subject-searches', { params: undefined, query: undefined, body }]), 'content'))
  })
})
