import { generateKeyPairSync } from 'node:crypto'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { clickAgain, openConsole } from '../../testing/open'
import { type Handler, id, problem } from '../../testing/server'
import type { LenderDetail } from './lender-queries'
import { readSystem } from './register-system'
import type { Delivery, LenderClient } from './system-queries'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const lenderId = id('len', 1)
const clientId = id('lcl', 1)
const path = `/console/lenders/${lenderId}`
const lender = (more: Partial<LenderDetail> = {}): LenderDetail => ({
  lenderId, uscc: '91990101MA00000000', name: '云汀农商行', kind: 'rural-bank', kindTitle: '农商行', status: 'active', answerWorkingDays: 5, licenceNumber: 'B0001H353010001', licenceUntil: null, licenceExpired: false, products: 2, officers: 0,
  version: 3, licenceFrom: '2021-03-01', scan: null, contact: null, standing: null, people: [], running: { unaccepted: 0, unsigned: 0, signed: 0 }, timeline: [], mayInvite: true, ...more,
})
const system: LenderClient = { clientId, lenderId, name: '信贷系统', status: 'active', keyThumbprint: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U', webhookUrl: 'https://bank.example.com/hooks', createdAt: '2026-11-20T01:00:00.000Z', revokedAt: null }
const delivery = (n: number, more: Partial<Delivery>): Delivery => ({ messageId: id('msg', n), type: 'loan.submit', typeTitle: '提交申请', applicationId: id('lap', n), productId: null, createdAt: '2026-11-20T01:00:00.000Z', attempts: 1, lastStatus: null, deliveredAt: null, state: 'waiting', ...more })
const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
const jwk = { kty: 'EC', crv: 'P-256', x, y }
const sent = (method: string, end: string) => open?.asked.find((one) => one.method === method && one.path.endsWith(end))

it('each field says what is missing; a full form is ready to send', () => {
  expect(readSystem({ name: ' ', key: '', webhookUrl: 'bank' })).toEqual({ issues: { name: '请填写名称', key: '请粘贴公钥', webhookUrl: expect.stringContaining('完整的地址') as string } })
  expect(readSystem({ name: ' 信贷系统 ', key: JSON.stringify(jwk), webhookUrl: 'https://bank.example.com/hooks' })).toEqual({ body: { name: '信贷系统', jwk, webhookUrl: 'https://bank.example.com/hooks' } })
})

it('a system is registered by its key, and its secret is shown once', async () => {
  let refuses = true
  let items: LenderClient[] = []
  open = await openConsole(`/lenders/${lenderId}`, ['administrator'], {
    [`GET ${path}`]: () => ({ json: lender() }),
    [`GET ${path}/clients`]: () => ({ json: { items } }),
    [`GET ${path}/deliveries`]: () => ({ json: { items: [] } }),
    [`POST ${path}/clients`]: () => {
      if (refuses) return problem(422, 'VALIDATION', '填写的内容有误', { detail: '回调地址应为公网 https 域名' })
      items = [system]
      return { status: 201, json: { ...system, webhookSecret: 'whsec_once' } }
    },
  })
  await screen.findByText('还没有接入系统')
  fireEvent.click(screen.getByRole('button', { name: '登记系统' }))
  fireEvent.change(await screen.findByLabelText('名称'), { target: { value: '信贷系统' } })
  fireEvent.change(screen.getByLabelText('公钥'), { target: { value: JSON.stringify(jwk) } })
  fireEvent.change(screen.getByLabelText('消息回调地址'), { target: { value: 'https://bank.example.com/hooks' } })
  const register = () => within(screen.getByRole('dialog')).getByRole('button', { name: /登\s*记/ })
  fireEvent.click(register())
  await screen.findByText('没有登记：回调地址应为公网 https 域名')
  refuses = false
  await clickAgain(register)
  await screen.findByText('whsec_once')
  fireEvent.click(screen.getByRole('button', { name: '已记下' }))
  await waitFor(() => expect(screen.queryByText('whsec_once')).toBeNull())
  await screen.findByText(clientId)
  expect(screen.queryByRole('button', { name: '登记系统' })).toBeNull()
})

it('the secret is changed, the system ended, and what was not delivered is sent again; what was is not', async () => {
  const handlers: Record<string, Handler> = {
    [`GET ${path}`]: () => ({ json: lender() }),
    [`GET ${path}/clients`]: () => ({ json: { items: [system] } }),
    [`GET ${path}/deliveries`]: () => ({ json: { items: [delivery(3, { state: 'undelivered', attempts: 10, lastStatus: 503 }), delivery(2, {}), delivery(1, { state: 'delivered', deliveredAt: '2026-11-20T01:00:05.000Z', lastStatus: 204 })] } }),
    [`POST ${path}/clients/${clientId}/secret`]: () => ({ json: { webhookSecret: 'whsec_new' } }),
    [`DELETE ${path}/clients/${clientId}`]: () => ({ status: 204 }),
    [`POST ${path}/deliveries/${id('msg', 3)}/resend`]: () => ({ status: 204 }),
  }
  open = await openConsole(`/lenders/${lenderId}`, ['administrator'], handlers)
  await screen.findByText('10 次，应答 503')
  expect(await screen.findAllByRole('button', { name: /^重发/ })).toHaveLength(1)
  fireEvent.click(screen.getByRole('button', { name: /^重发/ }))
  await waitFor(() => expect(sent('POST', '/resend')).toBeTruthy())
  fireEvent.click(screen.getByRole('button', { name: '换签名密钥' }))
  fireEvent.click(await screen.findByRole('button', { name: /^更\s*换$/ }))
  await screen.findByText('whsec_new')
  fireEvent.click(screen.getByRole('button', { name: '已记下' }))
  fireEvent.click(screen.getByRole('button', { name: '停用系统' }))
  await screen.findByText('停用这个系统？')
  const sure = screen.getAllByRole('button', { name: /^停\s*用$/ }).at(-1)
  if (sure) fireEvent.click(sure)
  await waitFor(() => expect(sent('DELETE', clientId)).toBeTruthy())
})

it('an auditor reads what was sent and moves nothing; a reviewer is not shown it', async () => {
  const handlers: Record<string, Handler> = { [`GET ${path}`]: () => ({ json: lender({ mayInvite: false }) }), [`GET ${path}/clients`]: () => ({ json: { items: [system] } }), [`GET ${path}/deliveries`]: () => ({ json: { items: [delivery(3, { state: 'undelivered' })] } }) }
  open = await openConsole(`/lenders/${lenderId}`, ['auditor'], handlers)
  await screen.findByText('没有送达')
  for (const name of ['换签名密钥', '停用系统', /^重发/]) expect(screen.queryByRole('button', { name })).toBeNull()
  await open.leave()
  open = await openConsole(`/lenders/${lenderId}`, ['reviewer'], handlers)
  await screen.findByRole('heading', { level: 1, name: '云汀农商行' })
  expect(screen.queryByText('接入系统')).toBeNull()
})
