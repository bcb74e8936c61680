import type { StaffRole } from '@xinhui/contract'
import { idCardCheckCharacter } from '@xinhui/rules'
import { type Ctx, inTransaction, makeCtx } from '../context'
import { issueAccessToken } from '../modules/identity/access-token'
import { bindSubject } from '../modules/identity/account.store'
import { createStaff as createStaffMember } from '../modules/identity/create-staff'
import { ensureAccount } from '../modules/identity/ensure-account'
import { openSession } from '../modules/identity/open-session'
import { ensurePerson } from '../modules/subject/ensure-person'
import type { TestApp } from './app'

/** Region 990101 is in no official table: no number made here is anybody's. */
const REGION = '990101'
const GIVEN = Array.from('云汀禾溪屿舟岚澜芷苇')

let made = 0

const systemCtx = (app: TestApp): Ctx => makeCtx(app.deps, { requestId: `test-${made}`, actor: { kind: 'system', name: 'test' } })

/** A valid (GB 11643) and fictional id number; a thousand for each birthday. */
export function fictionalIdNumber(birthDay: string, sequence: number): string {
  const first17 = `${REGION}${birthDay.replaceAll('-', '')}${String(sequence % 1000).padStart(3, '0')}`
  return `${first17}${idCardCheckCharacter(first17) ?? ''}`
}

export interface Resident {
  token: string
  refreshToken: string
  accountId: string
  sessionId: string
  subjectId: string
  name: string
  idNumber: string
}

/** A logged-in person with real-name done. Without `birthDay` an adult, everyone with a number of their own. */
export async function createResident(app: TestApp, options: { birthDay?: string; name?: string } = {}): Promise<Resident> {
  made += 1
  const n = made
  const birthDay = options.birthDay ?? `1990-${String((Math.floor(n / 1000) % 12) + 1).padStart(2, '0')}-20`
  const idNumber = fictionalIdNumber(birthDay, n)
  const name = options.name ?? `安${Array.from(String(n), (d) => GIVEN[Number(d)]).join('')}`
  return inTransaction(systemCtx(app), async (ctx) => {
    const person = await ensurePerson(ctx, { idNumber, name, birthDay })
    const account = await ensureAccount(ctx, `test-openid-${n}`)
    await bindSubject(ctx.db, account.id, person.id, ctx.now)
    const grant = await openSession(ctx, { accountId: account.id }, 'test')
    return { token: grant.accessToken, refreshToken: grant.refreshToken, accountId: account.id, sessionId: grant.sessionId, subjectId: person.id, name, idNumber }
  })
}

/** A logged-in phone without real-name. */
export async function createVisitor(app: TestApp): Promise<{ token: string; refreshToken: string; accountId: string; sessionId: string }> {
  made += 1
  const openid = `test-openid-${made}`
  return inTransaction(systemCtx(app), async (ctx) => {
    const account = await ensureAccount(ctx, openid)
    const grant = await openSession(ctx, { accountId: account.id }, 'test')
    return { token: grant.accessToken, refreshToken: grant.refreshToken, accountId: account.id, sessionId: grant.sessionId }
  })
}

export interface StaffMember {
  token: string
  refreshToken: string
  staffId: string
  sessionId: string
  username: string
  password: string
  totpSecret: string
}

/** A logged-in console user. */
export async function createStaff(app: TestApp, roles: StaffRole[], scope: { merchantId?: string; lenderId?: string; isLenderLead?: boolean } = {}): Promise<StaffMember> {
  made += 1
  const username = `user${made}`
  const password = `correct horse ${made} battery`
  return inTransaction(systemCtx(app), async (ctx) => {
    const { staffId, totpSecret } = await createStaffMember({ ctx, input: { username, displayName: `工作人员${made}`, roles, password, ...scope } })
    const grant = await openSession(ctx, { staffId }, 'test')
    return { token: grant.accessToken, refreshToken: grant.refreshToken, staffId, sessionId: grant.sessionId, username, password, totpSecret }
  })
}

/** A new access token for the same session, after the clock moved past the old one's ten minutes. */
export async function renewToken(app: TestApp, person: { sessionId: string } & ({ accountId: string } | { staffId: string })): Promise<string> {
  const { accessToken } = await issueAccessToken(app.deps.keys, { sub: 'accountId' in person ? person.accountId : person.staffId, sid: person.sessionId, now: app.clock.now() })
  return accessToken
}
