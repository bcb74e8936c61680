import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { notifyMerchant } from '../merchant/notify-merchant'
import { requireUsedByHolder } from '../voucher/require-holder'
import { insertReport, type NotMeRow } from './not-me.store'

export const NOT_ME_FILED = 'not-me.filed'
/** Afterwards nobody at the counter remembers. */
const DAYS = 30

/**
 * Reports that a use of one's own voucher, or of a firm's one may use the perks of, was somebody else's. The office looks into it; the merchant is told that it does, not who asked.
 * Throws NOT_FOUND (also for someone else's), FORBIDDEN (an agent without the right), ALREADY_REVERSED, CONFLICT (reported before, or longer than 30 days ago).
 */
export function fileNotMe({ ctx: outer, input }: { ctx: Ctx; input: { redemptionId: string } }): Promise<NotMeRow> {
  return inTransaction(outer, async (ctx) => {
    const { used, subjectId } = await requireUsedByHolder(ctx, input.redemptionId)
    if (used.reversedAt) throw new DomainError('ALREADY_REVERSED', { detail: '这次使用已撤销' })
    if (ctx.now.getTime() - used.redeemedAt.getTime() > DAYS * 86_400_000) throw new DomainError('CONFLICT', { detail: `只能反映 ${DAYS} 天内的使用；更早的请拨打 ${ctx.city.hotline}` })
    const row = await insertReport(ctx.db, { id: newId('nme', ctx.now), redemptionId: used.id, subjectId, status: 'open', filedAt: ctx.now })
    if (!row) throw new DomainError('CONFLICT', { detail: '已反映过，请等待核查结果' })
    await writeAudit(ctx, { action: NOT_ME_FILED, entity: 'not_me_report', entityId: row.id, detail: { redemptionId: used.id, merchantId: used.merchantId } })
    await notifyMerchant(ctx, used.merchantId, { kind: 'not-me', cause: row.id, title: '有一次核销正在核查', body: `凭据号 ${used.receiptNo}：持券人反映不是本人使用，信用办正在核查，请保留当时的收银记录。` })
    return row
  })
}
