import { z } from 'zod'
import { Day, type EndpointShape, idOf, Instant } from './common'

/** Roles of the console. A person on a phone has none: what they may do follows from the subject and the merchant posts they hold. */
export const StaffRole = z.enum(['reviewer', 'steward', 'auditor', 'administrator', 'merchant-owner', 'lender-officer'])
export type StaffRole = z.infer<typeof StaffRole>

export const MerchantPostRole = z.enum(['owner', 'manager', 'clerk'])
export type MerchantPostRole = z.infer<typeof MerchantPostRole>

export const MerchantPost = z.object({
  merchantId: idOf('mer'),
  merchantName: z.string(),
  role: MerchantPostRole,
  stores: z.array(z.object({ storeId: idOf('sto'), name: z.string() })),
})
export type MerchantPost = z.infer<typeof MerchantPost>

export const Me = z.object({
  accountId: idOf('acc'),
  /** Null until real-name is done. */
  subject: z.object({ subjectId: idOf('sub'), maskedName: z.string(), maskedIdNumber: z.string(), birthDay: Day }).nullable(),
  posts: z.array(MerchantPost),
  score: z.enum(['never-asked', 'refused', 'open', 'closed']),
})
export type Me = z.infer<typeof Me>

export const Tokens = z.object({
  accessToken: z.string(),
  accessExpiresAt: Instant,
  /** Rotates on every use; the second use of an old one revokes the whole family. */
  refreshToken: z.string(),
  refreshExpiresAt: Instant,
})
export type Tokens = z.infer<typeof Tokens>

export const StaffMe = z.object({
  staffId: idOf('stf'),
  username: z.string(),
  displayName: z.string(),
  roles: z.array(StaffRole),
  merchantId: idOf('mer').nullable(),
  lenderId: idOf('len').nullable(),
})
export type StaffMe = z.infer<typeof StaffMe>

export const StaffTokens = z.object({ accessToken: z.string(), accessExpiresAt: Instant, staff: StaffMe })
export type StaffTokens = z.infer<typeof StaffTokens>

export const Session = z.object({
  sessionId: idOf('ses'),
  createdAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
  userAgent: z.string(),
  current: z.boolean(),
})
export type Session = z.infer<typeof Session>

/** A fictional resident of the demo city who stands for a phone. Exists only in demo mode. */
export const Persona = z.object({
  key: z.string(),
  title: z.string(),
  story: z.string(),
  /** Fictional; pre-fills the real-name form in the demo. */
  name: z.string(),
  idNumber: z.string(),
  /** Code 统一社会信用代码 of the fictional firm this person represents; pre-fills the form that binds it. */
  uscc: z.string().nullable(),
})
export type Persona = z.infer<typeof Persona>

export const DemoStaff = z.object({ username: z.string(), displayName: z.string(), roles: z.array(StaffRole), password: z.string(), totpCode: z.string() })
export type DemoStaff = z.infer<typeof DemoStaff>

export const identityEndpoints = {
  'POST /sessions/wechat': {
    summary: 'Log in with the code of wx.login (微信登录)',
    body: z.object({ code: z.string().min(1).max(256) }),
    response: z.object({ tokens: Tokens, me: Me }),
    status: 201,
  },
  'POST /sessions/refresh': {
    summary: 'Exchange a refresh token for a new pair',
    body: z.object({ refreshToken: z.string().min(1).max(512) }),
    response: z.object({ tokens: Tokens }),
  },
  'DELETE /sessions/current': { summary: 'Log out: the family of this session is revoked', status: 204 },
  'GET /me': { summary: 'Who I am, which posts I hold', response: Me },
  'POST /me/real-name': {
    summary: 'Prove who I am (实名认证)',
    body: z.object({ name: z.string().trim().min(2, '请填写姓名').max(50), idNumber: z.string().trim().min(15, '请填写完整的身份证号码').max(20) }),
    response: Me,
  },
  'POST /staff/sessions': {
    summary: 'Console login: password and one-time code',
    body: z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256), totpCode: z.string().regex(/^\d{6}$/, '动态码为 6 位数字') }),
    response: StaffTokens,
    status: 201,
  },
  'POST /staff/sessions/refresh': { summary: 'New access token from the HttpOnly refresh cookie', response: StaffTokens },
  'GET /staff/me': { summary: 'The staff member behind this session', response: StaffMe },
  'GET /staff/sessions': { summary: 'My living console sessions', response: z.object({ items: z.array(Session) }) },
  'DELETE /staff/sessions/{sessionId}': { summary: 'Revoke one of my sessions', params: z.object({ sessionId: idOf('ses') }), status: 204 },
  'GET /demo/personas': { summary: 'Demo only: who can hold the phone', response: z.object({ items: z.array(Persona) }) },
  'POST /demo/personas/{key}/code': {
    summary: 'Demo only: the login code WeChat would give this person',
    params: z.object({ key: z.string().max(40) }),
    response: z.object({ code: z.string() }),
    status: 201,
  },
  'GET /demo/staff': { summary: 'Demo only: console accounts with their present one-time code', response: z.object({ items: z.array(DemoStaff) }) },
} as const satisfies Record<string, EndpointShape>
