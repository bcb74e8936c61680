import { fireEvent, screen, within } from '@testing-library/react'
import type { Api } from '@xinhui/contract'
import { afterEach, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'

type Detail = Api['GET /console/merchants/{merchantId}']['response']

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const merchantId = id('mer', 1)
const postId = id('pos', 1)
const merchant = (more: Partial<Detail> = {}): Detail => ({
  merchantId, name: '云汀停车', uscc: '91990101MA00000000', industry: '停车', status: 'active', suspensions: [], issuesUntil: '2027-11-20', storeCount: 1, perkCount: 0, staffCount: 1, redemptions30d: 3,
  stores: [{ storeId: id('sto', 1), name: '临河店', address: '云汀市临河区测试路 1 号', longitudeE6: 118_500_000, latitudeE6: 25_100_000, hours: '08:00–22:00', status: 'open' }],
  staff: [{ postId, maskedName: '李*', role: 'clerk', storeName: '临河店', since: '2026-11-01T04:00:00.000Z' }],
  invitations: [], perks: [], agreement: { state: 'ending', textVersion: '2026-01', signedAt: '2025-11-21T04:00:00.000Z', validUntil: '2027-11-20', daysLeft: 20, mayRenew: true }, agreementRemindedDays: 30, agreements: [{ textVersion: '2026-01', validFrom: '2026-11-21', validUntil: '2027-11-20', signedAt: '2025-11-21T04:00:00.000Z', by: 'merchant' }], termination: null, timeline: [], ...more,
})
const path = `/console/merchants/${merchantId}`
const posted = (end: string) => open?.asked.find((one) => one.method !== 'GET' && one.path.endsWith(end))

it('a merchant without an owner: the office invites one by a code shown once, and ends a lost phone’s post', async () => {
  const handlers: Record<string, Handler> = {
    [`GET ${path}`]: () => ({ json: merchant() }),
    [`POST ${path}/invitations`]: () => ({ status: 201, json: { invitationId: id('miv', 1), role: 'owner', storeName: null, createdAt: '2026-11-21T04:00:00.000Z', expiresAt: '2026-11-21T04:30:00.000Z', code: 'A2B3-C4D5', qrText: 'XH-POST:A2B3-C4D5' } }),
    [`POST ${path}/posts/${postId}/end`]: () => ({ status: 204 }),
  }
  open = await openConsole(`/merchants/${merchantId}`, ['reviewer'], handlers)
  await screen.findByText('还没有店主')
  screen.getByText('已提醒：到期前 30 天')
  fireEvent.click(screen.getByRole('button', { name: '李*：手机丢失' }))
  fireEvent.click(await screen.findByRole('button', { name: /停\s*用/ }))
  await expect.poll(() => posted('/end')?.body).toBe(JSON.stringify({ reason: 'phone-lost' }))
  fireEvent.click(screen.getByRole('button', { name: '邀请店主' }))
  fireEvent.click(await screen.findByRole('button', { name: '生成邀请码' }))
  await screen.findByText('A2B3-C4D5')
  expect(JSON.parse(posted('/invitations')?.body ?? '')).toEqual({ role: 'owner', storeId: null })
})

it('a store is changed with its position, and the merchant’s own user cannot suspend', async () => {
  const { storeId } = merchant().stores[0] ?? { storeId: '' }
  open = await openConsole(`/merchants/${merchantId}`, ['merchant-owner'], { [`GET ${path}`]: () => ({ json: merchant() }), [`PUT ${path}/stores/${storeId}`]: () => ({ json: merchant().stores[0] }) })
  fireEvent.click(await screen.findByRole('button', { name: '修改临河店' }))
  fireEvent.change(await screen.findByLabelText('经度'), { target: { value: '18.5' } })
  fireEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
  await screen.findByText(/请填写位置/)
  fireEvent.change(screen.getByLabelText('经度'), { target: { value: '118.51' } })
  fireEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
  await expect.poll(() => posted(storeId)?.body).toContain('"longitudeE6":118510000')
  expect(screen.queryByRole('button', { name: '终止合作' })).toBeNull()
})

it('before it is done, a termination says what becomes of the vouchers and orders', async () => {
  open = await openConsole(`/merchants/${merchantId}`, ['reviewer'], {
    [`GET ${path}`]: () => ({ json: merchant() }),
    [`GET ${path}/termination`]: () => ({ json: { vouchers: 120, people: 100, perks: 2, stores: 1, posts: 1, ordersReserved: 3, ordersInUse: 2, ordersWindingUp: 0 } }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '终止合作' }))
  const left = await screen.findByRole('list', { name: '终止后' })
  expect(within(left).getAllByRole('listitem').map((li) => li.textContent)).toEqual([
    '100 人的 120 张没有用的券取消，名额退回，持券人会收到通知。',
    '3 单还没取用的免押、先享后付订单随券取消，占用的额度恢复。',
    '2 单使用中的订单继续有效，但门店不能再登记归还：请先让门店办结；来不及的，由当事人反映、主管单位裁定。',
    '2 项权益下线，1 家门店和 1 个岗位停用。',
  ])
})

it('the office writes down a renewal signed on paper: its last day and the word that it was signed; the terms before stay in sight', async () => {
  let now = merchant()
  const text = { textVersion: '2026-01', title: '信易+合作协议', paragraphs: ['一'], validMonths: 12 }
  open = await openConsole(`/merchants/${merchantId}`, ['reviewer'], {
    [`GET ${path}`]: () => ({ json: now }),
    'GET /console/merchant-agreement': () => ({ json: text }),
    [`POST ${path}/agreement`]: () => {
      const [before] = now.agreements
      now = merchant({ issuesUntil: '2028-06-30', agreement: { ...now.agreement, state: 'running', validUntil: '2028-06-30', mayRenew: false }, agreementRemindedDays: null, agreements: [{ textVersion: '2026-01', validFrom: '2027-11-21', validUntil: '2028-06-30', signedAt: '2027-11-15T04:00:00.000Z', by: 'office' }, ...(before ? [before] : [])] })
      return { status: 201, json: now.agreement }
    },
  })
  fireEvent.click(await screen.findByRole('button', { name: '登记线下续签' }))
  const save = await screen.findByRole('button', { name: /登\s*记$/ })
  expect(save).toHaveProperty('disabled', true)
  fireEvent.change(screen.getByLabelText('到期日'), { target: { value: '2028-06-30' } })
  fireEvent.click(await screen.findByText('信易+合作协议（2026-01）已由商户签字盖章，纸质件已存档'))
  fireEvent.click(save)
  await screen.findByRole('group', { name: '各期协议' })
  expect(JSON.parse(posted('/agreement')?.body ?? '')).toEqual({ agreed: true, textVersion: '2026-01', validUntil: '2028-06-30' })
  expect(screen.queryByRole('button', { name: '登记线下续签' })).toBeNull()
})
