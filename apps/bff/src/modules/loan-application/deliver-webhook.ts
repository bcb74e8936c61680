import type { Ctx } from '../../context'
import { findLenderEndpoint } from '../lender-client/lender-client.store'
import { SEAL_WEBHOOK_SECRET } from '../lender-client/register-lender-client'
import { findProduct } from '../lender/lender.store'
import { findWebhook, noteTry, type WebhookRow } from './webhook.store'

/** What a message is about: an application, or a version of a product by the lender's own number, with what the office said to it. */
async function aboutOf({ db }: Ctx, { applicationId, productId, productVersion, note }: WebhookRow) {
  if (productId === null) return { applicationId }
  return { productId, code: (await findProduct(db, productId))?.code, version: productVersion, note }
}

/**
 * Delivers one message to the lender's system, after commit. What it says can be asked for again at any time, so the same message may
 * arrive twice. A lender without a system of its own works in the console and is told nothing. Throws when it was not taken in, so
 * that the outbox tries again.
 */
export async function deliverWebhook({ ctx, input }: { ctx: Ctx; input: { webhookId: string } }): Promise<void> {
  const row = await findWebhook(ctx.db, input.webhookId)
  if (!row || row.deliveredAt) return
  const endpoint = await findLenderEndpoint(ctx.db, row.lenderId)
  if (!endpoint) return
  const body = JSON.stringify({ type: row.type, timestamp: row.createdAt.toISOString(), data: await aboutOf(ctx, row) })
  const status = await ctx.gateways.lenderWebhooks.send({ url: endpoint.webhookUrl, secret: ctx.keys.sealer.open(endpoint.webhookSecretSealed, SEAL_WEBHOOK_SECRET), id: row.id, body, at: ctx.now })
  const taken = status !== 'UNAVAILABLE' && status >= 200 && status < 300
  await noteTry(ctx.db, row.id, { lastStatus: status === 'UNAVAILABLE' ? null : status, deliveredAt: taken ? ctx.now : null })
  if (!taken) throw new Error(`the lender did not take the message in: ${status}`)
}
