import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bearer, grant, type Handler, id, problem, serve } from '../testing/server'
import { ApiError } from './problem'
import { addressOf, call, restoreSession } from './request'
import { session } from './session'

let server: Awaited<ReturnType<typeof serve>>
const start = async (handlers: Record<string, Handler>) => {
  server = await serve(handlers)
}
const emptyPage = { items: [], nextCursor: null }
const needs =
  (token: string): Handler =>
  (asked) =>
    bearer(asked) === token ? { json: emptyPage } : problem(401, 'SESSION_ENDED', '登录已失效，请重新登录')

const failureOf = async (work: Promise<unknown>): Promise<ApiError> => {
  try {
    await work
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('it was expected to fail')
}

beforeEach(() => session.open(grant('old')))
afterEach(() => server.close())

describe('addresses', () => {
  it('path parameters and queries are encoded, empty filters left out', async () => {
    await start({})
    expect(addressOf('GET /console/imports/{batchId}', { params: { batchId: 'a/b c' } })).toEqual({ method: 'GET', url: '/api/v1/console/imports/a%2Fb%20c' })
    expect(addressOf('GET /console/merchants', { query: { search: '图书 & 馆', status: '', cursor: undefined, limit: 20 } }).url).toBe('/api/v1/console/merchants?search=%E5%9B%BE%E4%B9%A6+%26+%E9%A6%86&limit=20')
    expect(() => addressOf('GET /console/imports/{batchId}', {})).toThrow('batchId')
  })
})

describe('the session', () => {
  it('ten requests that meet an expired token exchange the cookie once and all succeed', async () => {
    await start({ 'GET /console/merchants': needs('new'), 'POST /staff/sessions/refresh': () => ({ json: grant('new') }) })
    await Promise.all(Array.from({ length: 10 }, () => call('GET /console/merchants', { query: {} })))
    expect(server.asked.filter((asked) => asked.path === '/staff/sessions/refresh')).toHaveLength(1)
    expect(server.asked.filter((asked) => bearer(asked) === 'new')).toHaveLength(10)
  })

  it('a refused cookie ends the session and says that it was there', async () => {
    await start({ 'GET /console/merchants': needs('new'), 'POST /staff/sessions/refresh': () => problem(401, 'SESSION_ENDED', '登录已失效，请重新登录') })
    expect((await failureOf(call('GET /console/merchants', { query: {} }))).code).toBe('SESSION_ENDED')
    expect(session.get()).toEqual({ status: 'anonymous', ended: true })
    expect(session.token()).toBeUndefined()
  })

  it('a token refused right after it was exchanged ends the session instead of asking again and again', async () => {
    await start({ 'GET /console/merchants': needs('never'), 'POST /staff/sessions/refresh': () => ({ json: grant('new') }) })
    await failureOf(call('GET /console/merchants', { query: {} }))
    expect(server.asked.map((asked) => asked.path)).toEqual(['/console/merchants', '/staff/sessions/refresh', '/console/merchants'])
    expect(session.get().status).toBe('anonymous')
  })

  it('opening the page restores the session from the cookie', async () => {
    await start({ 'POST /staff/sessions/refresh': () => ({ json: grant('restored', ['auditor']) }) })
    await restoreSession()
    expect(session.get()).toMatchObject({ status: 'signed-in', staff: { roles: ['auditor'] } })
    expect(session.token()).toBe('restored')
  })

  it('opening the page without a cookie asks for a login, without a server offers to try again', async () => {
    await start({ 'POST /staff/sessions/refresh': () => problem(401, 'UNAUTHENTICATED', '请先登录') })
    await restoreSession()
    expect(session.get()).toEqual({ status: 'anonymous', ended: false })
    await server.close()
    await start({ 'POST /staff/sessions/refresh': () => ({ status: 502, text: '<html>Bad gateway</html>' }) })
    await restoreSession()
    expect(session.get()).toEqual({ status: 'unreachable' })
  })
})

describe('writes', () => {
  const path = `/staff/sessions/${id('ses', 1)}`
  const revoke = () => call('DELETE /staff/sessions/{sessionId}', { params: { sessionId: id('ses', 1) } })
  const keys = () => server.asked.filter((asked) => asked.path === path).map((asked) => asked.headers['idempotency-key'])

  it('a write whose answer was lost is sent again under the same key', async () => {
    let times = 0
    await start({ [`DELETE ${path}`]: () => (++times === 1 ? { drop: true } : { status: 204 }) })
    await revoke()
    expect(keys()).toHaveLength(2)
    expect(new Set(keys()).size).toBe(1)
    expect(keys()[0]).toMatch(/^[\w-]{8,80}$/)
  })

  it('a write that met an expired token keeps its key after the exchange', async () => {
    await start({ [`DELETE ${path}`]: (asked) => (bearer(asked) === 'new' ? { status: 204 } : problem(401, 'SESSION_ENDED', '登录已失效')), 'POST /staff/sessions/refresh': () => ({ json: grant('new') }) })
    await revoke()
    expect(keys()).toHaveLength(2)
    expect(new Set(keys()).size).toBe(1)
  })

  it('two different writes never share a key, and reads carry none', async () => {
    await start({ [`DELETE ${path}`]: () => ({ status: 204 }), 'GET /console/merchants': () => ({ json: emptyPage }) })
    await revoke()
    await revoke()
    await call('GET /console/merchants', { query: {} })
    expect(new Set(keys()).size).toBe(2)
    expect(server.asked.at(-1)?.headers['idempotency-key']).toBeUndefined()
  })
})

describe('refusals', () => {
  it('problem+json becomes an error with its code, facts and field messages', async () => {
    await start({
      'POST /staff/sessions': () => problem(422, 'VALIDATION', '填写的内容有误', { detail: '动态码为 6 位数字', errors: [{ field: 'totpCode', message: '动态码为 6 位数字' }], facts: { left: 3 } }),
    })
    const error = await failureOf(call('POST /staff/sessions', { body: { username: 'a', password: 'b', totpCode: '1' } }))
    expect(error).toMatchObject({ status: 422, code: 'VALIDATION', message: '填写的内容有误', detail: '动态码为 6 位数字', requestId: 'req_1', facts: { left: 3 } })
    expect(error.field('totpCode')).toBe('动态码为 6 位数字')
    expect(error.field('username')).toBeUndefined()
  })

  it('a wrong password is an answer: the cookie is not exchanged for it', async () => {
    await start({ 'POST /staff/sessions': () => problem(401, 'LOGIN_FAILED', '用户名、密码或动态码不正确') })
    expect((await failureOf(call('POST /staff/sessions', { body: { username: 'a', password: 'b', totpCode: '123456' } }))).code).toBe('LOGIN_FAILED')
    expect(server.asked).toHaveLength(1)
  })

  it('a login whose answer was lost is not sent again: its code may be spent', async () => {
    await start({ 'POST /staff/sessions': () => ({ drop: true }) })
    expect((await failureOf(call('POST /staff/sessions', { body: { username: 'a', password: 'b', totpCode: '123456' } }))).code).toBe('NETWORK')
    expect(server.asked).toHaveLength(1)
  })

  it('a page of a proxy in the way becomes a plain sentence', async () => {
    await start({ 'GET /console/overview': () => ({ status: 502, text: '<html>Bad gateway</html>' }) })
    expect(await failureOf(call('GET /console/overview'))).toMatchObject({ status: 502, code: 'HTTP_502', message: '服务暂时不可用' })
  })

  it('no answer at all says that the service cannot be reached', async () => {
    await start({ 'GET /console/overview': () => ({ drop: true }) })
    expect(await failureOf(call('GET /console/overview'))).toMatchObject({ status: 0, code: 'NETWORK', message: '连不上服务' })
  })
})
