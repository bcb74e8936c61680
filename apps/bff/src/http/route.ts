import { type EndpointKey, type Endpoints, endpoints, type EndpointShape, type Parsed, type StaffRole } from '@xinhui/contract'
import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { type Actor, actorName, type Ctx, type Deps, inTransaction, makeCtx, type ScoreUse } from '../context'
import { DomainError } from '../errors'
import { completeIdempotency, findIdempotency, insertIdempotency } from '../modules/outbox/outbox.store'
import { createLimiter, type Limit } from './rate-limit'

/** Who may call: nobody in particular, a logged-in phone, a person with real-name, a merchant's till, a lender's system, or a console role. */
export type Role = 'anonymous' | 'account' | 'resident' | 'till' | 'lender' | StaffRole

/**
 * Whose data a route touches, for the generated matrix test:
 * `public` nobody's; `self` the caller's own subject or session; `firm` an organisation the caller acts for; `merchant-post` a merchant the caller holds a post at; `till` the store the till stands in; `lender` the lender whose officer or system calls;
 * `staff-scope` a merchant or lender the staff member is bound to, everything for the city's own staff; `city` the city's, for the named roles.
 */
export type OwnerCheck = 'public' | 'self' | 'firm' | 'merchant-post' | 'till' | 'lender' | 'staff-scope' | 'city'

/** What a route open to everybody has when it names no limit of its own: far above one phone's need, and above a school's behind one address. */
const PUBLIC_READS: Limit = { points: 1200, seconds: 60, by: 'ip' }

export interface RoutePolicy {
  roles: readonly Role[]
  owner: OwnerCheck
  /** Action of the audit row a write leaves; null for reads that leave none. */
  audit: string | null
  /**
   * How a repeated Idempotency-Key is met. `transaction` (default for writes): key row, effect and answer commit together.
   * `row`: the verb keeps the key on its own row. `none`: the flow has its own single-use secret (logins, refresh) or is naturally idempotent.
   */
  idempotency?: 'transaction' | 'row' | 'none'
  limit?: Limit
  /** What a person's score is read for; without it a read of one throws. Only the person's own routes may show it, only perks, vouchers and waivers may choose by it: another cannot be registered. */
  personScore?: Extract<ScoreUse, 'own' | 'reward'>
  /** Exists only in demo mode. */
  demoOnly?: true
}

export interface RegisteredRoute extends RoutePolicy {
  key: EndpointKey
  shape: EndpointShape
}

export type AppEnv = { Variables: { requestId: string; actor: Actor } }

type Input<K extends EndpointKey> = Parsed<K> & { ctx: Ctx; http: Context<AppEnv> }
type Output<K extends EndpointKey> = Endpoints[K] extends { response: infer S extends z.ZodType } ? z.input<S> : Endpoints[K] extends { file: string } ? Response : void

export interface Api {
  /** Registers one endpoint of the contract with its policy. */
  route<K extends EndpointKey>(key: K, policy: RoutePolicy, handle: (input: Input<K>) => Promise<Output<K>>): void
  routes: RegisteredRoute[]
}

export function createApi(app: Hono<AppEnv>, deps: Deps): Api {
  const routes: RegisteredRoute[] = []
  return {
    routes,
    route(key, policy, handle) {
      if (policy.demoOnly && deps.config.mode !== 'demo') return
      const shape: EndpointShape = endpoints[key]
      const [method = '', path = ''] = key.split(' ')
      const write = method !== 'GET'
      if (write && !policy.audit && policy.idempotency !== 'none') throw new Error(`${key} writes without an audit action`)
      if (policy.personScore) requireScoreUse(key, policy)
      const limit = policy.limit ?? (policy.roles.includes('anonymous') ? PUBLIC_READS : undefined)
      routes.push({ ...policy, ...(limit ? { limit } : {}), key, shape })
      const limiter = limit ? createLimiter(key, limit) : undefined
      app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
        const actor = c.get('actor')
        requireRole(actor, policy.roles)
        if (limiter) await limiter(limit?.by === 'ip' ? clientAddress(c, deps.config.trustProxy) : actorName(actor))
        const input = await parseInput(c, shape)
        const idempotencyKey = write ? readIdempotencyKey(c) : null
        const ctx = makeCtx(deps, { requestId: c.get('requestId'), actor, idempotencyKey, scoreUse: policy.personScore ?? 'none' })
        const run = (inner: Ctx) => handle({ ...input, ctx: inner, http: c } as Input<typeof key>)
        if (!idempotencyKey || (policy.idempotency ?? 'transaction') !== 'transaction') return answer(c, shape, await run(ctx))
        return replayable(c, ctx, key, shape, input, run)
      })
    },
  }
}

const REWARDS = /^\w+ \/(me\/)?(perks|vouchers|waivers)(\/|$)/

/** Rules that no configuration may switch off, 1 and 2: a person's score is shown to that person and rewards; nothing else is decided by it. */
function requireScoreUse(key: EndpointKey, { personScore, owner, roles }: RoutePolicy): void {
  const mine = owner === 'self' && roles.every((role) => role === 'resident')
  if (personScore === 'reward' ? !REWARDS.test(key) : !mine) throw new Error(`${key} may not read a person's score`)
}

/** 401 when nobody is logged in, 403 when somebody else is needed. */
function requireRole(actor: Actor, roles: readonly Role[]): void {
  if (roles.includes('anonymous')) return
  if (actor.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
  if (actor.kind === 'account') {
    if (roles.includes('account')) return
    if (!roles.includes('resident')) throw new DomainError('FORBIDDEN')
    if (!actor.subjectId) throw new DomainError('REAL_NAME_REQUIRED', { detail: '完成实名认证后即可使用' })
    return
  }
  if (actor.kind === 'till' && roles.includes('till')) return
  if (actor.kind === 'lender' && roles.includes('lender')) return
  if (actor.kind === 'staff' && actor.roles.some((r) => roles.includes(r))) return
  throw new DomainError('FORBIDDEN')
}

/** The address rate limits count by; a proxy's header only where the operator says there is a proxy. */
export function clientAddress(c: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming
  return forwarded ?? incoming?.socket?.remoteAddress ?? 'unknown'
}

function readIdempotencyKey(c: Context): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (!/^[\w-]{8,80}$/.test(key)) throw new DomainError('BAD_REQUEST', { detail: 'Idempotency-Key 应为 8–80 个字母、数字、横线或下划线' })
  return key
}

async function parseInput(c: Context, shape: EndpointShape) {
  const problems: { field: string; message: string }[] = []
  const parse = (schema: z.ZodType | undefined, value: unknown) => {
    if (!schema) return undefined
    const parsed = schema.safeParse(value)
    if (!parsed.success) problems.push(...parsed.error.issues.map((i) => ({ field: i.path.join('.') || '(内容)', message: i.message })))
    return parsed.data
  }
  const params = parse(shape.params, c.req.param())
  // An id that is no id belongs to nobody: the same answer as one that does not exist.
  if (problems.length > 0) throw new DomainError('NOT_FOUND')
  const query = parse(shape.query, c.req.query())
  const body = shape.body ? parse(shape.body, await readJson(c)) : undefined
  if (problems.length > 0) throw new DomainError('VALIDATION', { detail: problems[0]?.message ?? '', errors: problems })
  return { params, query, body }
}

async function readJson(c: Context): Promise<unknown> {
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(type)) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请以 application/json 发送' })
  try {
    return await c.req.json()
  } catch {
    throw new DomainError('BAD_REQUEST', { detail: '内容不是有效的 JSON' })
  }
}

/** The contract's shape is also a filter: a field it does not name never leaves. */
function answer(c: Context, shape: EndpointShape, result: unknown): Response {
  if (result instanceof Response) return result
  if (!shape.response) return c.body(null, 204)
  return json(c, JSON.stringify(shape.response.parse(result)), shape.status ?? 200)
}

const json = (c: Context, text: string, status: number, headers: Record<string, string> = {}): Response =>
  c.body(text, status as 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers })

/**
 * Key row, effect and answer in one transaction. A concurrent call with the same key waits on the unique index until
 * the first commits, then replays its answer; when the first rolled back it runs itself.
 */
async function replayable(c: Context, ctx: Ctx, key: EndpointKey, shape: EndpointShape, input: unknown, run: (ctx: Ctx) => Promise<unknown>): Promise<Response> {
  const idempotencyKey = ctx.idempotencyKey ?? ''
  const actor = actorName(ctx.actor)
  // Keyed: a bare hash of a body that holds an ID number could be guessed back from a stolen table.
  const requestHash = ctx.keys.sealer.fingerprint(JSON.stringify([key, input]), 'content')
  const context = `idempotency.body:${actor}:${idempotencyKey}`
  return inTransaction(ctx, async (tx) => {
    const [mine] = await insertIdempotency(tx.db, { key: idempotencyKey, actor, endpoint: key, requestHash, createdAt: ctx.now })
    if (!mine) {
      const earlier = await findIdempotency(tx.db, actor, idempotencyKey)
      if (!earlier || earlier.status === null) throw new DomainError('IN_PROGRESS', { facts: { retryAfterSeconds: 1 } })
      if (earlier.requestHash !== requestHash) throw new DomainError('IDEMPOTENCY_KEY_REUSED')
      const replayed = { 'idempotent-replayed': 'true' }
      return earlier.bodySealed === null ? c.body(null, 204, replayed) : json(c, ctx.keys.sealer.open(earlier.bodySealed, context), earlier.status, replayed)
    }
    const response = answer(c, shape, await run(tx))
    const text = response.status === 204 ? null : await response.clone().text()
    await completeIdempotency(tx.db, actor, idempotencyKey, { status: response.status, bodySealed: text === null ? null : ctx.keys.sealer.seal(text, context) })
    return response
  })
}
