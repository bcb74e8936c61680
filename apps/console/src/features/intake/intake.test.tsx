import { generateKeyPairSync } from 'node:crypto'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../../testing/open'
import { type Handler, id, problem } from '../../testing/server'
import { readPublicKey } from './public-key'
import type { OfficeClient } from './queries'
import { readRegistration } from './register'

let open: Awaited<ReturnType<typeof openConsole>> | undefined
afterEach(async () => {
  await open?.leave()
  open = undefined
})

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
const jwk = { kty: 'EC', crv: 'P-256', x, y }
const clientId = id('ofc', 1)
const officeClient = (more: Partial<OfficeClient> = {}): OfficeClient => ({ clientId, office: '云川市统计局', officeUscc: '11530100000000001X', status: 'active', keyThumbprint: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U', createdAt: '2026-11-20T01:00:00.000Z', createdBy: 'staff:stf_x', revokedAt: null, lastSentAt: null, ...more })

describe('a pasted public key', () => {
  it('is the same key as JWK and as PEM', () => {
    expect(readPublicKey(JSON.stringify({ ...jwk, kid: 'mine', use: 'sig' }))).toEqual({ jwk })
    expect(readPublicKey(`\n${publicKey.export({ format: 'pem', type: 'spki' }) as string}`)).toEqual({ jwk })
  })

  it('that is a private one goes nowhere, and the reader is told to change it', () => {
    for (const text of [JSON.stringify(privateKey.export({ format: 'jwk' })), privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, privateKey.export({ format: 'pem', type: 'sec1' }) as string])
      expect(readPublicKey(text)).toEqual({ problem: expect.stringContaining('应当换掉') as string })
  })

  it('of another kind, cut short or no key at all is named', () => {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
    expect(readPublicKey(p384.export({ format: 'pem', type: 'spki' }) as string)).toEqual({ problem: '不是 P-256 公钥' })
    expect(readPublicKey(JSON.stringify(p384.export({ format: 'jwk' })))).toEqual({ problem: '不是 P-256 公钥' })
    expect(readPublicKey(JSON.stringify({ ...jwk, y: y.slice(1) }))).toEqual({ problem: '公钥不完整：x 和 y 应各为 43 个字符' })
    for (const text of ['', 'ssh-ed25519 AAAA', '[]', 'null', '"x"']) expect('problem' in readPublicKey(text), text).toBe(true)
  })
})

it('each field says what is missing; a full form is ready to send', () => {
  expect(readRegistration({ office: ' ', officeUscc: '1153', key: '' })).toEqual({ issues: { office: '请填写单位全称', officeUscc: '统一社会信用代码是 18 位', key: '请粘贴公钥' } })
  expect(readRegistration({ office: ' 云川市统计局 ', officeUscc: '11530100000000001x', key: JSON.stringify(jwk) })).toEqual({ body: { office: '云川市统计局', officeUscc: '11530100000000001X', jwk } })
})

describe('委办局接入', () => {
  it('the administrator registers a system and lands on the page with its key id', async () => {
    open = await openConsole('/office-clients', ['administrator'], {
      'GET /console/office-clients': () => ({ json: { items: [] } }),
      'POST /console/office-clients': () => ({ status: 201, json: officeClient() }),
      [`GET /console/office-clients/${clientId}`]: () => ({ json: { client: officeClient(), batches: [] } }),
    })
    await screen.findByText('还没有接入的系统')
    fireEvent.click(screen.getByRole('button', { name: '登记系统' }))
    fireEvent.change(await screen.findByLabelText('报送单位'), { target: { value: '云川市统计局' } })
    fireEvent.change(screen.getByLabelText('统一社会信用代码'), { target: { value: '11530100000000001X' } })
    fireEvent.change(screen.getByLabelText('公钥'), { target: { value: JSON.stringify(privateKey.export({ format: 'jwk' })) } })
    fireEvent.click(screen.getByRole('button', { name: /登\s*记$/ }))
    await screen.findByText(/应当换掉/)
    expect(open.asked.filter((one) => one.method === 'POST' && one.path === '/console/office-clients')).toEqual([])
    fireEvent.change(screen.getByLabelText('公钥'), { target: { value: JSON.stringify(jwk) } })
    fireEvent.click(screen.getByRole('button', { name: /登\s*记$/ }))
    await screen.findByText(clientId)
    expect(JSON.parse(open.asked.find((one) => one.method === 'POST' && one.path === '/console/office-clients')?.body ?? '')).toEqual({ office: '云川市统计局', officeUscc: '11530100000000001X', jwk })
  })

  it('what the server does not take is said in the form', async () => {
    open = await openConsole('/office-clients', ['administrator'], { 'GET /console/office-clients': () => ({ json: { items: [] } }), 'POST /console/office-clients': () => problem(422, 'VALIDATION', '填写的内容有误', { detail: '校验码不对' }) })
    fireEvent.click(await screen.findByRole('button', { name: '登记系统' }))
    fireEvent.change(await screen.findByLabelText('报送单位'), { target: { value: '云川市统计局' } })
    fireEvent.change(screen.getByLabelText('统一社会信用代码'), { target: { value: '115301000000000011' } })
    fireEvent.change(screen.getByLabelText('公钥'), { target: { value: JSON.stringify(jwk) } })
    fireEvent.click(screen.getByRole('button', { name: /登\s*记$/ }))
    await screen.findByText('没有登记：校验码不对')
  })

  it('a revoked system stays on the page with its end, and can be revoked by an administrator alone', async () => {
    let now = officeClient({ lastSentAt: '2026-11-21T01:00:00.000Z' })
    const handlers: Record<string, Handler> = {
      [`GET /console/office-clients/${clientId}`]: () => ({ json: { client: now, batches: [] } }),
      [`DELETE /console/office-clients/${clientId}`]: () => {
        now = { ...now, status: 'revoked', revokedAt: '2026-11-21T02:00:00.000Z' }
        return { status: 204 }
      },
    }
    open = await openConsole(`/office-clients/${clientId}`, ['administrator'], handlers)
    fireEvent.click(await screen.findByRole('button', { name: /停\s*用/ }))
    await screen.findByText('停用这个系统？')
    const sure = screen.getAllByRole('button', { name: /停\s*用/ }).at(-1)
    if (sure) fireEvent.click(sure)
    await screen.findByText(/2026-11-21 10:00 停用/)
    await waitFor(() => expect(screen.getByText('已停用')).toBeTruthy())
    await open.leave()
    now = officeClient()
    open = await openConsole(`/office-clients/${clientId}`, ['auditor'], handlers)
    await screen.findByText('可报送')
    expect(screen.queryByRole('button', { name: /停\s*用/ })).toBeNull()
  })
})
