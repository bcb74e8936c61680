import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { findReaders } from '../agency/find-readers'
import { writeAudit } from '../audit/write-audit'
import { notifyMerchant } from '../merchant/notify-merchant'
import { writeNotices } from '../notice/write-notice'
import { reverseByOffice } from '../voucher/reverse-redemption'
import { findRedemption } from '../voucher/voucher.store'
import { findReport, type NotMeRow, resolveReport } from './not-me.store'

export const SEAL_NOT_ME_ANSWER = 'not_me_report.answer'

/** The audit action each end leaves. */
export const NOT_ME_EVENTS = { upheld: 'not-me.upheld', refused: 'not-me.refused' } as const

/**
 * Ends a report, once. Upheld, the redemption is reversed by the office, whenever it was: the voucher is good again (or over), and
 * nothing is owed for it. Both sides are told. Throws NOT_FOUND, CONFLICT with its state.
 */
export function resolveNotMe({ ctx: outer, input }: { ctx: Ctx; input: { reportId: string; staffId: string; outcome: 'upheld' | 'refused'; answer: string } }): Promise<NotMeRow> {
  return inTransaction(outer, async (ctx) => {
    const resolved = await resolveReport(ctx.db, input.reportId, { status: input.outcome, answerSealed: ctx.keys.sealer.seal(input.answer, SEAL_NOT_ME_ANSWER), resolvedAt: ctx.now, resolvedByStaffId: input.staffId })
    if (!resolved) throw (await findReport(ctx.db, input.reportId)) ? new DomainError('CONFLICT', { detail: '这件反映已有处理结果' }) : new DomainError('NOT_FOUND')
    const used = await findRedemption(ctx.db, resolved.redemptionId)
    if (!used) throw new Error('a report without its redemption')
    // The shop may have reversed it meanwhile: then there is nothing left to undo.
    if (input.outcome === 'upheld' && used.reversedAt === null) await reverseByOffice(ctx, { redemption: used, staffId: input.staffId, reason: '经核查非本人使用' })
    await writeAudit(ctx, { action: NOT_ME_EVENTS[input.outcome], entity: 'not_me_report', entityId: resolved.id, detail: { redemptionId: used.id, merchantId: used.merchantId } })
    const upheld = input.outcome === 'upheld'
    const [holder] = await findReaders(ctx, [resolved.subjectId], 'perk')
    const body = upheld ? `经核查不是${holder?.isFirm ? '贵单位' : '您本人'}使用，这次使用已撤销；券没过期的话可以再用。` : '请到使用记录里看核查说明。'
    await writeNotices(ctx, (holder?.reads ?? []).map((subjectId) => ({ subjectId, kind: 'not-me-resolved', cause: resolved.id, title: upheld ? '核查完成：这次使用已撤销' : '核查完成：未发现他人使用', body })))
    await notifyMerchant(ctx, used.merchantId, { kind: 'not-me-resolved', cause: resolved.id, title: '核查完成', body: `凭据号 ${used.receiptNo}：${upheld ? '经核查不是持券人本人使用，这次核销已撤销，补贴不结算。' : '未发现问题，这次核销有效。'}` })
    return resolved
  })
}
