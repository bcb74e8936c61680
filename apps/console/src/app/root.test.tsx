import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { openConsole } from '../testing/open'
import { type Asked, id, problem } from '../testing/server'

let open: Awaited<ReturnType<typeof openConsole>>
afterEach(() => open.leave())

const merchant = (number: number) => ({ merchantId: id('mer', number), name: `商户${number}`, uscc: '91530100MA6K10000X', industry: '停车服务', status: 'active', suspensions: [], issuesUntil: null, storeCount: 1, perkCount: 0, staffCount: 1, redemptions30d: number })
const detail = (number: number) => ({ ...merchant(number), stores: [{ storeId: id('sto', 1), name: '总店', address: '人民路 1 号', hours: '09:00–21:00', longitudeE6: 102_700_000, latitudeE6: 25_000_000, status: 'open' }], staff: [{ postId: id('pos', 1), maskedName: '张*', role: 'owner', storeName: null, since: '2026-01-01T00:00:00Z' }], invitations: [], perks: [], agreementRemindedDays: null, agreements: [], agreement: { state: 'running', textVersion: 'v1', signedAt: '2026-01-01T00:00:00Z', validUntil: '2027-12-31', daysLeft: 400, mayRenew: false }, termination: null, timeline: [] })
const page = (asked: Asked) => {
  const from = Number(asked.query.get('cursor') ?? 0)
  return { json: { items: [merchant(from), merchant(from + 1)], nextCursor: from < 4 ? String(from + 2) : null } }
}
const key = (name: string) => act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key: name }))

describe('the console', () => {
  it('a reload restores the session and the address; j j Enter opens the second row', async () => {
    open = await openConsole('/merchants?status=active', ['reviewer'], { 'GET /console/merchants': page, [`GET /console/merchants/${id('mer', 1)}`]: () => ({ json: detail(1) }) })
    await screen.findByText('商户1')
    expect(open.asked.find((asked) => asked.path === '/console/merchants')?.query.get('status')).toBe('active')
    expect(document.title).toBe('合作商户 · 云川市信惠后台')
    key('j')
    expect(document.activeElement?.textContent).toContain('商户0')
    key('j')
    expect(document.activeElement?.textContent).toContain('商户1')
    key('k')
    key('j')
    key('Enter')
    await screen.findByRole('heading', { level: 1, name: '商户1' })
    expect(window.location.pathname).toBe(`/console/merchants/${id('mer', 1)}`)
    expect(screen.getByText('人民路 1 号')).toBeTruthy()
    expect(screen.getByText('张*')).toBeTruthy()
  })

  it('a list goes on from its cursor and says when that was all', async () => {
    open = await openConsole('/merchants', ['administrator'], { 'GET /console/merchants': page })
    await screen.findByText('已列出 2 户')
    fireEvent.click(screen.getByRole('button', { name: '再列一些' }))
    await screen.findByText('已列出 4 户')
    fireEvent.click(await screen.findByRole('button', { name: /再列一些/ }))
    await screen.findByText('共 6 户')
    expect(screen.queryByRole('button', { name: /再列一些/ })).toBeNull()
  })

  it('the export reads the list to its end, not only what is on the page', async () => {
    open = await openConsole('/merchants', ['administrator'], { 'GET /console/merchants': page })
    await screen.findByText('已列出 2 户')
    fireEvent.click(screen.getByRole('button', { name: '导出 CSV' }))
    await screen.findByText('已导出 6 条')
  })

  it('a search lands in the address and in the question', async () => {
    open = await openConsole('/merchants', ['administrator'], { 'GET /console/merchants': (asked) => (asked.query.get('search') === null ? page(asked) : { json: { items: [], nextCursor: null } }) })
    await screen.findByText('商户0')
    fireEvent.change(screen.getByRole('searchbox', { name: '名称或信用代码' }), { target: { value: '图书馆' } })
    await screen.findByText('没有符合条件的商户')
    expect(new URLSearchParams(window.location.search).get('search')).toBe('图书馆')
    fireEvent.click(screen.getByRole('button', { name: '清除筛选' }))
    await screen.findByText('商户0')
    expect(window.location.search).toBe('')
  })

  it('a page that is not for this role says for whom it is, and asks the server nothing', async () => {
    open = await openConsole('/audit', ['lender-officer'], {})
    await screen.findByText('此页面仅限审计员、管理员打开')
    expect(within(screen.getByRole('navigation', { name: '主导航' })).getAllByRole('link').map((link) => link.textContent)).toEqual(['贷款申请', '抢单池', '信贷产品', '金融机构', '登录设备'])
    expect(open.asked.some((asked) => asked.path === '/console/audit')).toBe(false)
  })

  it('a refused list says why, with the request number, and tries again when asked', async () => {
    let times = 0
    open = await openConsole('/merchants', ['administrator'], { 'GET /console/merchants': (asked) => (++times === 1 ? problem(403, 'FORBIDDEN', '没有权限', { detail: '请联系管理员' }) : page(asked)) })
    expect((await screen.findByRole('alert')).textContent).toContain('没有权限')
    expect(screen.getByText('请求编号 req_1')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '重试' }))
    await screen.findByText('商户0')
  })

  it('leaving tells the server, forgets the token and returns to the login', async () => {
    open = await openConsole('/merchants', ['administrator'], { 'GET /console/merchants': page, 'DELETE /sessions/current': () => ({ status: 204 }), 'GET /demo/staff': () => ({ json: { items: [] } }) })
    await screen.findByText('商户0')
    fireEvent.click(screen.getByRole('button', { name: '退出登录' }))
    await screen.findByLabelText('动态码')
    await waitFor(() => expect(open.asked.some((asked) => asked.method === 'DELETE' && asked.path === '/sessions/current' && asked.headers.authorization === 'Bearer token')).toBe(true))
  })
})
