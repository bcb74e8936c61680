import { mayUseNow } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { findPerkVersions } from '../perk/perk.store'
import type { VoucherRow } from './voucher.store'

/** Whether the terms this voucher was claimed under let it be used at this store now. Throws VOUCHER_NOT_NOW with the fact `reason`: WRONG_STORE, BLACKOUT_DAY, BLACKOUT_WEEKDAY, BLACKOUT_HOURS. */
export async function requireUsable(ctx: Ctx, voucher: VoucherRow, storeId: string): Promise<void> {
  if (!voucher.restricted) return
  const version = (await findPerkVersions(ctx.db, [voucher])).get(`${voucher.perkId} ${voucher.perkVersion}`)
  if (!version) throw new Error('a voucher without its perk’s version')
  const verdict = mayUseNow(version.terms, { storeId, at: ctx.now.getTime() })
  if (!verdict.may) throw new DomainError('VOUCHER_NOT_NOW', { detail: verdict.sentence, facts: { reason: verdict.code } })
}
