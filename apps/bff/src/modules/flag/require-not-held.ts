import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { findHold } from './flag.store'

/** `12:30` in Shanghai. */
const clock = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

/**
 * Throws TOO_MANY_REQUESTS, with a sentence that says what waits and until when, where the voucher, the store or whoever stands
 * at the desk went too fast. Nobody is turned away without being told.
 */
export async function requireNotHeld(ctx: Ctx, of: { voucherId: string; storeId: string; accountId: string | null; tillClientId: string | null }): Promise<void> {
  const who = of.accountId ?? of.tillClientId
  const hold = await findHold(ctx.db, [of.voucherId, of.storeId, ...(who === null ? [] : [who])], ctx.now)
  if (!hold) return
  const subject = hold.key === of.voucherId ? '这张券今天核销次数过多' : hold.key === of.storeId ? '本店核销太频繁' : '您核销得太频繁'
  throw new DomainError('TOO_MANY_REQUESTS', { detail: `${subject}，请在 ${clock(hold.until)} 后再试；如有疑问请拨打 ${ctx.city.hotline}`, facts: { retryAfterSeconds: Math.ceil((hold.until.getTime() - ctx.now.getTime()) / 1000) } })
}
