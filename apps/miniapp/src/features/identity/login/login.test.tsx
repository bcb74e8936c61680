import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { forgetSession, readPersona, readSession } from '../../../lib/session'
import { readCache } from '../../../lib/storage'
import Login from './index'

let api: TestApi
const city = { code: 'demo', name: '云汀市（演示）', serviceName: '信惠', accent: '#0F6E6A', hotline: '12345', mode: 'demo', reversalWindowMinutes: 30 }
const personas = { items: [{ key: 'elder', title: '72 岁的居民', story: '用大字版。', name: '郑穗丰', idNumber: '990103195410070019', uscc: null }] }
const tokens = { accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' }
const me = { accountId: 'acc_1', subject: null, posts: [], score: 'never-asked' }

const answers = (over: Readonly<Record<string, Answer>>): TestApi['answer'] => ({ call }) =>
  ({ 'GET /city': { body: city }, 'GET /demo/personas': { body: personas }, 'POST /demo/personas/elder/code': { status: 201, body: { code: 'code-of-elder' } }, 'POST /sessions/wechat': { status: 201, body: { tokens, me } }, ...over })[call] ?? { status: 404, body: {} }

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  asked.length = 0
  api.seen.length = 0
  page.params = {}
})
afterEach(cleanup)

describe('logging in to the demo', () => {
  it('says that everybody is fictional, and goes in by the same code as WeChat', async () => {
    api.answer = answers({})
    render(<Login />)
    expect((await screen.findByText(/虚构/)).textContent).toContain('云汀市')
    fireEvent.click(await screen.findByRole('button', { name: /郑穗丰/ }))
    await waitFor(() => expect(readSession()?.accessToken).toBe('a'))
    expect(api.seen.find(({ call }) => call === 'POST /sessions/wechat')?.body).toEqual({ code: 'code-of-elder' })
    expect(readPersona()).toBe('elder')
    expect(readCache('cache:me')?.value).toEqual(me)
  })

  it('goes back to where the reader came from, or on to where they were heading', async () => {
    api.answer = answers({})
    render(<Login />)
    fireEvent.click(await screen.findByRole('button', { name: /郑穗丰/ }))
    await waitFor(() => expect(asked.map(({ name }) => name)).toContain('navigateBack'))
    cleanup()
    forgetSession()
    page.params = { next: encodeURIComponent('/features/voucher/list/index') }
    render(<Login />)
    fireEvent.click(await screen.findByRole('button', { name: /郑穗丰/ }))
    await waitFor(() => expect(asked).toContainEqual({ name: 'redirectTo', options: { url: '/features/voucher/list/index' } }))
  })

  it('an address from outside is not followed', async () => {
    api.answer = answers({})
    page.params = { next: encodeURIComponent('https://example.com/pages/home/index') }
    render(<Login />)
    fireEvent.click(await screen.findByRole('button', { name: /郑穗丰/ }))
    await waitFor(() => expect(asked.map(({ name }) => name)).toContain('navigateBack'))
    expect(JSON.stringify(asked)).not.toContain('example.com')
  })

  it('a code that WeChat refuses is told, and nobody is signed in', async () => {
    api.answer = answers({ 'POST /sessions/wechat': { status: 401, body: { code: 'WECHAT_CODE_INVALID', title: '微信登录凭证无效，请重试', status: 401 } } })
    render(<Login />)
    fireEvent.click(await screen.findByRole('button', { name: /郑穗丰/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('微信登录凭证无效')
    expect(readSession()).toBeUndefined()
  })

  it('outside WeChat a production city shows no persona and says where to log in', async () => {
    api.answer = answers({ 'GET /city': { body: { ...city, mode: 'production' } } })
    render(<Login />)
    expect(await screen.findByText('请在微信里登录')).toBeTruthy()
    expect(api.seen.some(({ call }) => call.includes('demo'))).toBe(false)
  })
})
