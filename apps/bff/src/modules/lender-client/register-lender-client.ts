import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import { thumbprintInput } from '@xinhui/pass'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { insertLenderClient, type LenderClientRow, replaceWebhookSecret, revokeLenderClient } from './lender-client.store'

export const LENDER_CLIENT_REGISTERED = 'lender-client.register'
export const LENDER_CLIENT_REVOKED = 'lender-client.revoke'
export const LENDER_CLIENT_ROTATED = 'lender-client.rotate'
export const SEAL_WEBHOOK_SECRET = 'lender_client.webhook_secret'

type Key = { kty: 'EC'; crv: 'P-256'; x: string; y: string }

const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`

/** A public https address; on the demo's own machine also http on the loopback. */
function requireAddress(ctx: Ctx, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const loopback = parsed?.hostname === '127.0.0.1'
  const isNumber = parsed !== undefined && (/^[\d.]+$/.test(parsed.hostname) || parsed.hostname.startsWith('['))
  const isGood = parsed !== undefined && !parsed.username && !parsed.password && (ctx.config.mode === 'demo' && loopback ? true : parsed.protocol === 'https:' && !isNumber && parsed.hostname.includes('.') && !/\.(local|internal|localhost)$/.test(parsed.hostname))
  if (!isGood) throw new DomainError('VALIDATION', { detail: '回调地址应为公网 https 域名', errors: [{ field: 'webhookUrl', message: '应为公网 https 域名' }] })
}

/** Registers a lender's system by its public key; the secret that signs messages both ways is answered once. VALIDATION (key, address); CONFLICT when the key is in use or the lender has one already. */
export async function registerLenderClient({ ctx, input }: { ctx: Ctx; input: { lenderId: string; name: string; jwk: Key; webhookUrl: string } }): Promise<{ row: LenderClientRow; webhookSecret: string }> {
  try {
    createPublicKey({ key: { ...input.jwk }, format: 'jwk' })
  } catch {
    throw new DomainError('VALIDATION', { detail: '公钥不是 P-256 曲线上的点', errors: [{ field: 'jwk', message: '公钥不是 P-256 曲线上的点' }] })
  }
  requireAddress(ctx, input.webhookUrl)
  const webhookSecret = newSecret()
  return inTransaction(ctx, async (tx) => {
    const row = await insertLenderClient(tx.db, {
      id: newId('lcl', tx.now),
      lenderId: input.lenderId,
      name: input.name,
      jwk: input.jwk,
      thumbprint: createHash('sha256').update(thumbprintInput(input.jwk)).digest('base64url'),
      webhookUrl: input.webhookUrl,
      webhookSecretSealed: tx.keys.sealer.seal(webhookSecret, SEAL_WEBHOOK_SECRET),
      status: 'active',
      createdAt: tx.now,
      createdBy: actorName(tx.actor),
    })
    if (!row) throw new DomainError('CONFLICT', { detail: '这把公钥已登记过，或这家机构已有接入系统；请先停用' })
    await writeAudit(tx, { action: LENDER_CLIENT_REGISTERED, entity: 'lender_client', entityId: row.id, detail: { lenderId: row.lenderId } })
    return { row, webhookSecret }
  })
}

/** A new secret for the messages of both sides, answered once; the one before signs nothing from the commit on. NOT_FOUND also when the system was revoked. */
export async function rotateWebhookSecret({ ctx, input }: { ctx: Ctx; input: { lenderId: string; clientId: string } }): Promise<string> {
  const webhookSecret = newSecret()
  await inTransaction(ctx, async (tx) => {
    const row = await replaceWebhookSecret(tx.db, { id: input.clientId, lenderId: input.lenderId, sealed: tx.keys.sealer.seal(webhookSecret, SEAL_WEBHOOK_SECRET) })
    if (!row) throw new DomainError('NOT_FOUND')
    await writeAudit(tx, { action: LENDER_CLIENT_ROTATED, entity: 'lender_client', entityId: row.id, detail: { lenderId: row.lenderId } })
  })
  return webhookSecret
}

/** From now on the system gets nothing, also with a token it holds, and is told nothing. NOT_FOUND also when it was revoked before. */
export function endLenderClient({ ctx, input }: { ctx: Ctx; input: { lenderId: string; clientId: string } }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const row = await revokeLenderClient(tx.db, { id: input.clientId, lenderId: input.lenderId, now: tx.now, actor: actorName(tx.actor) })
    if (!row) throw new DomainError('NOT_FOUND')
    await writeAudit(tx, { action: LENDER_CLIENT_REVOKED, entity: 'lender_client', entityId: row.id, detail: { lenderId: row.lenderId } })
  })
}
