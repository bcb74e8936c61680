import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { clock } from '../../lib/format'
import { ApiError } from '../../lib/problem'
import { call } from '../../lib/request'
import { session } from '../../lib/session'

export type StaffSession = Api['GET /staff/sessions']['response']['items'][number]
export type DemoAccount = Api['GET /demo/staff']['response']['items'][number]
export type Credentials = Api['POST /staff/sessions']['body']

export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: ({ signal }) => call('GET /staff/sessions', { signal }) })
export const demoStaffQuery = queryOptions({ queryKey: ['demo-staff'], queryFn: ({ signal }) => call('GET /demo/staff', { signal }), staleTime: 0 })

export async function signIn(credentials: Credentials): Promise<void> {
  session.open(await call('POST /staff/sessions', { body: credentials }))
}

/** The server revokes the family and clears the cookie; this browser forgets at once, also when the server cannot be reached. */
export async function signOut(client: QueryClient): Promise<void> {
  try {
    await call('DELETE /sessions/current')
  } catch {
    // Offline: the access token is dropped here and the session stays revocable in 登录设备 elsewhere.
  } finally {
    session.close(false)
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'city' })
  }
}

export const revokeSession = (sessionId: string) => call('DELETE /staff/sessions/{sessionId}', { params: { sessionId } })

const MINUTE = 60_000

/** When a refused login may be tried again, as the next full minute of the clock, if the answer says so. */
function openAgain(facts: Readonly<Record<string, unknown>>, now: number): string | undefined {
  const { lockedUntil, retryAfterSeconds } = facts
  const at = typeof lockedUntil === 'string' ? Date.parse(lockedUntil) : typeof retryAfterSeconds === 'number' ? now + retryAfterSeconds * 1000 : Number.NaN
  return Number.isNaN(at) ? undefined : clock(new Date(Math.ceil(at / MINUTE) * MINUTE).toISOString())
}

/** Why the login did not work, and until when to wait if the account is locked or asked too often. */
export function loginFailure(error: unknown, now: number): { title: string; detail: string | undefined } {
  if (!(error instanceof ApiError)) return { title: '没有登录成功', detail: '请刷新后重试。' }
  const time = openAgain(error.facts, now)
  if (time === undefined) return { title: error.message, detail: error.detail }
  if (error.code === 'LOGIN_LOCKED') return { title: `账号已锁定，${time} 后可再试`, detail: '多次输错会暂时锁定。如非本人操作，请联系管理员。' }
  return { title: error.message, detail: `${time} 后可再试。` }
}
