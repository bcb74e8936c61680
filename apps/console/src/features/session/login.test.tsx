import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { ApiError } from '../../lib/problem'
import { openConsole } from '../../testing/open'
import { type Asked, grant, problem } from '../../testing/server'
import { loginFailure } from './queries'

let open: Awaited<ReturnType<typeof openConsole>>
afterEach(() => open.leave())

const account = { username: 'steward', displayName: '数据管理员', roles: ['steward'], password: 'demo-steward', totpCode: '111111' }
const signIn = (asked: Asked) => (JSON.parse(asked.body).totpCode === '222222' ? { status: 201, json: grant('token', ['steward']) } : problem(401, 'LOGIN_FAILED', '用户名、密码或动态码不正确', { detail: '再错 3 次将锁定 15 分钟' }))
const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

describe('登录', () => {
  it('a closed address asks for the login first and opens after it; the demo list fills in the present code', async () => {
    let listed = 0
    open = await openConsole('/imports', null, {
      'GET /demo/staff': () => ({ json: { items: [{ ...account, totpCode: ++listed === 1 ? '111111' : '222222' }] } }),
      'POST /staff/sessions': signIn,
      'GET /console/imports': () => ({ json: { items: [], nextCursor: null } }),
      'GET /console/layouts': () => ({ json: { items: [] } }),
    })
    fireEvent.click(await screen.findByRole('button', { name: /数据管理员/ }))
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('动态码').value).toBe('222222'))
    expect(document.title).toBe('登录 · 云川市信惠后台')
    press('登录')
    await screen.findByRole('heading', { level: 1, name: '数据归集' })
    expect(window.location.pathname).toBe('/console/imports')
    expect(await screen.findByText('还没有归集过文件')).toBeTruthy()
  })

  it('a wrong code says so, keeps what was typed and clears only the code', async () => {
    open = await openConsole('/login', null, { 'GET /demo/staff': () => ({ json: { items: [] } }), 'POST /staff/sessions': signIn })
    await screen.findByLabelText('用户名')
    fill('用户名', 'steward')
    fill('密码', 'demo-steward')
    fill('动态码', '333333')
    press('登录')
    expect((await screen.findByRole('alert')).textContent).toContain('用户名、密码或动态码不正确')
    expect(screen.getByText('再错 3 次将锁定 15 分钟')).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('密码').value).toBe('demo-steward')
    expect(screen.getByLabelText<HTMLInputElement>('动态码').value).toBe('')
  })

  it('empty fields are named one by one and nothing is sent', async () => {
    open = await openConsole('/login', null, { 'GET /demo/staff': () => ({ json: { items: [] } }) })
    await screen.findByLabelText('用户名')
    press('登录')
    for (const text of ['请填写用户名', '请填写密码', '请填写 6 位动态码']) expect(screen.getByText(text)).toBeTruthy()
    expect(open.asked.some((asked) => asked.path === '/staff/sessions')).toBe(false)
  })

  it('a locked account says until when, rounded up to the minute', async () => {
    open = await openConsole('/login', null, {})
    const now = Date.parse('2020-05-01T01:00:10Z')
    expect(loginFailure(new ApiError({ status: 429, code: 'LOGIN_LOCKED', title: 'x', facts: { lockedUntil: '2020-05-01T01:15:10Z' } }), now).title).toBe('账号已锁定，2020年5月1日 09:16 后可再试')
    expect(loginFailure(new ApiError({ status: 429, code: 'LOGIN_LOCKED', title: 'x', facts: { retryAfterSeconds: 50 } }), now).title).toBe('账号已锁定，2020年5月1日 09:01 后可再试')
    expect(loginFailure(new ApiError({ status: 429, code: 'TOO_MANY_REQUESTS', title: '操作太频繁，请稍后再试', facts: { retryAfterSeconds: 60 } }), now)).toEqual({ title: '操作太频繁，请稍后再试', detail: '2020年5月1日 09:02 后可再试。' })
  })
})
