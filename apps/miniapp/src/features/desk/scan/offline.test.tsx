import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { bytesToId, signPass } from '@xinhui/pass'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { phone } from '../../../../test/taro'
import { saveSession } from '../../../lib/session'
import DeskQueue from '../queue/index'
import DeskScan from './index'

let api: TestApi
let network = true
const id = (prefix: string) => bytesToId(prefix, new Uint8Array(randomBytes(16)))
const [merchantId, storeId] = [id('mer_'), id('sto_')]
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const es256 = (bytes: Uint8Array) => new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
const passOf = (voucherId: string) => signPass({ kid: '0a1b2c3d', jti: randomBytes(8).toString('hex'), voucherId, merchantId, perkVersion: 1, tier: 0, notBefore: Math.floor(Date.now() / 1000), lifeSeconds: 60 }, es256)

function kit() {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const rule = { version: 1, perkTitle: '停车优惠', instructions: '账单按券面折扣结算', benefits: ['停车 9 折'], onlineOnly: false, terms: { stores: null, blackouts: { days: [], weekdays: [], hours: [] }, stacking: 'alone' } }
  const content = { merchantId, storeId, storeName: '听澜路店', maxAgeHours: 24, clockSkewSeconds: 30, sameBillMinutes: 15, keys: [{ kid: '0a1b2c3d', x, y }], rules: [rule], withdrawn: [] }
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const signed = 'XK1.0a1b2c3d.e30'
  const issuedAt = new Date().toISOString()
  return { kitId: 'kit_1', storeId, issuedAt, expiresAt: issuedAt, digest, ticket: `${signed}.${Buffer.from(es256(Buffer.from(`xinhui/kit/v1\0${signed}`))).toString('base64url')}`, content }
}

beforeAll(async () => {
  // Read before the page asks for it: on a busy machine that alone takes longer than a test waits for a word.
  await import('../offline/crypto')
  api = await startApi()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  api.answer = ({ call, body }) => {
    if (!network) return 'hang up'
    if (call.startsWith('GET /desk/offline-kit')) return { body: kit() }
    if (call === 'POST /desk/offline-scans') {
      const { scans } = body as { scans: { seq: number; admittedAt: string }[] }
      return { body: { chain: 'sound', results: scans.map(({ seq, admittedAt }) => ({ seq, scanId: 'scn_1', outcome: 'first', paidInGoodFaith: false, sentence: '已入账：停车 9 折', admittedAt, syncedAt: admittedAt, perkTitle: null, benefit: null, usedAt: null, usedStoreName: null, redemptionId: 'red_1', receiptNo: '1' })) } }
    }
    return { body: { posts: [{ merchantId, merchantName: '禾岚小馆', role: 'clerk', stores: [{ storeId, name: '听澜路店' }] }] } }
  }
})
afterAll(() => api.stop())
afterEach(cleanup)

const typeIn = async (text: string) => {
  fireEvent.change(await screen.findByLabelText('收银码'), { target: { value: text } })
  fireEvent.click(screen.getByRole('button', { name: '查验' }))
}

it('without network the phone verifies, writes down, refuses a second time, and hands in when the network is back', async () => {
  const text = await passOf(id('vch_'))
  render(<DeskScan />)
  expect(await screen.findByText(/离线数据：刚刚更新/)).toBeTruthy()
  network = false
  await typeIn(text)
  expect(await screen.findByText('没有网络，由这部手机核验')).toBeTruthy()
  expect(screen.getByText('停车 9 折')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /确认核销$/ }))
  expect(await screen.findByText('已核销，待入账')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  expect(await screen.findByText(/1 笔待入账，最早/)).toBeTruthy()
  await typeIn(text)
  expect(await screen.findByText(/这部手机 .* 已核销过这张券/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '确认核销' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  await typeIn('104277193055641780')
  expect((await screen.findByRole('alert')).textContent).toContain('收银码要联网才能核对')
  cleanup()

  // The app was closed in between: the record is on the phone.
  render(<DeskQueue />)
  expect(await screen.findByText('待入账')).toBeTruthy()
  network = true
  window.dispatchEvent(new Event('online'))
  expect(await screen.findByText('已入账')).toBeTruthy()
  expect(screen.getByText('离线核销都已入账')).toBeTruthy()
  const [handedIn] = api.seen.filter(({ call }) => call === 'POST /desk/offline-scans').slice(-1)
  expect(handedIn?.body).toMatchObject({ storeId, scans: [{ seq: 0, kitId: 'kit_1', pass: text, prevHash: '0'.repeat(64) }] })
})

it('an admission the phone cannot keep is none, and the clerk reads so', async () => {
  render(<DeskScan />)
  await screen.findByText(/离线数据：/)
  network = false
  await typeIn(await passOf(id('vch_')))
  await screen.findByText('没有网络，由这部手机核验')
  phone.storageBroken = true
  fireEvent.click(screen.getByRole('button', { name: /确认核销/ }))
  expect(await screen.findByText(/没有存下，这次不算核销/)).toBeTruthy()
  phone.storageBroken = false
  fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
  expect(await screen.findByText('已核销，待入账')).toBeTruthy()
})
