import type { StaffRole } from '@xinhui/contract'
import type { Logger } from 'pino'
import type { Config } from './config'
import type { Db } from './db/client'
import type { Gateways } from './gateways/gateways'
import type { KeyRing } from './lib/keys'
import type { City } from './modules/city/load-city'
import type { DemoSource } from './modules/identity/demo'

/** Who is calling. Real-name and staff rights are read from the database, not from the token. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'account'; accountId: string; sessionId: string; subjectId: string | null }
  | { kind: 'staff'; staffId: string; sessionId: string; roles: StaffRole[]; merchantId: string | null; lenderId: string | null }
  | { kind: 'till'; clientId: string; merchantId: string; storeId: string }
  | { kind: 'lender'; clientId: string; lenderId: string }
  | { kind: 'system'; name: string }

/**
 * What a person's score may be read for: `own` shows it to whom it is about, `reward` picks a benefit, `none` not at all.
 * A route says so when it is registered; `any` is for the service's own work, which answers nobody.
 */
export type ScoreUse = 'own' | 'reward' | 'none' | 'any'

/** What lives as long as the process. */
export interface Deps {
  config: Config
  db: Db
  city: City
  keys: KeyRing
  gateways: Gateways
  clock: () => Date
  log: Logger
  /** Only in demo mode. */
  demo?: DemoSource
}

/** What a verb gets. `db` is the open transaction inside `inTransaction`; the outer one must not be used there (one connection when embedded). */
export interface Ctx extends Omit<Deps, 'clock'> {
  now: Date
  requestId: string
  actor: Actor
  /** The caller's Idempotency-Key, when there is one. */
  idempotencyKey: string | null
  scoreUse: ScoreUse
  /** Set inside `inTransaction`; a nested call joins the open transaction. */
  transactional: boolean
}

export function makeCtx(deps: Deps, request: { requestId: string; actor: Actor; idempotencyKey?: string | null; scoreUse?: ScoreUse }): Ctx {
  // Field by field: once a request, and copying "all but the clock" costs as much as the rest of a redemption's own work.
  const { config, db, city, keys, gateways, log } = deps
  const ctx: Ctx = { config, db, city, keys, gateways, log, now: deps.clock(), requestId: request.requestId, actor: request.actor, idempotencyKey: request.idempotencyKey ?? null, scoreUse: request.scoreUse ?? 'any', transactional: false }
  return deps.demo ? { ...ctx, demo: deps.demo } : ctx
}

/** Runs `work` in one transaction, or in the one already open. */
export function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.transactional) return work(ctx)
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx, transactional: true }))
}

/** `account:acc_…`, `staff:stf_…`, `till:tcl_…`, `lender:lcl_…`, `system:import`: how an actor is named in the audit trail. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous'
    case 'account':
      return `account:${actor.accountId}`
    case 'staff':
      return `staff:${actor.staffId}`
    case 'till':
      return `till:${actor.clientId}`
    case 'lender':
      return `lender:${actor.clientId}`
    case 'system':
      return `system:${actor.name}`
  }
}
