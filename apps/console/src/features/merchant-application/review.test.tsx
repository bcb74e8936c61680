import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import type { Application, ApplicationCase } from './queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const uscc = '91990101MA00000000'
const row = (n: number): Application => ({ applicationId: id('map', n), firmName: `云汀第${n}公司`, uscc, name: `第${n}家`, status: 'submitted', storeCount: 1, checksFailed: 0, submittedAt: '2026-11-21T04:00:00.000Z', decidedAt: null })
const found = (n: number, more: Partial<ApplicationCase> = {}): ApplicationCase => ({
  applicationId: id('map', n), firmId: id('sub', n), firmName: `云汀第${n}公司`, uscc, status: 'submitted', name: `第${n}家`, industry: '停车',
  stores: [{ name: '临河店', address: '云汀市临河区测试路 1 号', longitudeE6: 118_500_000, latitudeE6: 25_100_000, hours: '08:00–22:00' }],
  licence: null, checks: [], defects: [], refusalReason: null, createdAt: '2026-11-21T03:00:00.000Z', submittedAt: '2026-11-21T04:00:00.000Z', decidedAt: null, merchantId: null,
  contactMaskedName: '安**', contactMaskedPhone: '138****0000', filedByOffice: false, mine: null, mayDecide: true, mayReturn: true, timeline: [], ...more,
})
const three: Record<string, Handler> = {
  'GET /console/merchant-applications': () => ({ json: { items: [1, 2, 3].map(row), nextCursor: null } }),
  ...Object.fromEntries([1, 2, 3].map((n) => [`GET /console/merchant-applications/${id('map', n)}`, () => ({ json: found(n) })])),
}
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key })
const title = (name: string) => screen.findByRole('heading', { level: 1, name })

it('a reviewer goes through the cases by keys: j and k from case to case, a and r decide, and letters typed are letters', async () => {
  open = await openConsole('/merchant-applications', ['reviewer'], three)
  await screen.findByRole('link', { name: '第1家' })
  press('j')
  press('j')
  press('r')
  await title('第2家')
  // `r` on the list opened the case with the return chosen, and the focus is where its words go.
  const words = await screen.findByLabelText('补正 1：要补正什么')
  await waitFor(() => expect(document.activeElement).toBe(words))
  for (const key of ['j', 'k', 'a', 'r']) press(key)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('第2家')
  expect(screen.getByRole('button', { name: '一次告知补正' })).toHaveProperty('disabled', true)
  words.blur()
  press('j')
  await title('第3家')
  // Nothing of the case before has come along.
  expect(screen.queryByLabelText('补正 1：要补正什么')).toBeNull()
  screen.getByText(/第 3 \/ 3 件/)
  press('k')
  await title('第2家')
  press('k')
  await title('第1家')
  press('a')
  const approve = screen.getByRole('button', { name: '通过申请' })
  await waitFor(() => expect(document.activeElement).toBe(approve))
  expect(open.asked.filter((one) => one.method === 'POST' && one.path.includes('/decision'))).toEqual([])
})

it('without the list, j still goes on to what waits', async () => {
  open = await openConsole(`/merchant-applications/${id('map', 1)}`, ['auditor'], three)
  await title('第1家')
  await screen.findByText(/第 1 \/ 3 件/)
  expect(screen.queryByText(/退回或不予通过/)).toBeNull()
  press('j')
  await title('第2家')
})

it('an officer types a paper application in, and hands it to another', async () => {
  let now = found(1, { status: 'draft', submittedAt: null, filedByOffice: true, mayDecide: false, mine: { contactName: '安联系', contactPhone: '13800000000' } })
  open = await openConsole('/merchant-applications', ['reviewer'], {
    'GET /console/merchant-applications': () => ({ json: { items: [], nextCursor: null } }),
    'POST /console/merchant-applications': () => ({ status: 201, json: { applicationId: id('map', 1) } }),
    [`GET /console/merchant-applications/${id('map', 1)}`]: () => ({ json: now }),
    'GET /console/merchant-agreement': () => ({ json: { textVersion: '2026-01', title: '合作协议', paragraphs: ['一'], validMonths: 12 } }),
    [`POST /console/merchant-applications/${id('map', 1)}/licence`]: () => {
      now = { ...now, licence: { type: 'application/pdf', bytes: 100, uploadedAt: '2026-11-21T04:00:00.000Z' } }
      return { status: 204 }
    },
    [`GET /console/merchant-applications/${id('map', 1)}/licence`]: () => ({ text: 'pdf' }),
    [`POST /console/merchant-applications/${id('map', 1)}/submission`]: () => {
      now = { ...now, status: 'submitted', mine: null }
      return { status: 204 }
    },
  })
  fireEvent.click(await screen.findByRole('button', { name: '录入纸质申请' }))
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
  await screen.findByLabelText('统一社会信用代码')
  fireEvent.click(screen.getByRole('button', { name: /^保\s*存$/ }))
  await screen.findByText('没有保存：请填写门店名称')
  for (const [label, value] of [['统一社会信用代码', uscc], ['商户名称（招牌）', '第1家'], ['行业', '停车'], ['联系人', '安联系'], ['联系电话', '13800000000'], ['门店名称', '临河店'], ['地址', '云汀市临河区测试路 1 号'], ['营业时间', '08:00–22:00'], ['经度', '118.5'], ['纬度', '25.1']] as const) type(label, value)
  fireEvent.click(screen.getByRole('button', { name: /^保\s*存$/ }))
  await title('第1家')
  const sent = open.asked.find((one) => one.method === 'POST' && one.path === '/console/merchant-applications')
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({ uscc, contactName: '安联系', stores: [{ name: '临河店', longitudeE6: 118_500_000, latitudeE6: 25_100_000 }] })
  const submit = await screen.findByRole('button', { name: '提交审核' })
  expect(submit).toHaveProperty('disabled', true)
  fireEvent.change(screen.getByLabelText('选择营业执照文件'), { target: { files: [new File(['%PDF-1.4'], 'licence.pdf', { type: 'application/pdf' })] } })
  await screen.findByText(/打开营业执照/)
  fireEvent.click(screen.getByRole('checkbox', { name: /已由商户签字盖章/ }))
  fireEvent.click(submit)
  await screen.findByText('您录入的申请，须由另一人审核。')
  expect(JSON.parse(open.asked.find((one) => one.path.endsWith('/submission'))?.body ?? '')).toEqual({ agreed: true, textVersion: '2026-01' })
})
