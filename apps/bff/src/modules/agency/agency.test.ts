import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRegistryGateway } from '../../gateways/registry'
import { type RegistrySimulator, startRegistrySimulator } from '../../gateways/registry-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createOrganization } from '../../testing/market'
import { createResident, type Resident, renewToken } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { auditOf, rowsIn } from '../../testing/rows'

let app: TestApp
let registry: RegistrySimulator
const representatives = new Map<string, { name: string; idNumber: string }>()

beforeAll(async () => {
  registry = await startRegistrySimulator((uscc) => representatives.get(uscc))
  app = await startTestApp({ gateways: { registry: createRegistryGateway(registry) } })
})
afterAll(async () => {
  await app.close()
  await registry.close()
})

const bind = (who: Resident, uscc: string) => app.call('POST /me/firms', { as: who.token, body: { uscc } })
const firmsOf = async (who: { token: string }) => (await app.call('GET /me/firms', { as: who.token })).body as { items: Record<string, unknown>[]; invitations: Record<string, unknown>[] }
const fileOf = (who: { token: string }, firmId: string) => app.call(`GET /firms/${firmId}/file`, { as: who.token })

async function boundFirm(): Promise<{ boss: Resident; firmId: string; uscc: string }> {
  const boss = await createResident(app)
  const { subjectId, uscc } = await createOrganization(app, { name: '云汀映禾食品有限公司' })
  representatives.set(uscc, boss)
  expect((await bind(boss, uscc)).status).toBe(201)
  return { boss, firmId: subjectId, uscc }
}
const invite = (boss: Resident, firmId: string, idNumber: string, rights = ['file'], until = '2026-12-31') => app.call(`POST /firms/${firmId}/agents`, { as: boss.token, body: { idNumber, rights, until } })
async function hire(boss: Resident, firmId: string, rights = ['file'], until = '2026-12-31'): Promise<Resident & { agencyId: string }> {
  const agent = await createResident(app)
  const agencyId = String((await invite(boss, firmId, agent.idNumber, rights, until)).body['agencyId'])
  expect((await app.call(`POST /me/firms/${agencyId}/acceptance`, { as: agent.token })).status).toBe(200)
  return { ...agent, agencyId }
}

it('whom the registry names binds the firm once; anybody else does not, and a silent registry blames nobody', async () => {
  const { boss, firmId, uscc } = await boundFirm()
  expect((await bind(boss, uscc.toLowerCase())).status).toBe(201)
  expect((await firmsOf(boss)).items).toMatchObject([{ firmId, firmName: '云汀映禾食品有限公司', role: 'representative', status: 'living' }])
  const stranger = await createResident(app)
  expect((await bind(stranger, uscc)).body['code']).toBe('FORBIDDEN')
  registry.setAvailable(false)
  expect((await bind(stranger, uscc)).body['code']).toBe('UPSTREAM')
  registry.setAvailable(true)
  expect((await bind(stranger, '91990101MA00000000')).status).toBe(422)
  expect((await fileOf(stranger, firmId)).status).toBe(404)
})

it('a new representative takes over and the one before is out at once', async () => {
  const { boss, firmId, uscc } = await boundFirm()
  const next = await createResident(app)
  representatives.set(uscc, next)
  expect((await bind(next, uscc)).status).toBe(201)
  expect((await fileOf(boss, firmId)).status).toBe(404)
  expect((await fileOf(next, firmId)).status).toBe(200)
})

it('the firm’s file shows special classes only under the firm’s own consent, which its people give and withdraw', async () => {
  const { boss, firmId } = await boundFirm()
  await createRecord(app, { subjectId: firmId, item: 'tax-rating', decidedOn: '2026-04-01', content: { year: 2025, level: 'A' } })
  await createRecord(app, { subjectId: firmId, item: 'honour', decidedOn: '2026-01-02', content: { level: '市级' } })
  const items = async () => ((await fileOf(boss, firmId)).body['records'] as { item: string }[]).map((r) => r.item)
  expect(await items()).toEqual(['honour'])
  const granted = await app.call(`POST /firms/${firmId}/consents`, { as: boss.token, body: { item: 'tax-rating', agreed: true, textVersion: app.deps.city.itemConsent.textVersion } })
  expect(granted.status).toBe(201)
  expect(await items()).toEqual(['tax-rating', 'honour'])
  expect((await app.call(`DELETE /firms/${firmId}/consents/${String(granted.body['consentId'])}`, { as: boss.token })).status).toBe(204)
  expect(await items()).toEqual(['honour'])
})

it('an invitation finds only the person with the number, whose number stays sealed and then goes', async () => {
  const { boss, firmId } = await boundFirm()
  const [agent, stranger] = [await createResident(app), await createResident(app)]
  const invited = await invite(boss, firmId, agent.idNumber)
  expect([invited.status, invited.body['status']]).toEqual([201, 'invited'])
  expect(invited.text).not.toContain(agent.idNumber)
  expect(JSON.stringify(await rowsIn(app, 'SELECT * FROM agency'))).not.toContain(agent.idNumber)
  expect((await invite(boss, firmId, agent.idNumber)).status).toBe(409)
  const id = String(invited.body['agencyId'])
  expect((await app.call(`POST /me/firms/${id}/acceptance`, { as: stranger.token })).status).toBe(404)
  expect((await firmsOf(stranger)).invitations).toEqual([])
  expect((await firmsOf(agent)).invitations).toMatchObject([{ agencyId: id, firmId, rights: ['file'] }])
  expect((await fileOf(agent, firmId)).status).toBe(404)
  expect((await app.call(`POST /me/firms/${id}/acceptance`, { as: agent.token })).status).toBe(200)
  expect((await fileOf(agent, firmId)).status).toBe(200)
  expect(await rowsIn(app, `SELECT invitee_sealed, invitee_blind FROM agency WHERE id = '${id}'`)).toEqual([{ invitee_sealed: null, invitee_blind: null }])
  expect(await auditOf(app, id)).toEqual(['agency.accept', 'agency.invite'])
})

it('an agent may what the representative gave, nothing of the representative’s, and only until the end', async () => {
  const { boss, firmId } = await boundFirm()
  const agent = await hire(boss, firmId, ['file'], '2026-12-01')
  expect((await fileOf(agent, firmId)).body).toMatchObject({ rights: ['file'] })
  const calls = [`GET /firms/${firmId}/item-consents`, `GET /firms/${firmId}/objections`, `GET /firms/${firmId}/agents`] as const
  for (const key of calls) expect((await app.call(key, { as: agent.token })).status, key).toBe(403)
  expect((await invite(agent, firmId, boss.idNumber)).status).toBe(403)
  app.clock.set('2026-12-02T00:00:00+08:00')
  try {
    expect((await fileOf({ token: await renewToken(app, agent) }, firmId)).status).toBe(404)
    expect((await firmsOf({ token: await renewToken(app, agent) })).items).toEqual([])
  } finally {
    app.clock.set('2026-11-21T04:00:00.000Z')
  }
})

it('leaving, being removed, and closing the account end the access at once', async () => {
  const { boss, firmId } = await boundFirm()
  const [leaves, removed, closes] = [await hire(boss, firmId), await hire(boss, firmId), await hire(boss, firmId)]
  for (const agent of [leaves, removed, closes]) expect((await fileOf(agent, firmId)).status).toBe(200)
  expect((await app.call(`DELETE /me/firms/${leaves.agencyId}`, { as: leaves.token })).status).toBe(204)
  expect((await app.call(`DELETE /firms/${firmId}/agents/${removed.agencyId}`, { as: boss.token })).status).toBe(204)
  expect((await app.call('DELETE /me/account', { as: closes.token })).status).toBe(204)
  expect([(await fileOf(leaves, firmId)).status, (await fileOf(removed, firmId)).status, (await fileOf(closes, firmId)).status]).toEqual([404, 404, 401])
  expect((await app.call(`DELETE /me/firms/${leaves.agencyId}`, { as: leaves.token })).status).toBe(404)
  expect((await app.call(`GET /firms/${firmId}/agents`, { as: boss.token })).body['items']).toMatchObject([{ role: 'representative' }])
})

it('agents of one firm have nothing at another', async () => {
  const [one, two] = [await boundFirm(), await boundFirm()]
  const agent = await hire(one.boss, one.firmId, ['file', 'consent', 'objection'])
  expect((await fileOf(agent, two.firmId)).status).toBe(404)
  expect((await app.call(`DELETE /firms/${two.firmId}/agents/${agent.agencyId}`, { as: two.boss.token })).status).toBe(404)
  const { recordId } = await createRecord(app, { subjectId: two.firmId, item: 'honour', decidedOn: '2026-01-02' })
  expect((await app.call(`POST /firms/${one.firmId}/objections`, { as: agent.token, body: { recordId, reason: '这条记录不是本企业的' } })).status).toBe(404)
  expect((await app.call(`GET /firms/${(await createFirm(app, { personId: two.boss.subjectId })).firmId}/file`, { as: agent.token })).status).toBe(404)
})
