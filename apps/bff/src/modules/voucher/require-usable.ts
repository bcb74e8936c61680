import { mayUseNow } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findPerkVersions } from '../perk/perk.store'
import { type BillMate, listBillMates } from './bill.store'
import { shanghaiMoment } from './explain-voucher'
import type { VoucherRow } from './voucher.store'

/** What the desk or till says of the bill. */
export interface Together {
  promotions?: boolean | undefined
  otherBill?: boolean | undefined
}

export const OTHER_BILL = 'voucher.other-bill'

const sameBillMs = (ctx: Ctx): number => ctx.city.limits.sameBillMinutes * 60_000

/** From when on a use at this store counts as of the same bill. */
export const sameBillSince = (ctx: Ctx): Date => new Date(ctx.now.getTime() - sameBillMs(ctx))

type OfPerk = Pick<VoucherRow, 'perkId' | 'perkVersion'>
const termsOf = async (ctx: Ctx, voucher: OfPerk) => {
  const version = (await findPerkVersions(ctx.db, [voucher])).get(`${voucher.perkId} ${voucher.perkVersion}`)
  if (!version) throw new Error('a voucher without its perk’s version')
  return version.terms
}

export const goesWithPromotions = async (ctx: Ctx, voucher: OfPerk): Promise<boolean> => (await termsOf(ctx, voucher)).stacking !== 'alone'

/** The first of these whose terms do not let it go together with another perk. */
export async function findUnstackable<T extends OfPerk>(ctx: Ctx, vouchers: readonly T[]): Promise<T | undefined> {
  const versions = await findPerkVersions(ctx.db, vouchers)
  return vouchers.find((v) => versions.get(`${v.perkId} ${v.perkVersion}`)?.terms.stacking !== 'with-perks')
}

/**
 * Whether the terms this voucher was claimed under let it be used at this store now, and together with what else is on the bill 叠加: the
 * holder's other vouchers used here within the city's minutes (unless the desk says that was another bill, which the audit trail keeps), and
 * the shop's own promotions where the till names them. Throws VOUCHER_NOT_NOW with the fact `reason`: WRONG_STORE, BLACKOUT_DAY,
 * BLACKOUT_WEEKDAY, BLACKOUT_HOURS, NOT_STACKABLE. Who redeems holds the locks of `lockUsable`, so that nothing is used beside it.
 */
export async function requireUsable(ctx: Ctx, voucher: VoucherRow, { storeId, together = {}, redeeming = false }: { storeId: string; together?: Together | undefined; redeeming?: boolean }): Promise<void> {
  // Of two calls at once the one that came later may be the first to redeem: its moment then lies ahead of this one's.
  const mates = await listBillMates(ctx.db, voucher, { storeId, from: sameBillSince(ctx), until: new Date(ctx.now.getTime() + sameBillMs(ctx)) })
  if (!voucher.restricted && mates.length === 0 && !together.promotions) return
  const verdict = mayUseNow(await termsOf(ctx, voucher), { storeId, at: ctx.now.getTime(), together: { perks: 0, promotions: together.promotions ?? false } })
  if (!verdict.may) throw new DomainError('VOUCHER_NOT_NOW', { detail: verdict.sentence, facts: { reason: verdict.code } })
  const [mate] = mates
  if (!mate || (await findUnstackable(ctx, [voucher, ...mates])) === undefined) return
  if (!together.otherBill) throw notStackable(mate)
  if (redeeming) await writeAudit(ctx, { action: OTHER_BILL, entity: 'voucher', entityId: voucher.id, detail: { storeId, otherVoucherId: mate.id } })
}

const notStackable = (mate: BillMate): DomainError =>
  new DomainError('VOUCHER_NOT_NOW', { detail: `这位顾客 ${shanghaiMoment(mate.redeemedAt)} 已在本店用过“${mate.title}”，同一笔消费不能叠加`, facts: { reason: 'NOT_STACKABLE' } })
