import type { StaffRole } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { hashPassword } from './password'
import { insertStaff } from './staff.store'
import { newTotpSecret, totpUri } from './totp'

/** The sealing context of a staff member's one-time code secret. */
export const TOTP_SEAL = 'staff.totp'

const MIN_PASSWORD = 12

export interface NewStaff {
  username: string
  displayName: string
  roles: StaffRole[]
  password: string
  /** Exactly for a merchant-owner. */
  merchantId?: string | null
  /** Exactly for a lender-officer. */
  lenderId?: string | null
  /** Of a lender-officer: invites and disables the others. */
  isLenderLead?: boolean
}

export interface StaffSecrets {
  staffId: string
  /** Base32; shown once. */
  totpSecret: string
  otpauthUri: string
}

/**
 * Creates a console user, active, with a one-time code secret of their own. Names what is wrong with the input in
 * VALIDATION; CONFLICT when the username is taken. An auditor holds no other role (separation of duties, 等保 2.0).
 */
export async function createStaff({ ctx: outer, input }: { ctx: Ctx; input: NewStaff }): Promise<StaffSecrets> {
  const username = input.username.toLowerCase()
  const merchantId = input.merchantId ?? null
  const lenderId = input.lenderId ?? null
  const errors = [...checkRoles(input.roles, merchantId, lenderId), ...checkPassword(username, input.password)]
  if (!/^[a-z][a-z0-9._-]{2,31}$/.test(username)) errors.push({ field: 'username', message: '用户名为 3–32 个字符：小写字母开头，可含数字、点、下划线、横线' })
  if (input.displayName.trim().length === 0 || input.displayName.length > 30) errors.push({ field: 'displayName', message: '姓名为 1–30 个字' })
  if (errors.length > 0) throw new DomainError('VALIDATION', { detail: errors[0]?.message ?? '', errors })
  const totpSecret = newTotpSecret()
  const passwordHash = await hashPassword(input.password)
  const staffId = newId('stf', outer.now)
  await inTransaction(outer, async (ctx) => {
    const [made] = await insertStaff(ctx.db, {
      id: staffId,
      username,
      displayName: input.displayName.trim(),
      passwordHash,
      totpSealed: ctx.keys.sealer.seal(totpSecret, TOTP_SEAL),
      roles: input.roles,
      merchantId,
      lenderId,
      isLenderLead: input.isLenderLead ?? false,
      createdAt: ctx.now,
    })
    if (!made) throw new DomainError('CONFLICT', { detail: `用户名 ${username} 已存在` })
    await writeAudit(ctx, { action: 'staff.create', entity: 'staff', entityId: staffId, detail: { roles: input.roles, merchantId, lenderId } })
  })
  return { staffId, totpSecret, otpauthUri: totpUri(totpSecret, { issuer: outer.city.serviceName, username }) }
}

export function checkPassword(username: string, password: string): { field: string; message: string }[] {
  if (password.length < MIN_PASSWORD || password.length > 256) return [{ field: 'password', message: `密码至少 ${MIN_PASSWORD} 个字符` }]
  if (password.toLowerCase().includes(username)) return [{ field: 'password', message: '密码不能包含用户名' }]
  return new Set(password).size < 5 ? [{ field: 'password', message: '密码过于简单' }] : []
}

function checkRoles(roles: readonly StaffRole[], merchantId: string | null, lenderId: string | null): { field: string; message: string }[] {
  const errors: { field: string; message: string }[] = []
  if (roles.length === 0) errors.push({ field: 'roles', message: '至少选择一个角色' })
  if (new Set(roles).size !== roles.length) errors.push({ field: 'roles', message: '角色重复' })
  if (roles.includes('auditor') && roles.length > 1) errors.push({ field: 'roles', message: '审计员不能兼任其他角色' })
  if (roles.includes('merchant-owner') !== (merchantId !== null)) errors.push({ field: 'merchantId', message: '商户管理员须且仅须指定一家商户' })
  if (roles.includes('lender-officer') !== (lenderId !== null)) errors.push({ field: 'lenderId', message: '金融机构人员须且仅须指定一家机构' })
  return errors
}
