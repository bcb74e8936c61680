import { idCardCheckCharacter } from '@xinhui/rules'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRealNameGateway } from '../../gateways/real-name'
import { type RealNameSimulator, startRealNameSimulator } from '../../gateways/real-name-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident, createVisitor, fictionalIdNumber } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'

const register = new Map<string, string>()
let app: TestApp
let authority: RealNameSimulator
let made = 0
beforeAll(async () => {
  authority = await startRealNameSimulator((idNumber) => register.get(idNumber))
  app = await startTestApp({ gateways: { realName: createRealNameGateway({ url: authority.url, token: authority.token, timeoutMs: 20_000 }) } })
})
afterAll(async () => {
  await app.close()
  await authority.close()
})

function someone(name = '欧阳听澜', birthDay = '1992-02-29') {
  made += 1
  const idNumber = fictionalIdNumber(birthDay, made)
  register.set(idNumber, name)
  return { name, idNumber }
}
const prove = (token: string, body: { name: string; idNumber: string }) => app.call('POST /me/real-name', { as: token, body })

it('a match binds the account to the person and shows only masks', async () => {
  const phone = await createVisitor(app)
  const person = someone()
  const { status, body } = await prove(phone.token, person)
  expect(status).toBe(200)
  expect(body).toEqual({
    accountId: phone.accountId,
    subject: { subjectId: expect.stringMatching(/^sub_/), maskedName: '欧阳**', maskedIdNumber: `990101********${person.idNumber.slice(-4)}`, birthDay: '1992-02-29' },
    posts: [],
    score: 'never-asked',
  })
  expect((await app.call('GET /me', { as: phone.token })).body).toEqual(body)
  expect(await auditOf(app, phone.accountId)).toEqual(['account.real-name'])
})

it('the rights of the person hold at once in the session that bound', async () => {
  const phone = await createVisitor(app)
  expect((await app.call('GET /me/consents', { as: phone.token })).body['code']).toBe('REAL_NAME_REQUIRED')
  await prove(phone.token, someone())
  expect((await app.call('GET /me/consents', { as: phone.token })).status).toBe(200)
})

it('spaces, full-width digits and a small x are read as what they mean', async () => {
  const phone = await createVisitor(app)
  const first17 = [...Array(1000).keys()].map((i) => `99010119930101${String(i).padStart(3, '0')}`).find((n) => idCardCheckCharacter(n) === 'X') ?? ''
  register.set(`${first17}X`, '安禾')
  const typed = ` ${first17.replaceAll('1', '１')}ｘ `
  expect((await prove(phone.token, { name: ' 安禾 ', idNumber: typed })).status).toBe(200)
})

it.each([
  ['a wrong check character', '990101199202290011', '身份证号校验位不符，请核对'],
  ['a day that does not exist', '990101199302290017', '身份证号中的出生日期不存在'],
  ['an old number of fifteen digits', '990101920229001', '15位旧身份证号已停用，请填写18位号码'],
])('%s is refused before anybody is asked, without repeating the number', async (_, idNumber, message) => {
  const phone = await createVisitor(app)
  const before = authority.calls()
  const { status, body, text } = await prove(phone.token, { name: '安禾', idNumber })
  expect({ status, code: body['code'], errors: body['errors'] }).toEqual({ status: 422, code: 'VALIDATION', errors: [{ field: 'idNumber', message }] })
  expect(text).not.toContain(idNumber)
  expect(authority.calls()).toBe(before)
})

it('a name that does not belong to the number binds nothing and creates nobody', async () => {
  const phone = await createVisitor(app)
  const person = someone()
  const subjects = async () => (await rowsIn<{ n: number }>(app, 'SELECT count(*)::int AS n FROM subject'))[0]?.n
  const before = await subjects()
  const { status, body } = await prove(phone.token, { ...person, name: '别人' })
  expect({ status, code: body['code'] }).toEqual({ status: 422, code: 'REAL_NAME_MISMATCH' })
  expect(await subjects()).toBe(before)
  expect((await app.call('GET /me', { as: phone.token })).body['subject']).toBeNull()
})

it('an authority that is down is said to be down', async () => {
  const phone = await createVisitor(app)
  authority.setAvailable(false)
  const { status, body } = await prove(phone.token, someone())
  authority.setAvailable(true)
  expect({ status, code: body['code'] }).toEqual({ status: 502, code: 'UPSTREAM' })
})

it('a person bound to another WeChat is taken', async () => {
  const holder = await createResident(app)
  register.set(holder.idNumber, holder.name)
  const thief = await createVisitor(app)
  const { status, body, text } = await prove(thief.token, { name: holder.name, idNumber: holder.idNumber })
  expect({ status, code: body['code'] }).toEqual({ status: 409, code: 'REAL_NAME_TAKEN' })
  expect(text).not.toContain(holder.accountId)
  expect((await app.call('GET /me', { as: thief.token })).body['subject']).toBeNull()
})

it('of many phones that prove to be the same person at once one is bound', async () => {
  const person = someone()
  const phones = await Promise.all(Array.from({ length: 6 }, () => createVisitor(app)))
  const answers = await Promise.all(phones.map((p) => prove(p.token, person)))
  expect(answers.map((a) => a.status).sort((x, y) => x - y)).toEqual([200, 409, 409, 409, 409, 409])
  expect(new Set(answers.filter((a) => a.status === 409).map((a) => a.body['code']))).toEqual(new Set(['REAL_NAME_TAKEN']))
})

it('asking again for the same person changes nothing, for another one is refused', async () => {
  const phone = await createVisitor(app)
  const person = someone()
  const first = await prove(phone.token, person)
  const again = await prove(phone.token, person)
  expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body })
  expect((await prove(phone.token, someone())).body['code']).toBe('ALREADY_REAL_NAMED')
  expect(await auditOf(app, phone.accountId)).toEqual(['account.real-name'])
})

it('eleven tries an hour are one too many', async () => {
  const phone = await createVisitor(app)
  const codes: unknown[] = []
  for (let i = 0; i < 11; i += 1) codes.push((await prove(phone.token, { name: '安禾', idNumber: '990101199202290011' })).body['code'])
  expect(codes.filter((c) => c === 'VALIDATION')).toHaveLength(10)
  expect(codes.at(-1)).toBe('TOO_MANY_REQUESTS')
})

it('neither name nor number is in the clear in the database, the audit trail or the log', async () => {
  const phone = await createVisitor(app)
  const person = someone('司徒望屿')
  await prove(phone.token, person)
  const kept = await rowsIn<{ text: string }>(app, 'SELECT row_to_json(subject)::text AS text FROM subject UNION ALL SELECT row_to_json(audit)::text FROM audit UNION ALL SELECT row_to_json(account)::text FROM account')
  const all = kept.map((r) => r.text).join() + app.logs.join()
  expect(all).not.toContain(person.idNumber)
  expect(all).not.toContain('司徒望屿')
})
