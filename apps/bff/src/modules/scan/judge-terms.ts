import { mayUseNow } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { ONLINE_ONLY } from '../perk/desk-rules'
import { benefitsByTierNo } from '../perk/perk.eligibility'
import { findPerkVersions, listPerkVersions, type PerkVersionRow } from '../perk/perk.store'
import type { VoucherRow } from '../voucher/voucher.store'
import type { KitTicket } from './kit-ticket'
import type { ScanRow } from './scan.store'

interface Scanned {
  storeId: string
  admittedAt: Date
  ticket: KitTicket | undefined
}

const verdictOn = (version: PerkVersionRow, { storeId, admittedAt }: Scanned): ScanRow['terms'] => {
  if (ONLINE_ONLY.includes(version.kind)) return 'ONLINE_ONLY'
  const use = mayUseNow(version.terms, { storeId, at: admittedAt.getTime() })
  // Stacking needs to know the bill; it is looked at among people (`stacked`), not here.
  return use.may || use.code === 'NOT_STACKABLE' ? null : use.code
}

/**
 * Judges again, by the terms the voucher was claimed under, whether it could be used at this store at this moment. A function of the
 * scan, its ticket and versions that never change: whenever it is asked, the answer is the same.
 * `couldKnow`: every perk the pass may have been of, as far as the desk's kit knew them, said no. A kit older than the perk knew nothing of
 * it; a pass names a version and a tier, so where another perk with both said yes, the clerk was right to go on. Without a ticket nothing excuses.
 */
export async function judgeTerms(ctx: Ctx, voucher: VoucherRow, scanned: Scanned): Promise<{ terms: ScanRow['terms']; couldKnow: boolean }> {
  const own = (await findPerkVersions(ctx.db, [voucher])).get(`${voucher.perkId} ${voucher.perkVersion}`)
  if (!own) throw new Error('a voucher without its perk’s version')
  const terms = verdictOn(own, scanned)
  if (terms === null) return { terms, couldKnow: false }
  const { ticket, storeId } = scanned
  if (ticket?.storeId !== storeId) return { terms, couldKnow: true }
  const knownBy = Date.parse(ticket.issuedAt)
  const mayBe = (await listPerkVersions(ctx.db, voucher.merchantId)).filter((v) => v.version === voucher.perkVersion && v.createdAt.getTime() <= knownBy && (benefitsByTierNo(v.tiers)[voucher.tierNo] ?? null) !== null)
  return { terms, couldKnow: mayBe.length > 0 && mayBe.every((v) => verdictOn(v, scanned) !== null) }
}
