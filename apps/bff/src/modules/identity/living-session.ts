import type { Actor, Deps } from '../../context'
import type { AccessClaims } from './access-token'
import { findSessionOwner } from './session.store'

/** How long another process may still believe a session that ended here. */
const BELIEVE_MS = 5000
const CAPACITY = 20_000

interface Remembered {
  actor: Extract<Actor, { kind: 'account' | 'staff' }>
  expiresAtMs: number
  readAtMs: number
}

const remembered = new Map<string, Remembered>()
/** Moves with every forgetting: a read that began before one must not be remembered after it. */
let forgettings = 0

/** The actor of a session that is living now; undefined when it ended or does not belong to `sub`. Read from the database at most every five seconds a session. */
export async function findActor(deps: Pick<Deps, 'db'>, claims: AccessClaims, now: Date): Promise<Remembered['actor'] | undefined> {
  const nowMs = now.getTime()
  let entry = remembered.get(claims.sid)
  if (!entry || nowMs - entry.readAtMs >= BELIEVE_MS || nowMs < entry.readAtMs) {
    const before = forgettings
    entry = await readSession(deps, claims.sid, now)
    remembered.delete(claims.sid)
    if (entry && before === forgettings) remember(claims.sid, entry)
  }
  if (!entry || entry.expiresAtMs <= nowMs) return undefined
  const { actor } = entry
  return (actor.kind === 'account' ? actor.accountId : actor.staffId) === claims.sub ? actor : undefined
}

async function readSession(deps: Pick<Deps, 'db'>, sessionId: string, now: Date): Promise<Remembered | undefined> {
  const row = await findSessionOwner(deps.db, sessionId)
  if (!row || row.revokedAt) return undefined
  const times = { expiresAtMs: row.expiresAt.getTime(), readAtMs: now.getTime() }
  if (row.accountId) return { ...times, actor: { kind: 'account', accountId: row.accountId, sessionId, subjectId: row.subjectId } }
  if (row.staffId && row.active && row.roles) return { ...times, actor: { kind: 'staff', staffId: row.staffId, sessionId, roles: row.roles, merchantId: row.merchantId, lenderId: row.lenderId } }
  return undefined
}

function remember(sessionId: string, entry: Remembered): void {
  if (remembered.size >= CAPACITY) {
    const oldest = remembered.keys().next()
    if (!oldest.done) remembered.delete(oldest.value)
  }
  remembered.set(sessionId, entry)
}

/** Call after the commit that ended a session: this process stops believing it at once. */
export function forgetSession(sessionId: string): void {
  forgettings += 1
  remembered.delete(sessionId)
}

/** Call after the commit that changed what a staff member may do. */
export function forgetStaff(staffId: string): void {
  forgettings += 1
  for (const [id, { actor }] of remembered) if (actor.kind === 'staff' && actor.staffId === staffId) remembered.delete(id)
}

/** Call after the commit that changed who an account is. */
export function forgetAccount(accountId: string): void {
  forgettings += 1
  for (const [id, { actor }] of remembered) if (actor.kind === 'account' && actor.accountId === accountId) remembered.delete(id)
}
