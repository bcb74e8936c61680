import { type Ctx, inTransaction } from '../../context'
import { extendVouchers } from './voucher.store'

const DAY_MS = 86_400_000

/** Whole days, rounded up: a voucher ends with a day, and nobody loses an hour. */
export const daysOf = (from: Date, to: Date): number => Math.max(0, Math.ceil((to.getTime() - from.getTime()) / DAY_MS))

/** A merchant resumes: vouchers that were good when it stopped get the days back. Answers the days and how many vouchers. */
export const giveTimeBack = ({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; suspendedAt: Date } }): Promise<{ days: number; vouchers: number }> =>
  inTransaction(outer, async (ctx) => {
    const days = daysOf(input.suspendedAt, ctx.now)
    return { days, vouchers: days === 0 ? 0 : await extendVouchers(ctx.db, { merchantId: input.merchantId, goodAt: input.suspendedAt, days }) }
  })
