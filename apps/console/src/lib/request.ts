import type { Api, EndpointKey } from '@xinhui/contract'
import { ApiError, noAnswer, problemOf } from './problem'
import { session } from './session'

const BASE = '/api/v1'

type Slot<Name extends string, T> = [T] extends [undefined] ? unknown : Record<string, never> extends T ? { [K in Name]?: T } : { [K in Name]: T }

export type Input<K extends EndpointKey> = Slot<'params', Api[K]['params']> &
  Slot<'query', Api[K]['query']> &
  Slot<'body', Api[K]['body']> & {
    signal?: AbortSignal
    /** Give the same key when the reader presses the button again after a failure: the server then answers the first result instead of doing it twice. */
    idempotencyKey?: string
  }

interface LooseInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  signal?: AbortSignal
  idempotencyKey?: string
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value)

/** `GET /a/{id}` + params + query → method and an encoded address below `/api/v1`. Empty query values are left out. */
export function addressOf(key: string, input: Pick<LooseInput, 'params' | 'query'>): { method: string; url: string } {
  const space = key.indexOf(' ')
  const path = key.slice(space + 1).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.params?.[name]
    if (!isScalar(value) || value === '') throw new Error(`missing path parameter ${name} of ${key}`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) if (isScalar(value) && value !== '') query.set(name, String(value))
  return { method: key.slice(0, space), url: `${BASE}${path}${query.size > 0 ? `?${query.toString()}` : ''}` }
}

export const newKey = () => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // randomUUID exists only in secure contexts; an intranet address over plain http is not one.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function fetchOnce(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin' })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw noAnswer()
  }
}

async function exchangeCookie(): Promise<void> {
  const response = await fetchOnce(`${BASE}/staff/sessions/refresh`, { method: 'POST', headers: { 'Idempotency-Key': newKey(), Accept: 'application/json' } })
  if (!response.ok) throw problemOf(response.status, await response.text())
  session.open((await response.json()) as Api['POST /staff/sessions/refresh']['response'])
}

let refreshing: Promise<void> | undefined

/**
 * One exchange of the refresh cookie at a time, however many requests ask for it.
 * A refresh token used twice revokes the whole family, so tabs take turns too: the lock is shared by all tabs of this origin.
 */
export function refresh(): Promise<void> {
  refreshing ??= (async () => {
    try {
      if ('locks' in navigator && navigator.locks) await navigator.locks.request('xinhui-staff-refresh', exchangeCookie)
      else await exchangeCookie()
    } finally {
      refreshing = undefined
    }
  })()
  return refreshing
}

/** On page load: the cookie gives the session back, or says that there is none. */
export async function restoreSession(): Promise<void> {
  session.restoring()
  try {
    await refresh()
  } catch (error) {
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) session.close(error.code === 'SESSION_ENDED')
    else session.unreachable()
  }
}

/** Open to everybody, so asked without a token; a 401 of the login is an answer, not a token that ran out. */
const withoutToken = new Set<string>(['POST /staff/sessions', 'POST /staff/sessions/refresh', 'GET /demo/staff', 'GET /city', 'GET /scenes'])

async function withRefresh(send: () => Promise<Response>): Promise<Response> {
  const usedToken = session.token()
  const first = await send()
  if (first.status !== 401) return first
  await first.body?.cancel()
  try {
    // Another request may have exchanged the cookie while this one was on its way.
    if (session.token() === usedToken) await refresh()
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) session.close(true)
    throw error
  }
  const second = await send()
  if (second.status === 401) session.close(true)
  return second
}

async function send(key: EndpointKey, input: LooseInput, accept: string): Promise<Response> {
  const { method, url } = addressOf(key, input)
  const fixed: Record<string, string> = { Accept: accept }
  if (method !== 'GET') fixed['Idempotency-Key'] = input.idempotencyKey ?? newKey()
  if (input.body !== undefined) fixed['Content-Type'] = 'application/json'
  const attempt = () => {
    const token = session.token()
    return fetchOnce(url, {
      method,
      headers: token === undefined || withoutToken.has(key) ? fixed : { ...fixed, Authorization: `Bearer ${token}` },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      signal: input.signal,
    })
  }
  const patient = async () => {
    try {
      return await attempt()
    } catch (error) {
      // The answer was lost, perhaps after the work was done: asking once more is safe because the key is the same.
      if (error instanceof ApiError && error.code === 'NETWORK') return attempt()
      throw error
    }
  }
  const isOpen = withoutToken.has(key)
  // A login is never sent twice: its one-time code may be spent, and a second failure counts towards the lock.
  const response = isOpen ? await (method === 'GET' ? patient() : attempt()) : await withRefresh(patient)
  if (!response.ok) throw problemOf(response.status, await response.text())
  return response
}

/**
 * Calls one endpoint of the contract: `call('GET /console/merchants', { query: { status: 'active' } })`.
 * Throws {@link ApiError} for every answer that is not 2xx and when no answer comes.
 */
export async function call<K extends EndpointKey>(key: K, ...[input]: Record<string, never> extends Input<K> ? [Input<K>?] : [Input<K>]): Promise<Api[K]['response']> {
  const response = await send(key, input ?? {}, 'application/json')
  if (response.status === 204) return undefined as Api[K]['response']
  return (await response.json()) as Api[K]['response']
}

/** The bytes of an endpoint that answers a file. A plain link cannot carry the token, so the file is fetched and handed over. */
export async function fetchFile<K extends EndpointKey>(key: K, input: Input<K>): Promise<Blob> {
  return (await send(key, input, '*/*')).blob()
}

/** Before work that does not go through `call` (an upload with progress): a token that will last, or a thrown error. */
export async function freshToken(seconds: number): Promise<string> {
  if (session.token() === undefined || session.expiresWithin(seconds)) await refresh()
  return session.token() ?? ''
}
