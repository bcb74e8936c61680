import type { DemoStaff } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { TOTP_SEAL } from './create-staff'
import type { DemoSource } from './demo'
import { presentDemoStaff } from './present-identity'
import { findStaffByUsername } from './staff.store'
import { totpCode, totpStep } from './totp'

/** Demo only: console accounts with a one-time code that works now, once; the next step's when this one's was used. */
export async function listDemoStaff(ctx: Ctx, demo: DemoSource): Promise<DemoStaff[]> {
  const items: DemoStaff[] = []
  for (const { username, password } of demo.staff()) {
    const row = await findStaffByUsername(ctx.db, username)
    if (!row) continue
    const now = totpStep(ctx.now)
    const step = row.totpLastStep >= now ? now + 1 : now
    items.push(presentDemoStaff(row, { password, totpCode: totpCode(ctx.keys.sealer.open(row.totpSealed, TOTP_SEAL), step) }))
  }
  return items
}
