import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { createResident, renewToken, type Resident } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function firm(): Promise<{ boss: Resident; firmId: string; agencyId: string }> {
  const boss = await createResident(app)
  return { boss, ...(await createFirm(app, { personId: boss.subjectId })) }
}
async function makeCode(boss: { token: string }, firmId: string, over: object = {}): Promise<{ code: string; qrText: string; invitationId: string }> {
  const { status, body } = await app.call(`POST /firms/${firmId}/agent-codes`, { as: boss.token, body: { rights: ['file', 'objection'], until: '2026-12-31', ...over } })
  expect(status).toBe(201)
  return body as { code: string; qrText: string; invitationId: string }
}
const offer = (who: { token: string }, code: string) => app.call('POST /me/firms/code-offer', { as: who.token, body: { code } })
const accept = (who: { token: string }, code: string) => app.call('POST /me/firms/code', { as: who.token, body: { code } })
const fileOf = async (who: { token: string }, firmId: string) => (await app.call(`GET /firms/${firmId}/file`, { as: who.token })).status
const openCodes = async (who: { token: string }, firmId: string) => ((await app.call(`GET /firms/${firmId}/agent-codes`, { as: who.token })).body['items'] as { invitationId: string }[]).map((c) => c.invitationId)

describe('an invitation code for an agent', () => {
  it('offers first, then makes its holder an agent with its rights and its end, and tells the representative', async () => {
    const { boss, firmId } = await firm()
    const { code, qrText, invitationId } = await makeCode(boss, firmId)
    expect([code, qrText]).toEqual([expect.stringMatching(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/), `XH-AGENT:${code}`])
    const agent = await createResident(app)
    expect((await offer(agent, code.toLowerCase().replace('-', ' '))).body).toMatchObject({ rights: ['file', 'objection'], until: '2026-12-31' })
    expect(await fileOf(agent, firmId)).toBe(404)
    const { status, body } = await accept(agent, qrText)
    expect([status, body['role'], body['rights'], body['expiresAt']]).toEqual([201, 'agent', ['file', 'objection'], '2026-12-31T16:00:00.000Z'])
    expect(await fileOf(agent, firmId)).toBe(200)
    expect((await app.call(`GET /firms/${firmId}/agents`, { as: agent.token })).status).toBe(403)
    expect((await app.call('GET /me/notices', { as: boss.token })).text).toContain('一位经办人已加入')
    expect(await openCodes(boss, firmId)).toEqual([])
    expect(await auditOf(app, invitationId)).toEqual(['agency.code'])
  })

  it('works once: of ten who confirm it together one becomes the agent, and a second use finds nothing', async () => {
    const { boss, firmId } = await firm()
    const { code, invitationId } = await makeCode(boss, firmId)
    const people: Resident[] = []
    for (let n = 0; n < 10; n += 1) people.push(await createResident(app))
    const answers = await Promise.all(people.map((who) => accept(who, code)))
    expect(answers.map((a) => a.status).sort((a, b) => a - b)).toEqual([201, ...Array.from({ length: 9 }, () => 404)])
    expect(await rowsIn(app, `SELECT person_id FROM agency WHERE firm_id = '${firmId}' AND role = 'agent'`)).toHaveLength(1)
    expect(await rowsIn(app, `SELECT status FROM agent_invitation WHERE id = '${invitationId}'`)).toEqual([{ status: 'used' }])
    const late = await accept(await createResident(app), code)
    expect([late.status, late.body['detail']]).toEqual([404, '邀请码不对，或者已经用过、收回、过期了，请法定代表人重新发一个'])
  })

  it('is over when it was taken back, after a day, and when its maker no longer represents the firm', async () => {
    const agent = await createResident(app)
    const { boss, firmId, agencyId } = await firm()
    const [back, old, orphan] = [await makeCode(boss, firmId), await makeCode(boss, firmId), await makeCode(boss, firmId)]
    expect((await app.call(`DELETE /firms/${firmId}/agent-codes/${back.invitationId}`, { as: boss.token })).status).toBe(204)
    expect((await app.call(`DELETE /firms/${firmId}/agent-codes/${back.invitationId}`, { as: boss.token })).status).toBe(404)
    expect((await accept(agent, back.code)).status).toBe(404)
    const before = app.clock.now().toISOString()
    app.clock.advance(24 * 3600)
    expect((await accept({ token: await renewToken(app, agent) }, old.code)).status).toBe(404)
    app.clock.set(before)
    expect((await offer(agent, orphan.code)).status).toBe(200)
    expect((await app.call(`DELETE /me/firms/${agencyId}`, { as: boss.token })).status).toBe(204)
    expect((await accept(agent, orphan.code)).status).toBe(404)
    expect(await fileOf(agent, firmId)).toBe(404)
  })

  it('is made by the representative alone, for at least one right and at most a year', async () => {
    const { boss, firmId } = await firm()
    const agent = await createResident(app)
    await createFirm(app, { personId: agent.subjectId, rights: ['file', 'consent', 'objection'], firmId })
    const make = (who: Resident, body: object) => app.call(`POST /firms/${firmId}/agent-codes`, { as: who.token, body })
    expect((await make(agent, { rights: ['file'], until: '2026-12-31' })).status).toBe(403)
    expect((await make(await createResident(app), { rights: ['file'], until: '2026-12-31' })).status).toBe(404)
    for (const bad of [{ rights: [], until: '2026-12-31' }, { rights: ['file'], until: '2026-11-20' }, { rights: ['file'], until: '2027-11-23' }, { rights: ['everything'], until: '2026-12-31' }]) expect((await make(boss, bad)).status, JSON.stringify(bad)).toBe(422)
    expect((await accept(boss, (await makeCode(boss, firmId)).code)).body['code']).toBe('CONFLICT')
  })

  it('replaces what its holder had at the firm before, and stands nowhere in the clear', async () => {
    const { boss, firmId } = await firm()
    const agent = await createResident(app)
    const { agencyId } = await createFirm(app, { personId: agent.subjectId, rights: ['consent'], firmId })
    const { code } = await makeCode(boss, firmId, { rights: ['file'] })
    const plain = code.replace('-', '')
    expect(JSON.stringify(await rowsIn(app, 'SELECT * FROM agent_invitation'))).not.toContain(plain)
    expect((await accept(agent, code)).status).toBe(201)
    expect(await rowsIn(app, `SELECT status FROM agency WHERE id = '${agencyId}'`)).toEqual([{ status: 'ended' }])
    expect(await fileOf(agent, firmId)).toBe(200)
    expect(app.logs.join('\n')).not.toMatch(new RegExp(`${code}|${plain}`))
  })
})
