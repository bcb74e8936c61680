import type { Verdict } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError, type ErrorCode } from '../../errors'
import { requireNotHeld } from '../flag/require-not-held'
import { explainVoucher } from './explain-voucher'
import { provePresented } from './present'
import { requireDesk, requireDeskOpen } from './require-desk'
import { goesWithPromotions, requireUsable, type Together } from './require-usable'
import { findVoucher, isPassSpent, type VoucherRow } from './voucher.store'

/** Refusals that are a verdict on what was shown; the others (no post, too many tries) refuse the call. */
const VERDICT_CODES: Readonly<Partial<Record<ErrorCode, string>>> = {
  PASS_INVALID: 'FORGED',
  PASS_EXPIRED: 'PASS_EXPIRED',
  PASS_USED: 'PASS_USED',
  WRONG_MERCHANT: 'WRONG_MERCHANT',
  MERCHANT_SUSPENDED: 'SUSPENDED',
  VOUCHER_USED: 'USED',
  VOUCHER_EXPIRED: 'EXPIRED',
  VOUCHER_CANCELLED: 'CANCELLED',
  VOUCHER_SUSPENDED: 'SUSPENDED',
  VOUCHER_NOT_NOW: 'NOT_NOW',
  CONFLICT: 'STORE_CLOSED',
}
/** Why a pass is not good, told apart from a forgery where it is none. */
const REASON_CODES: Readonly<Record<string, string>> = { MALFORMED: 'UNREADABLE', VERSION: 'UNREADABLE', NOT_YET: 'NOT_YET', TILL_MISTYPED: 'MISTYPED', TILL_WRONG: 'WRONG_CODE', WRONG_STORE: 'WRONG_STORE', NOT_STACKABLE: 'NOT_STACKABLE' }

/**
 * Check-only 验券: what redeeming would say now, without using anything. Tells the perk and what to do, never who holds it.
 * Throws NOT_FOUND without a post at the store, TOO_MANY_REQUESTS after too many wrong till codes.
 */
export async function checkVoucher({ ctx, input }: { ctx: Ctx; input: { storeId: string; presented: string; together?: Together | undefined } }): Promise<Verdict> {
  const desk = await requireDesk(ctx, input.storeId)
  let voucher: VoucherRow | undefined
  try {
    await requireDeskOpen(ctx, desk)
    const shown = await provePresented(ctx, { text: input.presented, merchantId: desk.merchantId })
    voucher = await findVoucher(ctx.db, shown.voucherId)
    if (!voucher) throw new DomainError('PASS_INVALID')
    const refusal = await explainVoucher(ctx, voucher)
    if (refusal) throw refusal
    await requireUsable(ctx, voucher, { storeId: input.storeId, together: input.together })
    await requireNotHeld(ctx, { voucherId: voucher.id, storeId: input.storeId, accountId: desk.accountId, tillClientId: desk.tillClientId })
    if (await isPassSpent(ctx.db, shown.passJti)) throw new DomainError('PASS_USED', { detail: '这个出示码已用过，请顾客刷新后再出示' })
    const asksPromotions = input.together?.promotions === undefined && !(await goesWithPromotions(ctx, voucher))
    return { verdict: 'may', code: null, sentence: `可以使用：${voucher.benefit}`, ...termsOf(voucher), usedAt: null, usedStoreName: null, asksPromotions }
  } catch (error) {
    const code = error instanceof DomainError ? VERDICT_CODES[error.code] : undefined
    if (!(error instanceof DomainError) || code === undefined) throw error
    const { reason, usedAt, storeName } = error.extras.facts ?? {}
    return {
      verdict: 'may-not',
      code: (typeof reason === 'string' ? REASON_CODES[reason] : undefined) ?? code,
      sentence: error.message,
      ...termsOf(voucher),
      usedAt: typeof usedAt === 'string' ? usedAt : null,
      usedStoreName: typeof storeName === 'string' ? storeName : null,
      asksPromotions: false,
    }
  }
}

function termsOf(voucher: VoucherRow | undefined): Pick<Verdict, 'voucherId' | 'perkTitle' | 'benefit' | 'instructions' | 'voucherExpiresAt'> {
  return {
    voucherId: voucher?.id ?? null,
    perkTitle: voucher?.title ?? null,
    benefit: voucher?.benefit ?? null,
    instructions: voucher?.instructions ?? null,
    voucherExpiresAt: voucher?.expiresAt.toISOString() ?? null,
  }
}
