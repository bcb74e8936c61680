import type { DemoStaff, Me, Session, StaffMe, Tokens } from '@xinhui/contract'
import { maskIdNumber, maskName } from '@xinhui/rules'
import type { Grant } from './open-session'
import type { SessionRow } from './session.store'
import type { StaffRow } from './staff.store'

/** The person's own view; name and number leave masked even to their holder, whose screen others see. */
export function presentMe(of: { accountId: string; person: { subjectId: string; name: string; idNumber: string; birthDay: string } | null; posts: Me['posts']; score: Me['score'] }): Me {
  const { person } = of
  return {
    accountId: of.accountId,
    subject: person && { subjectId: person.subjectId, maskedName: maskName(person.name), maskedIdNumber: maskIdNumber(person.idNumber, 'holder'), birthDay: person.birthDay },
    posts: of.posts,
    score: of.score,
  }
}

export const presentTokens = (grant: Grant): Tokens => ({
  accessToken: grant.accessToken,
  accessExpiresAt: grant.accessExpiresAt.toISOString(),
  refreshToken: grant.refreshToken,
  refreshExpiresAt: grant.refreshExpiresAt.toISOString(),
})

export const presentStaff = (row: StaffRow): StaffMe => ({
  staffId: row.id,
  username: row.username,
  displayName: row.displayName,
  roles: row.roles,
  merchantId: row.merchantId,
  lenderId: row.lenderId,
})

export const presentSession = (row: SessionRow, currentId: string): Session => ({
  sessionId: row.id,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  userAgent: row.userAgent,
  current: row.id === currentId,
})

export const presentDemoStaff = (row: StaffRow, secrets: { password: string; totpCode: string }): DemoStaff => ({
  username: row.username,
  displayName: row.displayName,
  roles: row.roles,
  ...secrets,
})
