import Taro from '@tarojs/taro'
import type { Api } from '@xinhui/contract'
import { ApiError, toApiError } from './api-error'
import { forgetSession, readSession, saveSession } from './session'
import type { StoredSession } from './storage'

/** Only the contract's types enter this app: importing a value would bundle zod (466 KB). */
type Given<N extends string, T> = [T] extends [undefined] ? { [K in N]?: undefined } : object extends T ? { [K in N]?: T } : { [K in N]: T }
type Input<K extends keyof Api> = Given<'params', Api[K]['params']> & Given<'query', Api[K]['query']> & Given<'body', Api[K]['body']>

export interface CallOptions {
  /** Same key on every attempt of one intention (a claim, a redemption), so that a retry never acts twice. */
  idempotencyKey?: string
  /** Milliseconds; 15 000 unless told. */
  timeoutMs?: number
}

type Arguments<K extends keyof Api> = object extends Input<K> ? [options?: Input<K> & CallOptions] : [options: Input<K> & CallOptions]

export const BASE = process.env.XINHUI_API
const TIMEOUT_MS = 15_000

/** 24 characters; unlikely to repeat, not a secret (WeChat offers no synchronous secure randomness). */
export const newId = (): string =>
  Date.now().toString(36).padStart(9, '0') + Array.from({ length: 15 }, () => Math.floor(Math.random() * 36).toString(36)).join('')

type Inputs = Readonly<Record<string, string | number | boolean | undefined>>

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const
type Method = (typeof METHODS)[number]

/** `'GET /perks/{perkId}'` and its inputs as method and URL; parameters are percent-encoded here, nowhere else. */
export function toUrl(key: string, params: Inputs = {}, query: Inputs = {}): { method: Method; path: string } {
  const [verb = '', pattern = ''] = key.split(' ')
  const method = METHODS.find((one) => one === verb)
  if (!method) throw new TypeError(`not an endpoint: ${key}`)
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new TypeError(`${key} needs ${name}`)
    // A page opened without its parameter, by an old link for example: what it asks for does not exist.
    if (value === '') throw new ApiError({ status: 404, code: 'NOT_FOUND', title: '没有找到', detail: '请返回上一页重新打开' })
    return encodeURIComponent(String(value))
  })
  const search = Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`]))
    .join('&')
  return { method, path: search === '' ? path : `${path}?${search}` }
}

interface Sent {
  method: Method
  path: string
  body?: unknown
  idempotencyKey?: string
  timeoutMs: number
  accessToken?: string
}

interface Answer {
  status: number
  body: unknown
  requestId: string
}

const header = (headers: unknown, name: string): string => {
  if (typeof headers !== 'object' || headers === null) return ''
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)
  return typeof found?.[1] === 'string' ? found[1] : ''
}

const parse = (data: unknown): unknown => {
  if (typeof data !== 'string') return data ?? undefined
  if (data === '') return undefined
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

const messageOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return ''
  const errMsg: unknown = Reflect.get(error, 'errMsg')
  return `${String(Reflect.get(error, 'name') ?? '')} ${typeof errMsg === 'string' ? errMsg : String(Reflect.get(error, 'message') ?? '')}`
}

async function send({ method, path, body, idempotencyKey, timeoutMs, accessToken }: Sent): Promise<Answer> {
  const requestId = newId()
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Request-Id': requestId }
  if (accessToken !== undefined) headers.Authorization = `Bearer ${accessToken}`
  if (idempotencyKey !== undefined) headers['Idempotency-Key'] = idempotencyKey
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  try {
    // Text in and text out: WeChat and the browser differ in what they make of JSON, 204 and problem documents.
    const answer = await Taro.request<string>({
      url: BASE + path,
      method,
      header: headers,
      data: body === undefined ? undefined : JSON.stringify(body),
      dataType: 'text',
      responseType: 'text',
      timeout: timeoutMs,
    })
    return { status: answer.statusCode, body: parse(answer.data), requestId: header(answer.header, 'x-request-id') || requestId }
  } catch (error) {
    if (/timeout|abort/i.test(messageOf(error))) {
      throw new ApiError({ status: 0, code: 'TIMEOUT', title: '等得太久了', detail: '网络较慢，还不知道是否办成。再试一次不会重复办理', requestId })
    }
    throw new ApiError({ status: 0, code: 'OFFLINE', title: '没有网络', detail: '请检查网络后再试', requestId })
  }
}

let refreshing: Promise<StoredSession> | undefined

const isTokens = (value: unknown): value is { tokens: StoredSession } =>
  typeof value === 'object' && value !== null && typeof Reflect.get(Object(Reflect.get(value, 'tokens')), 'accessToken') === 'string'

async function exchange(used: string): Promise<StoredSession> {
  const session = readSession()
  if (!session) throw new ApiError({ status: 401, code: 'UNAUTHENTICATED', title: '请先登录' })
  // Another tab, or a call that came back earlier, has already renewed the tokens.
  if (session.accessToken !== used) return session
  const answer = await send({ method: 'POST', path: '/sessions/refresh', body: { refreshToken: session.refreshToken }, timeoutMs: TIMEOUT_MS })
  if (answer.status >= 400 || !isTokens(answer.body)) {
    const error = toApiError(answer.status, answer.body, answer.requestId)
    if (answer.status === 400 || answer.status === 401 || answer.status === 403) forgetSession()
    throw error
  }
  saveSession(answer.body.tokens)
  return answer.body.tokens
}

/** One exchange at a time in this tab, and across tabs where the browser can lock. */
function refresh(used: string): Promise<StoredSession> {
  const locks = process.env.TARO_ENV === 'h5' && typeof navigator !== 'undefined' ? navigator.locks : undefined
  refreshing ??= (locks ? locks.request('xinhui-refresh', async () => exchange(used)) : exchange(used)).finally(() => {
    refreshing = undefined
  })
  return refreshing
}

/**
 * Calls one endpoint of the contract, e.g. `call('POST /vouchers', { body: { perkId } })`.
 * A 401 renews the access token once and sends the call again with the same idempotency key.
 * Throws ApiError, always: OFFLINE and TIMEOUT when no answer came, else the problem the server named.
 */
export async function call<K extends keyof Api>(key: K, ...[options]: Arguments<K>): Promise<Api[K]['response']> {
  const { params, query, body, idempotencyKey, timeoutMs = TIMEOUT_MS } = { ...(options as (Record<string, never> & CallOptions) | undefined) }
  const { method, path } = toUrl(key, params, query)
  const sent: Sent = { method, path, body, timeoutMs, ...(method === 'GET' ? {} : { idempotencyKey: idempotencyKey ?? newId() }) }
  const before = readSession()
  let answer = await send({ ...sent, accessToken: before?.accessToken })
  if (answer.status === 401 && before) {
    const renewed = await refresh(before.accessToken)
    answer = await send({ ...sent, accessToken: renewed.accessToken })
  }
  if (answer.status >= 400 || answer.status < 200) throw toApiError(answer.status, answer.body, answer.requestId)
  return answer.body as Api[K]['response']
}
