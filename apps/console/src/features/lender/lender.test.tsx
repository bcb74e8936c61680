import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { clickAgain, openConsole } from '../../testing/open'
import { type Handler, id, problem } from '../../testing/server'
import { readLender, type Typed } from './lender-form'
import type { LenderDetail } from './lender-queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const lenderId = id('len', 1)
const path = `/console/lenders/${lenderId}`
const officer = { staffId: id('stf', 7), username: 'bank.wang', displayName: '王专员', lead: false, active: true, createdAt: '2026-11-20T01:00:00.000Z' }
const lender = (more: Partial<LenderDetail> = {}): LenderDetail => ({
  lenderId, uscc: '91990101MA00000000', name: '云汀农商行', kind: 'rural-bank', kindTitle: '农商行', status: 'active', answerWorkingDays: 5, licenceNumber: 'B0001H353010001', licenceUntil: null, licenceExpired: false, products: 2, officers: 1,
  version: 3, licenceFrom: '2021-03-01', scan: null, contact: { maskedName: '安*舟', maskedPhone: '138****1234' }, standing: null, people: [officer], running: { unaccepted: 2, unsigned: 3, signed: 4 }, timeline: [{ at: '2026-11-20T01:00:00.000Z', action: 'lender.admit', actor: 'staff:stf_x', reasonTitle: null }], mayInvite: true, ...more,
})
const NO_SYSTEM: Record<string, Handler> = { [`GET ${path}/clients`]: () => ({ json: { items: [] } }), [`GET ${path}/deliveries`]: () => ({ json: { items: [] } }) }
const sent = (end: string) => open?.asked.find((one) => one.method !== 'GET' && one.path.endsWith(end))
const said = (end: string) => JSON.parse(sent(end)?.body ?? '{}') as unknown

const FULL: Typed = { uscc: '91990101ma00000000', name: ' 云汀农商行 ', kind: 'rural-bank', licenceNumber: 'B0001H353010001', licenceFrom: '2021-03-01', licenceUntil: '', answerWorkingDays: '5', contactName: '安岚舟', contactPhone: '13800001234' }

it('what was typed is ready to send, or each field says what is missing; an edit may leave the contact as it is', () => {
  const written = { name: '云汀农商行', kind: 'rural-bank', licenceNumber: 'B0001H353010001', licenceFrom: '2021-03-01', licenceUntil: null, answerWorkingDays: 5 }
  expect(readLender(FULL, true)).toEqual({ uscc: '91990101MA00000000', written: { ...written, contact: { name: '安岚舟', phone: '13800001234' } } })
  expect(readLender({ ...FULL, contactName: '', contactPhone: '' }, false)).toEqual({ uscc: '91990101MA00000000', written })
  expect(readLender({ ...FULL, contactName: '', contactPhone: '' }, true)).toEqual({ issues: { contactName: '请填写联系人姓名', contactPhone: '请填写手机号或带区号的座机' } })
  expect(readLender({ ...FULL, kind: '', licenceUntil: '2021-03-01', answerWorkingDays: '2.5' }, true)).toEqual({ issues: { kind: '请选择机构类型', licenceUntil: '应晚于发证日期', answerWorkingDays: '请填写 1 至 30 的整数' } })
})

const drawer = () => within(screen.getByRole('dialog'))

it('the office admits a lender and lands on its page; what the server refuses is said in the form', async () => {
  let refuses = true
  open = await openConsole('/lenders', ['reviewer'], {
    'GET /console/lenders': () => ({ json: { items: [], nextCursor: null } }),
    'POST /console/lenders': () => (refuses ? problem(409, 'CONFLICT', '这家机构已经入驻') : { status: 201, json: lender() }),
    [`GET ${path}`]: () => ({ json: lender({ mayInvite: false }) }),
  })
  await screen.findByText('还没有金融机构')
  fireEvent.click(screen.getByRole('button', { name: '机构入驻' }))
  await screen.findByLabelText('统一社会信用代码')
  fireEvent.click(drawer().getByRole('button', { name: /入\s*驻/ }))
  await screen.findByText('请选择机构类型')
  for (const [label, value] of [['统一社会信用代码', FULL.uscc], ['机构名称', FULL.name], ['金融许可证编号', FULL.licenceNumber], ['发证日期', FULL.licenceFrom], ['联系人', FULL.contactName], ['联系电话', FULL.contactPhone]] as const) fireEvent.change(screen.getByLabelText(label), { target: { value } })
  fireEvent.mouseDown(screen.getByLabelText('机构类型'))
  fireEvent.click(await screen.findByText('农商行'))
  fireEvent.click(drawer().getByRole('button', { name: /入\s*驻/ }))
  await screen.findByText('没有保存：这家机构已经入驻')
  refuses = false
  await clickAgain(() => drawer().getByRole('button', { name: /入\s*驻/ }))
  await screen.findByText('安*舟 138****1234')
  expect(screen.queryByRole('button', { name: '邀请人员' })).toBeNull()
})

it('before it is done, a suspension and an end say what becomes of what is under way', async () => {
  const handlers: Record<string, Handler> = { [`GET ${path}`]: () => ({ json: lender() }), [`POST ${path}/suspension`]: () => ({ status: 204 }) }
  open = await openConsole(`/lenders/${lenderId}`, ['administrator'], { ...NO_SYSTEM, ...handlers })
  fireEvent.click(await screen.findByRole('button', { name: '终止合作' }))
  await screen.findByText(/5 笔未签约的申请退回企业/)
  fireEvent.click(screen.getByRole('button', { name: /^先\s*不$/ }))
  fireEvent.click(screen.getByRole('button', { name: /^暂\s*停$/ }))
  await screen.findByText(/2 笔还没受理的申请退回企业/)
  screen.getByText(/3 笔办理中的申请留在机构/)
  fireEvent.change(screen.getAllByLabelText('说明').at(-1) as HTMLElement, { target: { value: '投诉较多' } })
  const sure = screen.getAllByRole('button', { name: /^暂\s*停$/ }).at(-1)
  if (sure) fireEvent.click(sure)
  await expect.poll(() => said('/suspension')).toEqual({ reason: 'complaint', note: '投诉较多' })
})

it('a suspended lender says since when and why, and is resumed', async () => {
  open = await openConsole(`/lenders/${lenderId}`, ['administrator'], {
    ...NO_SYSTEM,
    [`GET ${path}`]: () => ({ json: lender({ status: 'suspended', standing: { since: '2026-11-21T02:00:00.000Z', reasonTitle: '投诉核查', note: '投诉较多' } }) }),
    [`POST ${path}/resumption`]: () => ({ status: 204 }),
  })
  await screen.findByText('2026-11-21 10:00 起暂停：投诉核查')
  expect(screen.queryByRole('button', { name: '邀请人员' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: /^恢\s*复$/ }))
  await screen.findByText('恢复这家机构？')
  const sure = screen.getAllByRole('button', { name: /^恢\s*复$/ }).at(-1)
  if (sure) fireEvent.click(sure)
  await expect.poll(() => sent('/resumption')).toBeTruthy()
})

it('an officer is invited, the secrets are shown once; one is disabled', async () => {
  const secrets = { staffId: id('stf', 8), username: 'bank.li', password: 'first-password', totpSecret: 'JBSWY3DPEHPK3PXP', otpauthUri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' }
  open = await openConsole(`/lenders/${lenderId}`, ['administrator'], {
    ...NO_SYSTEM,
    [`GET ${path}`]: () => ({ json: lender() }),
    [`POST ${path}/officers`]: () => ({ status: 201, json: secrets }),
    [`POST ${path}/officers/${officer.staffId}/disabling`]: () => ({ status: 204 }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '邀请人员' }))
  fireEvent.change(await screen.findByLabelText('姓名'), { target: { value: '李经理' } })
  fireEvent.change(screen.getByLabelText('用户名'), { target: { value: 'bank.li' } })
  fireEvent.click(screen.getByRole('button', { name: /开\s*通/ }))
  await screen.findByText('first-password')
  expect(said('/officers')).toEqual({ username: 'bank.li', displayName: '李经理', lead: true })
  fireEvent.click(screen.getByRole('button', { name: '已交给本人' }))
  await expect.poll(() => screen.queryByText('first-password')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '停用 王专员' }))
  await screen.findByText('停用 王专员？')
  const sure = screen.getAllByRole('button', { name: /^停\s*用$/ }).at(-1)
  if (sure) fireEvent.click(sure)
  await expect.poll(() => sent('/disabling')).toBeTruthy()
})

it('an auditor reads and changes nothing', async () => {
  open = await openConsole(`/lenders/${lenderId}`, ['auditor'], { ...NO_SYSTEM, [`GET ${path}`]: () => ({ json: lender({ mayInvite: false }) }) })
  await screen.findByText('王专员')
  for (const name of ['修改信息', '终止合作', '邀请人员', '停用 王专员']) expect(screen.queryByRole('button', { name })).toBeNull()
})
