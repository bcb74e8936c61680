import type { Delivery } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { writeAudit } from '../audit/write-audit'
import { findLenderEndpoint } from '../lender-client/lender-client.store'
import { requireLenderScope } from '../lender-client/require-lender-scope'
import { enqueue } from '../outbox/enqueue'
import { STEP_TITLES } from './loan-words'
import { type DeliveryRow, listDeliveries, lockWebhook } from './webhook.store'

export const DELIVERY_RESENT = 'lender-client.resend'
const SHOWN = 50

const PRODUCT_TITLES: Readonly<Record<string, string>> = { 'product.submitted': '信用办代录，待确认', 'product.reviewed': '产品通过审核', 'product.returned': '产品被退回', 'product.published': '产品已发布', 'product.paused': '产品被暂停', 'product.resumed': '产品已恢复', 'product.ended': '产品被结束' }

/** `loan.withdraw` → 企业撤回. */
const titleOf = (type: string): string => PRODUCT_TITLES[type] ?? (type === 'loan.consent-withdrawn' ? '企业撤回授权' : (STEP_TITLES[type.replace('loan.', '')] ?? type))

const present = ({ id, ...row }: DeliveryRow): Delivery => ({ messageId: id, typeTitle: titleOf(row.type), ...row, state: row.deliveredAt !== null ? 'delivered' : row.pending ? 'waiting' : 'undelivered' })

/** Puts a message that was given up, or that nobody was there to take, into the outbox again. NOT_FOUND; CONFLICT when it was taken, is on its way, or the lender has no system to take it. */
async function resend({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; messageId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const row = await lockWebhook(ctx.db, input)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.deliveredAt) throw new DomainError('CONFLICT', { detail: '这条消息已经送达' })
    if (row.pending) throw new DomainError('CONFLICT', { detail: '这条消息正在发送' })
    if (!(await findLenderEndpoint(ctx.db, input.lenderId))) throw new DomainError('CONFLICT', { detail: '没有可用的接入系统，先登记再重发' })
    await enqueue(ctx, 'loan.webhook', { webhookId: row.id })
    await writeAudit(ctx, { action: DELIVERY_RESENT, entity: 'lender', entityId: input.lenderId, detail: { messageId: row.id } })
  })
}

/** What was sent to a lender's own system, and how it went. */
export function registerDeliveryRoutes(api: Api): void {
  api.route('GET /console/lenders/{lenderId}/deliveries', { roles: ['lender-officer', 'auditor', 'administrator'], owner: 'lender', audit: null }, async ({ ctx, params }) => ({ items: (await listDeliveries(ctx.db, requireLenderScope(ctx, params.lenderId), SHOWN)).map(present) }))

  api.route('POST /console/lenders/{lenderId}/deliveries/{messageId}/resend', { roles: ['lender-officer', 'administrator'], owner: 'lender', audit: DELIVERY_RESENT }, ({ ctx, params }) => resend({ ctx, input: { lenderId: requireLenderScope(ctx, params.lenderId), messageId: params.messageId } }))
}
