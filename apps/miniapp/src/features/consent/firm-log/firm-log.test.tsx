import { cleanup, render, screen } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { page } from '../../../../test/taro'
import { forgetSession, saveSession } from '../../../lib/session'
import FirmLog from './index'

let api: TestApi
let items: object[]
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  page.params = { firmId: 'sub_1' }
  api.answer = ({ call }) => (call === 'GET /firms/sub_1/access-log' ? { body: { items } } : { body: { items: [], invitations: [] } })
})
afterEach(cleanup)

it('a firm reads who looked it up, why and on what basis', async () => {
  items = [{ at: '2026-11-21T04:00:00.000Z', viewer: '本市公共信用信息服务机构', purpose: '审核信用修复', basis: '修复申请 2026-18 号', fields: ['名称和统一社会信用代码', '行政处罚'] }]
  render(<FirmLog />)
  await screen.findByText('本市公共信用信息服务机构')
  for (const words of ['审核信用修复', '修复申请 2026-18 号', '名称和统一社会信用代码、行政处罚']) expect(screen.getByText(words)).toBeTruthy()
})

it('and is told plainly when nobody has', async () => {
  items = []
  render(<FirmLog />)
  await screen.findByText('没有人查过这家企业的档案')
})
