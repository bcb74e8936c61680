import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createFirm } from '../../testing/firms'
import { runOutboxAndScores } from '../../testing/jobs'
import { createMerchant, createPerk } from '../../testing/market'
import { createResident, createStaff } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { createRepair, ctxOf } from '../../testing/repairs'
import { publishDue } from '../publication/publish-due'
import { findSeriousListed } from '../record/serious-list.store'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const system = () => ctxOf(app, { kind: 'system', name: 'jobs' })

it('in the moment it is approved the measures lift: a partner taken off the serious list gives its perks again, is off the black list, and may be on the red one', async () => {
  const [owner, customer, officer] = [await createResident(app), await createResident(app), await createStaff(app, ['reviewer'])]
  const { merchantId, subjectId } = await createMerchant(app)
  await createFirm(app, { personId: owner.subjectId, firmId: subjectId })
  const { perkId } = await createPerk(app, { merchantId })
  await createRecord(app, { subjectId, item: 'honour', decidedOn: '2026-02-02', content: { title: '诚信示范单位', level: '市级' } })
  const { recordId } = await createRecord(app, { subjectId, item: 'serious-list', decidedOn: '2025-10-10', content: { reason: '拒不履行行政处罚决定' } })
  const settle = async () => {
    while ((await publishDue({ ctx: system(), input: { limit: 500 } })) > 0);
    await runOutboxAndScores(system())
  }
  await settle()
  const listed = async (colour: 'red' | 'black') => ((await app.call(`GET /lists/${colour}?limit=100`)).body['items'] as { recordId: string }[]).length
  const claim = async () => (await app.call('POST /vouchers', { as: customer.token, body: { perkId } })).body
  expect([await listed('black'), await listed('red'), (await claim())['code']]).toEqual([1, 0, 'MERCHANT_SUSPENDED'])

  await createRepair(app, { person: owner, officer, until: 'approved', subjectId, recordId })
  // Nothing has run yet: whoever asks reads the end itself.
  expect([await listed('black'), await listed('red'), (await findSeriousListed(app.deps.db, [subjectId], '2026-11-21')).size]).toEqual([0, 1, 0])
  await settle()
  expect(await claim()).toMatchObject({ status: 'issued' })
})
