import type { StaffRole } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { createStaff } from '../identity/create-staff'
import { newPassword } from '../identity/password'
import { resetStaff } from '../identity/reset-staff'
import { findStaffByUsername } from '../identity/staff.store'
import { listProducts } from '../lender/lender.store'
import { findMerchantIdsByName } from '../merchant/merchant.store'
import { LENDERS } from './copy/lenders'
import { MERCHANTS } from './copy/merchants'
import { type DemoRecord, type DemoStaffEntry, writeDemoRecord } from './demo-file'

const SPECS: readonly { username: string; displayName: string; role: StaffRole }[] = [
  { username: 'admin', displayName: '演示·管理员', role: 'administrator' },
  { username: 'reviewer', displayName: '演示·审核员', role: 'reviewer' },
  { username: 'steward', displayName: '演示·数据专员', role: 'steward' },
  { username: 'auditor', displayName: '演示·审计员', role: 'auditor' },
  { username: 'merchant', displayName: `演示·商户（${MERCHANTS[0]?.brand ?? ''}）`, role: 'merchant-owner' },
  { username: 'lender', displayName: `演示·银行（${LENDERS[0]?.name ?? ''}）`, role: 'lender-officer' },
]

/** Entries for the demo file, passwords chosen, accounts not made yet. */
export const planDemoStaff = (): DemoStaffEntry[] => SPECS.map(({ username, displayName, role }) => ({ username, displayName, roles: [role], password: newPassword() }))

/**
 * Makes the accounts that are missing. After an interruption between account and file the secret is lost: the account is
 * reset. An account whose secret is known is left as it is.
 */
export async function createDemoStaff(ctx: Ctx, dataDir: string, record: DemoRecord): Promise<void> {
  for (const entry of record.staff) {
    const known = await findStaffByUsername(ctx.db, entry.username)
    if (known && entry.totpSecret) continue
    const { totpSecret } = known ? await resetStaff({ ctx, input: entry }) : await createStaff({ ctx, input: { ...entry, ...(await scopeOf(ctx, entry.roles)) } })
    entry.totpSecret = totpSecret
    writeDemoRecord(dataDir, record)
  }
}

async function scopeOf(ctx: Ctx, roles: readonly StaffRole[]): Promise<{ merchantId?: string; lenderId?: string }> {
  if (roles.includes('merchant-owner')) return { merchantId: (await findMerchantIdsByName(ctx.db, MERCHANTS[0]?.brand ?? ''))[0] }
  if (!roles.includes('lender-officer')) return {}
  const products = await listProducts(ctx.db, { lenderId: null, limit: 500 })
  return { lenderId: products.find((p) => p.lenderName === LENDERS[0]?.name)?.lenderId }
}
