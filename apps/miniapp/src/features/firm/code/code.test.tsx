import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { forgetSession, saveSession } from '../../../lib/session'
import FirmCode from './index'

let api: TestApi
const offer = { firmName: '云汀映禾食品有限公司', uscc: '91990101MA00000000', rights: ['file'], until: '2026-12-31' }
const gone = { status: 404, body: { type: 'x', title: '没有找到', status: 404, code: 'NOT_FOUND', detail: '邀请码不对，或者已经用过、收回、过期了，请法定代表人重新发一个', requestId: 'req_1' } }
const bodies = () => api.seen.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  page.params = {}
  asked.length = 0
  api.seen.length = 0
  api.answer = ({ call }) => (call === 'POST /me/firms/code-offer' ? { body: offer } : { status: 201, body: { firmId: 'sub_1' } })
})
afterEach(cleanup)

describe('becoming an agent by a code', () => {
  it('shows what a typed code offers, and does nothing before the confirmation', async () => {
    render(<FirmCode />)
    fireEvent.input(screen.getByLabelText('邀请码'), { target: { value: 'abcd 2345' } })
    fireEvent.click(screen.getByRole('button', { name: '看看邀请' }))
    await screen.findByText('看档案和评价')
    expect(bodies()).toEqual([['POST /me/firms/code-offer', { code: 'ABCD-2345' }]])
    fireEvent.click(screen.getByRole('button', { name: '确认成为经办人' }))
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ name: 'redirectTo', options: { url: '/features/firm/file/index?firmId=sub_1' } }))
    expect(bodies().at(-1)).toEqual(['POST /me/firms/code', { code: 'ABCD-2345' }])
  })

  it('asks at once for a code that was scanned', async () => {
    page.params = { code: 'XH-AGENT:ABCD-2345' }
    render(<FirmCode />)
    await screen.findByText('云汀映禾食品有限公司')
    expect(bodies()).toEqual([['POST /me/firms/code-offer', { code: 'ABCD-2345' }]])
  })

  it('says that a code is over, and asks again only for another', async () => {
    api.answer = () => gone
    page.params = { code: 'XH-AGENT:ABCD-2345' }
    render(<FirmCode />)
    await screen.findByText(/请法定代表人重新发一个/)
    expect(screen.queryByRole('button', { name: '确认成为经办人' })).toBeNull()
    fireEvent.input(screen.getByLabelText('邀请码'), { target: { value: 'ABCD' } })
    expect(screen.queryByText(/请法定代表人重新发一个/)).toBeNull()
  })

  it('sends whoever is not signed in to the login, and back with the code', async () => {
    forgetSession()
    page.params = { code: 'XH-AGENT:ABCD-2345' }
    render(<FirmCode />)
    fireEvent.click(await screen.findByRole('button', { name: '去登录' }))
    expect(asked.at(-1)).toMatchObject({ options: { url: expect.stringContaining(encodeURIComponent('/features/firm/code/index?code=')) as string } })
    expect(bodies()).toEqual([])
  })
})
