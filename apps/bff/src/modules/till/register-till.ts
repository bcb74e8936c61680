import { createHash, createPublicKey } from 'node:crypto'
import { thumbprintInput } from '@xinhui/pass'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findMerchant, findDeskOfStore } from '../merchant/merchant.store'
import { insertTill, revokeTill, type TillRow } from './till.store'

export const TILL_REGISTERED = 'till.registered'
export const TILL_REVOKED = 'till.revoked'

type Key = { kty: 'EC'; crv: 'P-256'; x: string; y: string }

/** Registers a till of a merchant's open store by its public key. Throws VALIDATION (key, store), CONFLICT (merchant terminated, key in use). */
export async function registerTill({ ctx, input }: { ctx: Ctx; input: { merchantId: string; storeId: string; name: string; jwk: Key } }): Promise<TillRow> {
  const wrong = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })
  try {
    createPublicKey({ key: { ...input.jwk }, format: 'jwk' })
  } catch {
    throw wrong('jwk', '公钥不是 P-256 曲线上的点')
  }
  return inTransaction(ctx, async (tx) => {
    const merchant = await findMerchant(tx.db, input.merchantId)
    if (!merchant || merchant.status === 'terminated') throw new DomainError('CONFLICT', { detail: '商户已终止合作' })
    const desk = await findDeskOfStore(tx.db, input.storeId)
    if (!desk || desk.merchantId !== input.merchantId || desk.storeStatus !== 'open') throw wrong('storeId', '没有这家营业中的门店')
    const row = await insertTill(tx.db, {
      id: newId('tcl', tx.now),
      merchantId: input.merchantId,
      storeId: input.storeId,
      name: input.name,
      jwk: input.jwk,
      thumbprint: createHash('sha256').update(thumbprintInput(input.jwk)).digest('base64url'),
      status: 'active',
      createdAt: tx.now,
      createdBy: actorName(tx.actor),
    })
    if (!row) throw new DomainError('CONFLICT', { detail: '这把公钥已登记过。每台收银系统要有自己的密钥' })
    await writeAudit(tx, { action: TILL_REGISTERED, entity: 'till_client', entityId: row.id, detail: { merchantId: row.merchantId, storeId: row.storeId } })
    return row
  })
}

/** From now on the till gets nothing, also with a token it holds; what it redeemed stays. Throws NOT_FOUND also when it was revoked before. */
export function endTill({ ctx, input }: { ctx: Ctx; input: { merchantId: string; clientId: string } }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const row = await revokeTill(tx.db, { id: input.clientId, merchantId: input.merchantId, now: tx.now, actor: actorName(tx.actor) })
    if (!row) throw new DomainError('NOT_FOUND')
    await writeAudit(tx, { action: TILL_REVOKED, entity: 'till_client', entityId: row.id, detail: { merchantId: row.merchantId, storeId: row.storeId } })
  })
}
