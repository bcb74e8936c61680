// @vitest-environment node
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ApiError, fieldError } from './api-error'
import type { call as Call, newId as NewId, toUrl as ToUrl } from './request'
import { forgetSession, readSession, saveSession, signedIn } from './session'
import { readCache, writeCache } from './storage'

interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

let seen: Seen[] = []
let answer: (request: Seen, response: ServerResponse) => void
let call: typeof Call
let toUrl: typeof ToUrl
let newId: typeof NewId

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  request.on('end', () => {
    const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
    seen.push(one)
    answer(one, response)
  })
})

const json = (response: ServerResponse, status: number, value: unknown, type = 'application/json') =>
  response.writeHead(status, { 'content-type': type, 'x-request-id': 'req-1' }).end(value === undefined ? '' : JSON.stringify(value))

const tokens = (mark: string) => ({ accessToken: `access-${mark}`, accessExpiresAt: '2026-11-21T00:10:00Z', refreshToken: `refresh-${mark}`, refreshExpiresAt: '2026-12-21T00:00:00Z' })

const caught = async (promise: Promise<unknown>): Promise<ApiError> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  Reflect.set(globalThis, '__api', `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`)
  ;({ call, toUrl, newId } = await import('./request'))
})
afterAll(() => server.close())
beforeEach(() => {
  seen = []
  forgetSession()
})

describe('a call', () => {
  it('percent-encodes path parameters and leaves out what is not asked', () => {
    expect(toUrl('GET /perks/{perkId}', { perkId: 'a/b 惠' }, { scene: '公交', search: undefined, limit: 20 })).toEqual({
      method: 'GET',
      path: '/perks/a%2Fb%20%E6%83%A0?scene=%E5%85%AC%E4%BA%A4&limit=20',
    })
    expect(() => toUrl('GET /perks/{perkId}', {})).toThrow('needs perkId')
    // A page opened without its parameter finds nothing; it does not break.
    expect(() => toUrl('GET /perks/{perkId}', { perkId: '' })).toThrow('没有找到')
  })

  it('carries the token, its body, a request id and an idempotency key', async () => {
    saveSession(tokens('1'))
    answer = (_, response) => json(response, 201, { voucherId: 'vch_1' })
    await expect(call('POST /vouchers', { body: { perkId: 'prk_1' } })).resolves.toEqual({ voucherId: 'vch_1' })
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/v1/vouchers', body: '{"perkId":"prk_1"}' })
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer access-1', 'content-type': 'application/json' })
    expect(seen[0]?.headers['idempotency-key']).toMatch(/^[0-9a-z]{24}$/)
    expect(seen[0]?.headers['x-request-id']).toMatch(/^[0-9a-z]{24}$/)
  })

  it('that only reads has no idempotency key, and an answer without a body is undefined', async () => {
    answer = (request, response) => (request.method === 'GET' ? json(response, 200, { items: [] }) : response.writeHead(204).end())
    await call('GET /scenes')
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined()
    await expect(call('DELETE /me/score')).resolves.toBeUndefined()
  })

  it('ids do not repeat', () => {
    expect(new Set(Array.from({ length: 5000 }, newId)).size).toBe(5000)
  })
})

describe('an access token that has run out', () => {
  it('is renewed once for calls that fail together, and each is sent again with its own key', async () => {
    saveSession(tokens('old'))
    answer = (request, response) => {
      if (request.url.endsWith('/sessions/refresh')) json(response, 200, { tokens: tokens('new') })
      else if (request.headers.authorization === 'Bearer access-new') json(response, 200, { ok: request.url })
      else json(response, 401, { type: 'about:blank', title: '请重新登录', status: 401, code: 'UNAUTHENTICATED', requestId: 'r' })
    }
    await Promise.all([call('GET /me'), call('GET /me/vouchers'), call('POST /vouchers', { body: { perkId: 'prk_1' }, idempotencyKey: 'claim-1' })])
    expect(seen.filter(({ url }) => url.endsWith('/sessions/refresh')).map(({ body }) => body)).toEqual(['{"refreshToken":"refresh-old"}'])
    expect(seen.filter(({ url }) => url.endsWith('/vouchers') && !url.includes('/me/')).map(({ headers }) => headers['idempotency-key'])).toEqual(['claim-1', 'claim-1'])
    expect(readSession()?.refreshToken).toBe('refresh-new')
  })

  it('is not renewed again when another tab has already done it', async () => {
    saveSession(tokens('old'))
    answer = (request, response) => {
      if (request.headers.authorization === 'Bearer access-other') {
        json(response, 200, { ok: true })
        return
      }
      saveSession(tokens('other')) // the other tab, while this answer is on its way
      json(response, 401, { title: '', status: 401, code: 'UNAUTHENTICATED' })
    }
    await call('GET /me')
    expect(seen.map(({ url }) => url)).toEqual(['/api/v1/me', '/api/v1/me'])
  })

  it('and a refused renewal sign the reader out and forget what was personal', async () => {
    saveSession(tokens('old'))
    writeCache('cache:home', { secret: 1 }, 1)
    answer = (_, response) => json(response, 401, { type: 'about:blank', title: '请重新登录', status: 401, code: 'SESSION_REVOKED', requestId: 'r' })
    const error = await caught(call('GET /me'))
    expect(error).toMatchObject({ status: 401, code: 'SESSION_REVOKED' })
    expect(readSession()).toBeUndefined()
    expect(signedIn.get()).toBe(false)
    expect(readCache('cache:home')).toBeUndefined()
  })

  it('and a renewal that finds the server broken keep the session', async () => {
    saveSession(tokens('old'))
    answer = (request, response) =>
      request.url.endsWith('/sessions/refresh') ? json(response, 503, undefined) : json(response, 401, { title: '', status: 401, code: 'UNAUTHENTICATED' })
    expect(await caught(call('GET /me'))).toMatchObject({ status: 503, code: 'BAD_ANSWER' })
    expect(readSession()?.refreshToken).toBe('refresh-old')
  })
})

describe('a failure', () => {
  it('keeps the words, the faults by field and the facts of the problem document', async () => {
    answer = (_, response) =>
      json(
        response,
        409,
        { type: 'about:blank', title: '这张券已经用过', status: 409, code: 'VOUCHER_USED', detail: '2026年11月21日 14:05 在人民路店核销', requestId: 'req-9', errors: [{ field: 'name', message: '请填写姓名' }, 'noise'], facts: { storeName: '人民路店' } },
        'application/problem+json',
      )
    const error = await caught(call('GET /me'))
    expect(error).toMatchObject({ status: 409, code: 'VOUCHER_USED', title: '这张券已经用过', detail: '2026年11月21日 14:05 在人民路店核销', requestId: 'req-9', facts: { storeName: '人民路店' } })
    expect(fieldError(error, 'name')).toBe('请填写姓名')
    expect(fieldError(error, 'idNumber')).toBeUndefined()
    expect(error.unanswered).toBe(false)
  })

  it('of a gateway that answers with a web page is told in plain words', async () => {
    answer = (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>')
    expect(await caught(call('GET /me'))).toMatchObject({ status: 502, code: 'BAD_ANSWER', title: '服务暂时不可用' })
  })

  it('to reach the server is OFFLINE, and no answer in time is TIMEOUT', async () => {
    answer = (_, response) => response.destroy()
    expect(await caught(call('GET /me'))).toMatchObject({ status: 0, code: 'OFFLINE', unanswered: true })
    answer = () => {}
    expect(await caught(call('GET /me', { timeoutMs: 60 }))).toMatchObject({ status: 0, code: 'TIMEOUT', unanswered: true })
  })
})
