import { generateKeyPairSync } from 'node:crypto'
import { fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id } from '../../testing/server'
import type { Till } from './queries'
import { readTill } from './register'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
const jwk = { kty: 'EC' as const, crv: 'P-256' as const, x, y }
const [merchantId, storeId, clientId] = [id('mer', 1), id('sto', 1), id('tcl', 1)]
const till = (more: Partial<Till> = {}): Till => ({ clientId, merchantId, merchantName: '云汀停车', storeId, storeName: '临河店', name: '1 号收银台', status: 'active', keyThumbprint: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U', createdAt: '2026-11-20T01:00:00.000Z', revokedAt: null, ...more })

it('each field says what is missing; a private key goes nowhere; a full form is ready to send', () => {
  expect(readTill({ merchantId: '', storeId: '', name: ' ', key: '' })).toEqual({ issues: { merchantId: '请选择商户', storeId: '请选择门店', name: '请填写名称', key: '请粘贴公钥' } })
  const whole = { merchantId, storeId, name: ' 1 号收银台 ', key: JSON.stringify(jwk) }
  expect(readTill({ ...whole, key: JSON.stringify(privateKey.export({ format: 'jwk' })) })).toMatchObject({ issues: { key: expect.stringContaining('应当换掉') as string } })
  expect(readTill(whole)).toEqual({ merchantId, body: { storeId, name: '1 号收银台', jwk } })
})

describe('收银接入', () => {
  it('shows each till with its store and client id, and ends one after asking', async () => {
    let now = till()
    const handlers: Record<string, Handler> = {
      'GET /console/tills': () => ({ json: { items: [now] } }),
      [`DELETE /console/merchants/${merchantId}/tills/${clientId}`]: () => {
        now = till({ status: 'revoked', revokedAt: '2026-11-21T02:00:00.000Z' })
        return { status: 204 }
      },
    }
    open = await openConsole('/tills', ['merchant-owner'], handlers)
    await screen.findByText(clientId)
    screen.getByText('云汀停车 · 临河店')
    fireEvent.click(screen.getByRole('button', { name: '停用 1 号收银台' }))
    await screen.findByText(/手里的令牌也立即失效/)
    const sure = screen.getAllByRole('button', { name: /停\s*用/ }).at(-1)
    if (sure) fireEvent.click(sure)
    await screen.findByText('已停用')
    expect(screen.queryByRole('button', { name: '停用 1 号收银台' })).toBeNull()
  })

  it('an auditor reads and registers nothing', async () => {
    open = await openConsole('/tills', ['auditor'], { 'GET /console/tills': () => ({ json: { items: [] } }) })
    await screen.findByText('还没有接入的收银系统')
    expect(screen.queryByRole('button', { name: '登记收银系统' })).toBeNull()
  })

  it('an empty form is not sent, and says what is missing', async () => {
    open = await openConsole('/tills', ['administrator'], { 'GET /console/tills': () => ({ json: { items: [] } }), 'GET /console/merchants': () => ({ json: { items: [], nextCursor: null } }) })
    fireEvent.click(await screen.findByRole('button', { name: '登记收银系统' }))
    fireEvent.click(await screen.findByRole('button', { name: /登\s*记$/ }))
    await screen.findByText('请选择商户')
    expect(open.asked.filter((one) => one.method === 'POST' && one.path.includes('/tills'))).toEqual([])
  })
})
