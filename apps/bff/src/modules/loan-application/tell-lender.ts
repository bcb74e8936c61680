import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { enqueue } from '../outbox/enqueue'
import type { ApplicationRow } from './loan-application.store'
import { insertWebhook } from './webhook.store'

/** A message to the lender's system that something changed, in the caller's transaction; it leaves after commit. */
export async function tellLender(ctx: Ctx, row: Pick<ApplicationRow, 'id' | 'lenderId'>, type: string): Promise<void> {
  const webhookId = newId('msg', ctx.now)
  await insertWebhook(ctx.db, { id: webhookId, lenderId: row.lenderId, applicationId: row.id, type, createdAt: ctx.now })
  await enqueue(ctx, 'loan.webhook', { webhookId })
}
