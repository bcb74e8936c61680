import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { verifyWebhook } from '../../lib/standard-webhooks'
import { findLivingLenderClient } from './lender-client.store'
import { SEAL_WEBHOOK_SECRET } from './register-lender-client'

/** The id of a message that the calling lender's system signed (Standard Webhooks) within five minutes. UNAUTHENTICATED for everything else. */
export async function verifyLenderMessage(ctx: Ctx, headers: { id: string | undefined; timestamp: string | undefined; signature: string | undefined }, text: string): Promise<string> {
  const client = ctx.actor.kind === 'lender' ? await findLivingLenderClient(ctx.db, ctx.actor.clientId) : undefined
  const id = client && verifyWebhook(ctx.keys.sealer.open(client.webhookSecretSealed, SEAL_WEBHOOK_SECRET), headers, text, ctx.now)
  if (id === undefined) throw new DomainError('UNAUTHENTICATED', { detail: '消息的签名或时间不对' })
  return id
}
