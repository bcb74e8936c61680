import { StaffRole } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { bindRealName } from './bind-real-name'
import { callerAccount, callerStaff } from '../../http/caller'
import type { DemoSource } from './demo'
import { endSession, endStaffSession } from './end-session'
import { listDemoStaff } from './list-demo-staff'
import { loginStaff } from './login-staff'
import { loginWechat } from './login-wechat'
import { presentSession, presentStaff, presentTokens } from './present-identity'
import { readMe } from './read-me'
import { refreshSession } from './refresh-session'
import { listStaffSessions } from './session.store'
import { clearStaffCookie, readStaffCookie, setStaffCookie } from './staff-cookie'
import { findStaff, type StaffRow } from './staff.store'

const ALL_STAFF = StaffRole.options
/** Many phones share one address behind a carrier's network. */
const LOGINS = { points: 300, seconds: 60, by: 'ip' } as const
const STAFF_LOGINS = { points: 30, seconds: 60, by: 'ip' } as const
/** Trying names against an id number is what this stops. */
const REAL_NAME_TRIES = { points: 10, seconds: 3600, by: 'actor' } as const

export function registerIdentityRoutes(api: Api): void {
  api.route('POST /sessions/wechat', { roles: ['anonymous'], owner: 'public', audit: 'session.open', idempotency: 'none', limit: LOGINS }, async ({ ctx, body, http }) => {
    const { accountId, grant } = await loginWechat({ ctx, input: { code: body.code, userAgent: http.req.header('user-agent') ?? '' } })
    return { tokens: presentTokens(grant), me: await readMe(ctx, accountId) }
  })

  api.route('POST /sessions/refresh', { roles: ['anonymous'], owner: 'self', audit: null, idempotency: 'none', limit: LOGINS }, async ({ ctx, body }) => {
    const { grant } = await refreshSession({ ctx, input: { refreshToken: body.refreshToken, owner: 'account' } })
    return { tokens: presentTokens(grant) }
  })

  api.route('DELETE /sessions/current', { roles: ['account', ...ALL_STAFF], owner: 'self', audit: 'session.end', idempotency: 'none' }, async ({ ctx, http }) => {
    if (ctx.actor.kind !== 'account' && ctx.actor.kind !== 'staff') throw new DomainError('UNAUTHENTICATED')
    if (ctx.actor.kind === 'staff') clearStaffCookie(http, ctx.config)
    await endSession({ ctx, input: { sessionId: ctx.actor.sessionId, reason: 'logout' } })
  })

  api.route('GET /me', { roles: ['account'], owner: 'self', audit: null }, ({ ctx }) => readMe(ctx, callerAccount(ctx).accountId))

  // `none`: the authority is asked over HTTP, which must not happen inside a transaction; the binding itself happens once.
  api.route('POST /me/real-name', { roles: ['account'], owner: 'self', audit: 'account.real-name', idempotency: 'none', limit: REAL_NAME_TRIES }, async ({ ctx, body }) => {
    const { accountId } = callerAccount(ctx)
    await bindRealName({ ctx, input: { accountId, name: body.name, idNumber: body.idNumber } })
    return readMe(ctx, accountId)
  })

  registerStaffRoutes(api)
  registerDemoRoutes(api)
}

function registerStaffRoutes(api: Api): void {
  api.route('POST /staff/sessions', { roles: ['anonymous'], owner: 'public', audit: 'session.open', idempotency: 'none', limit: STAFF_LOGINS }, async ({ ctx, body, http }) => {
    const { grant, staff } = await loginStaff({ ctx, input: { ...body, userAgent: http.req.header('user-agent') ?? '' } })
    setStaffCookie(http, ctx.config, grant)
    return { accessToken: grant.accessToken, accessExpiresAt: grant.accessExpiresAt.toISOString(), staff: presentStaff(staff) }
  })

  api.route('POST /staff/sessions/refresh', { roles: ['anonymous'], owner: 'self', audit: null, idempotency: 'none', limit: LOGINS }, async ({ ctx, http }) => {
    const refreshToken = readStaffCookie(http)
    if (refreshToken === undefined) throw new DomainError('UNAUTHENTICATED')
    try {
      const { grant, session } = await refreshSession({ ctx, input: { refreshToken, owner: 'staff' } })
      setStaffCookie(http, ctx.config, grant)
      return { accessToken: grant.accessToken, accessExpiresAt: grant.accessExpiresAt.toISOString(), staff: presentStaff(await staffOf(ctx, session.staffId)) }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'SESSION_ENDED') clearStaffCookie(http, ctx.config)
      throw error
    }
  })

  api.route('GET /staff/me', { roles: ALL_STAFF, owner: 'self', audit: null }, async ({ ctx }) => presentStaff(await staffOf(ctx, callerStaff(ctx).staffId)))

  api.route('GET /staff/sessions', { roles: ALL_STAFF, owner: 'self', audit: null }, async ({ ctx }) => {
    const { staffId, sessionId } = callerStaff(ctx)
    return { items: (await listStaffSessions(ctx.db, staffId, ctx.now)).map((row) => presentSession(row, sessionId)) }
  })

  api.route('DELETE /staff/sessions/{sessionId}', { roles: ALL_STAFF, owner: 'self', audit: 'session.end', idempotency: 'none' }, async ({ ctx, params, http }) => {
    const { staffId, sessionId } = callerStaff(ctx)
    await endStaffSession({ ctx, input: { staffId, sessionId: params.sessionId } })
    if (params.sessionId === sessionId) clearStaffCookie(http, ctx.config)
  })
}

async function staffOf(ctx: Ctx, staffId: string | null): Promise<StaffRow> {
  const staff = staffId === null ? undefined : await findStaff(ctx.db, staffId)
  if (!staff) throw new DomainError('SESSION_ENDED')
  return staff
}

function registerDemoRoutes(api: Api): void {
  api.route('GET /demo/personas', { roles: ['anonymous'], owner: 'public', audit: null, demoOnly: true }, async ({ ctx }) => ({ items: [...demoOf(ctx).personas()] }))

  api.route('POST /demo/personas/{key}/code', { roles: ['anonymous'], owner: 'public', audit: null, idempotency: 'none', demoOnly: true }, async ({ ctx, params }) => {
    const code = demoOf(ctx).codeFor(params.key)
    if (code === undefined) throw new DomainError('NOT_FOUND')
    return { code }
  })

  api.route('GET /demo/staff', { roles: ['anonymous'], owner: 'public', audit: null, demoOnly: true }, async ({ ctx }) => ({ items: await listDemoStaff(ctx, demoOf(ctx)) }))
}

function demoOf(ctx: Ctx): DemoSource {
  if (!ctx.demo) throw new DomainError('NOT_FOUND')
  return ctx.demo
}
