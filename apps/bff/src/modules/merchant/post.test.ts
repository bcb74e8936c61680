import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createMerchant, createPost, createStore } from '../../testing/market'
import { createResident, createStaff, type Resident } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface Shop {
  merchantId: string
  storeId: string
  name: string
  owner: Resident & { postId: string }
}

async function hold(merchantId: string, role: 'owner' | 'manager' | 'clerk', storeId?: string): Promise<Resident & { postId: string }> {
  const person = await createResident(app)
  return { ...person, ...(await createPost(app, { merchantId, subjectId: person.subjectId, role, ...(storeId ? { storeId } : {}) })) }
}
async function openShop(): Promise<Shop> {
  const { merchantId, storeId, name } = await createMerchant(app)
  return { merchantId, storeId, name, owner: await hold(merchantId, 'owner') }
}
const invite = (shop: Shop, by: Resident, role: string, storeId: string | null = null) => app.call(`POST /desk/merchants/${shop.merchantId}/invitations`, { as: by.token, body: { role, storeId } })
const accept = (who: Resident, code: unknown) => app.call('POST /merchant-invitations/acceptance', { as: who.token, body: { code } })
const end = (shop: Shop, by: Resident, postId: string, reason = 'left') => app.call(`POST /desk/merchants/${shop.merchantId}/posts/${postId}/end`, { as: by.token, body: { reason } })
const staffOf = async (shop: Shop, by: Resident) => (await app.call(`GET /desk/merchants/${shop.merchantId}/staff`, { as: by.token })).body as { items: Record<string, unknown>[]; invitations: Record<string, unknown>[]; mayInvite: string[] }
const noticesOf = async (who: Resident) => ((await app.call('GET /me/notices', { as: who.token })).body['items'] as { kind: string; title: string; body: string }[]).filter((n) => n.kind.startsWith('merchant.'))
const scan = (who: Resident, storeId: string) => app.call('POST /desk/checks', { as: who.token, body: { storeId, presented: '000000000000000000' } })

it('whoever holds the code reads the offer, confirms, and scans at that store; the owner is told', async () => {
  const shop = await openShop()
  const made = await invite(shop, shop.owner, 'clerk', shop.storeId)
  expect([made.status, made.body['role'], made.body['expiresAt']]).toEqual([201, 'clerk', '2026-11-21T04:30:00.000Z'])
  expect(String(made.body['code'])).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  expect(made.body['qrText']).toBe(`XH-POST:${String(made.body['code'])}`)
  expect(JSON.stringify(await rowsIn(app, 'SELECT * FROM merchant_invitation'))).not.toContain(String(made.body['code']).replace('-', ''))

  const clerk = await createResident(app)
  const typed = String(made.body['code']).toLowerCase().replace('-', ' ')
  expect((await app.call('POST /merchant-invitations/preview', { as: clerk.token, body: { code: typed } })).body).toMatchObject({ merchantName: shop.name, role: 'clerk' })
  expect((await scan(clerk, shop.storeId)).status).toBe(404)
  expect((await accept(clerk, made.body['qrText'])).status).toBe(201)
  expect((await scan(clerk, shop.storeId)).status).toBe(200)
  const staff = await staffOf(shop, shop.owner)
  expect(staff.items).toMatchObject([{ role: 'owner', isMe: true }, { role: 'clerk', isMe: false, mayEnd: true }])
  expect(staff.invitations).toEqual([])
  expect(JSON.stringify(staff)).not.toContain(clerk.name)
  expect(await noticesOf(shop.owner)).toMatchObject([{ kind: 'merchant.staff-joined', title: '一位新的店员已上岗' }])
})

it('one invitation confirmed by two phones at once makes one post', async () => {
  const shop = await openShop()
  const code = (await invite(shop, shop.owner, 'clerk', shop.storeId)).body['code']
  const rivals = await Promise.all(Array.from({ length: 6 }, () => createResident(app)))
  const answers = await Promise.all(rivals.map((r) => accept(r, code)))
  expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([201, 404, 404, 404, 404, 404])
  expect((await staffOf(shop, shop.owner)).items).toHaveLength(2)
})

it('a code is good for half an hour, until it is taken back, and for nobody who is there already', async () => {
  const shop = await openShop()
  const someone = await createResident(app)
  const code = (await invite(shop, shop.owner, 'clerk', shop.storeId)).body['code']
  expect((await accept(shop.owner, code)).body['code']).toBe('CONFLICT')
  expect((await accept(someone, 'AAAA-AAAA')).body['code']).toBe('NOT_FOUND')
  const taken = await invite(shop, shop.owner, 'manager')
  expect((await app.call(`DELETE /desk/merchants/${shop.merchantId}/invitations/${String(taken.body['invitationId'])}`, { as: shop.owner.token })).status).toBe(204)
  expect((await accept(someone, taken.body['code'])).status).toBe(404)
  expect(await auditOf(app, String(taken.body['invitationId']))).toEqual(['post.invite', 'post.invite-cancel'])
  // Short of the end of the access token, past the end of the code.
  app.clock.advance(30 * 60)
  const late = await createResident(app)
  expect((await accept(late, code)).status).toBe(404)
  app.clock.set('2026-11-21T04:00:00.000Z')
})

it('owners bring in anybody, managers clerks, clerks nobody; and nobody reaches another merchant', async () => {
  const [shop, other] = [await openShop(), await openShop()]
  const manager = await hold(shop.merchantId, 'manager')
  const clerk = await hold(shop.merchantId, 'clerk', shop.storeId)
  expect((await staffOf(shop, shop.owner)).mayInvite).toEqual(['owner', 'manager', 'clerk'])
  expect((await staffOf(shop, manager)).mayInvite).toEqual(['clerk'])
  expect((await invite(shop, manager, 'clerk', shop.storeId)).status).toBe(201)
  for (const role of ['owner', 'manager']) expect((await invite(shop, manager, role)).body['code']).toBe('FORBIDDEN')
  expect((await invite(shop, clerk, 'clerk', shop.storeId)).body['code']).toBe('FORBIDDEN')
  expect((await app.call(`GET /desk/merchants/${shop.merchantId}/staff`, { as: clerk.token })).status).toBe(403)
  expect((await invite(shop, shop.owner, 'clerk')).status).toBe(422)
  expect((await invite(shop, shop.owner, 'clerk', other.storeId)).status).toBe(404)
  expect((await invite(shop, other.owner, 'clerk', shop.storeId)).status).toBe(404)
  expect((await end(shop, other.owner, clerk.postId)).status).toBe(404)
  expect((await end(other, other.owner, clerk.postId)).status).toBe(404)
})

it('a lost phone is one call: it scans nothing from then on, its invitations are void, its holder is told', async () => {
  const shop = await openShop()
  const manager = await hold(shop.merchantId, 'manager')
  const pending = await invite(shop, manager, 'clerk', shop.storeId)
  expect((await scan(manager, shop.storeId)).status).toBe(200)
  expect((await end(shop, shop.owner, manager.postId, 'phone-lost')).status).toBe(204)
  expect((await scan(manager, shop.storeId)).status).toBe(404)
  expect((await app.call('GET /desk', { as: manager.token })).body).toEqual({ posts: [] })
  expect((await accept(await createResident(app), pending.body['code'])).status).toBe(404)
  expect(await noticesOf(manager)).toMatchObject([{ kind: 'merchant.post-ended' }])
  expect((await end(shop, shop.owner, manager.postId)).status).toBe(404)
  // Invited anew, the same person is back.
  const again = await invite(shop, shop.owner, 'manager')
  expect((await accept(manager, again.body['code'])).status).toBe(201)
  expect((await scan(manager, shop.storeId)).status).toBe(200)
})

it('managers send clerks away and nobody above; everybody may leave, except the last owner', async () => {
  const shop = await openShop()
  const [manager, peer, clerk, leaver] = [await hold(shop.merchantId, 'manager'), await hold(shop.merchantId, 'manager'), await hold(shop.merchantId, 'clerk', shop.storeId), await hold(shop.merchantId, 'clerk', shop.storeId)]
  expect((await end(shop, manager, peer.postId)).body['code']).toBe('FORBIDDEN')
  expect((await end(shop, manager, shop.owner.postId)).body['code']).toBe('FORBIDDEN')
  expect((await end(shop, clerk, leaver.postId)).body['code']).toBe('FORBIDDEN')
  expect((await end(shop, manager, clerk.postId)).status).toBe(204)
  expect((await end(shop, leaver, leaver.postId)).status).toBe(204)
  expect((await end(shop, shop.owner, shop.owner.postId)).body['code']).toBe('CONFLICT')
})

it('two owners who end each other at once leave one', async () => {
  const shop = await openShop()
  const second = await hold(shop.merchantId, 'owner')
  const answers = await Promise.all([end(shop, shop.owner, second.postId), end(shop, second, shop.owner.postId)])
  // Whoever comes second is no owner any more, or would be the last to go.
  expect(answers.filter((a) => a.status === 204)).toHaveLength(1)
  expect(await rowsIn(app, `SELECT id FROM merchant_post WHERE merchant_id = '${shop.merchantId}' AND status = 'living'`)).toHaveLength(1)
})

it('closing one’s account ends one’s posts', async () => {
  const shop = await openShop()
  const clerk = await hold(shop.merchantId, 'clerk', shop.storeId)
  expect((await app.call('DELETE /me/account', { as: clerk.token })).status).toBe(204)
  expect((await staffOf(shop, shop.owner)).items).toHaveLength(1)
  expect(await auditOf(app, clerk.postId)).toEqual(['post.end'])
})

const STORE = { name: '云汀测试新店', address: '云汀市青桥区测试路 9 号', longitudeE6: 118_512_345, latitudeE6: 25_112_345, hours: '09:00–21:00' }

it('owners and managers add and change stores; residents see them; clerks read their own', async () => {
  const shop = await openShop()
  const [manager, clerk] = [await hold(shop.merchantId, 'manager'), await hold(shop.merchantId, 'clerk', shop.storeId)]
  const path = `/desk/merchants/${shop.merchantId}/stores`
  const added = await app.call(`POST ${path}`, { as: manager.token, body: STORE })
  expect([added.status, added.body['status']]).toEqual([201, 'open'])
  const storeId = String(added.body['storeId'])
  expect((await app.call(`PUT ${path}/${storeId}`, { as: shop.owner.token, body: { ...STORE, hours: '全天' } })).body).toMatchObject({ hours: '全天', name: STORE.name })
  expect((await app.call(`PUT ${path}/${storeId}`, { as: shop.owner.token, body: { ...STORE, longitudeE6: 10_000_000 } })).status).toBe(422)
  expect((await app.call(`POST ${path}`, { as: clerk.token, body: STORE })).status).toBe(403)
  const list = async (who: Resident) => (await app.call(`GET ${path}`, { as: who.token })).body as { items: { storeId: string }[]; mayEdit: boolean }
  expect((await list(manager)).items).toHaveLength(2)
  expect(await list(clerk)).toMatchObject({ mayEdit: false, items: [{ storeId: shop.storeId }] })
  const other = await openShop()
  expect((await app.call(`PUT ${path}/${other.storeId}`, { as: shop.owner.token, body: STORE })).status).toBe(404)
  expect(await auditOf(app, storeId)).toEqual(['store.add', 'store.edit'])
})

it('a closed store redeems nothing, its clerks are out and told; it can open again', async () => {
  const shop = await openShop()
  const clerk = await hold(shop.merchantId, 'clerk', shop.storeId)
  const { storeId: second } = await createStore(app, shop.merchantId)
  const pending = await invite(shop, shop.owner, 'clerk', shop.storeId)
  const closure = `POST /desk/merchants/${shop.merchantId}/stores/${shop.storeId}/closure`
  expect((await app.call(closure, { as: shop.owner.token })).body).toMatchObject({ status: 'closed' })
  const again = await app.call(closure, { as: shop.owner.token })
  expect([again.status, again.body['facts']]).toEqual([409, { status: 'closed', since: '2026-11-21T04:00:00.000Z' }])
  expect((await scan(clerk, shop.storeId)).status).toBe(404)
  expect(await noticesOf(clerk)).toHaveLength(1)
  expect((await accept(await createResident(app), pending.body['code'])).status).toBe(404)
  expect((await invite(shop, shop.owner, 'clerk', shop.storeId)).body['code']).toBe('CONFLICT')
  expect((await app.call('GET /desk', { as: shop.owner.token })).body).toMatchObject({ posts: [{ stores: [{ storeId: second }] }] })
  expect((await app.call(`POST /desk/merchants/${shop.merchantId}/stores/${shop.storeId}/reopening`, { as: shop.owner.token })).body).toMatchObject({ status: 'open' })
  expect((await scan(shop.owner, shop.storeId)).status).toBe(200)
})

it('the office invites the first owner of a merchant that came by paper, sees its people masked, and ends a lost phone’s post even of the last owner', async () => {
  const { merchantId, storeId } = await createMerchant(app)
  const officer = await createStaff(app, ['reviewer'])
  const detail = async () => (await app.call(`GET /console/merchants/${merchantId}`, { as: officer.token })).body as { staff: { postId: string; role: string; maskedName: string }[]; invitations: { invitationId: string }[] }
  expect(await detail()).toMatchObject({ staff: [], invitations: [] })
  const made = await app.call(`POST /console/merchants/${merchantId}/invitations`, { as: officer.token, body: { role: 'owner', storeId: null } })
  expect([made.status, made.body['role']]).toEqual([201, 'owner'])
  expect(await detail()).toMatchObject({ invitations: [{ invitationId: made.body['invitationId'], role: 'owner' }] })
  expect(JSON.stringify(await detail())).not.toContain(String(made.body['code']))
  const owner = await createResident(app)
  expect((await accept(owner, made.body['code'])).status).toBe(201)
  expect(await auditOf(app, String(made.body['invitationId']))).toEqual(['post.invite'])
  const [seen] = (await detail()).staff
  expect(seen).toMatchObject({ role: 'owner', since: '2026-11-21T04:00:00.000Z', storeName: null })
  expect(seen?.maskedName).not.toBe(owner.name)
  expect((await scan(owner, storeId)).status).toBe(200)
  const endByOffice = (as: string) => app.call(`POST /console/merchants/${merchantId}/posts/${seen?.postId}/end`, { as, body: { reason: 'phone-lost' } })
  // A merchant's own console user may not leave it without an owner.
  expect((await endByOffice((await createStaff(app, ['merchant-owner'], { merchantId })).token)).body['code']).toBe('CONFLICT')
  expect((await endByOffice(officer.token)).status).toBe(204)
  expect((await scan(owner, storeId)).status).toBe(404)
  const cancelled = await app.call(`POST /console/merchants/${merchantId}/invitations`, { as: officer.token, body: { role: 'clerk', storeId } })
  expect((await app.call(`DELETE /console/merchants/${merchantId}/invitations/${String(cancelled.body['invitationId'])}`, { as: officer.token })).status).toBe(204)
  expect((await accept(owner, cancelled.body['code'])).status).toBe(404)
})
