import { createPublicKey } from 'node:crypto'
import { checkUscc } from '@xinhui/rules'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { type ClientRow, insertClient, revokeClient } from './intake.store'
import type { PublicJwk } from './intake.table'

/** Registers the machine of an office by its public key. @throws DomainError VALIDATION when code or key are none */
export async function registerClient({ ctx, input }: { ctx: Ctx; input: { office: string; officeUscc: string; jwk: PublicJwk } }): Promise<ClientRow> {
  const checked = checkUscc(input.officeUscc)
  if (!checked.ok) throw new DomainError('VALIDATION', { detail: checked.message, errors: [{ field: 'officeUscc', message: checked.message }] })
  try {
    createPublicKey({ key: { ...input.jwk }, format: 'jwk' })
  } catch {
    throw new DomainError('VALIDATION', { detail: '公钥不是 P-256 曲线上的点', errors: [{ field: 'jwk', message: '公钥不是 P-256 曲线上的点' }] })
  }
  return inTransaction(ctx, async (tx) => {
    const [row] = await insertClient(tx.db, { id: newId('ofc', tx.now), office: input.office, officeUscc: checked.uscc, jwk: input.jwk, status: 'active', createdAt: tx.now, createdBy: actorName(tx.actor) })
    if (!row) throw new Error('a client inserted a moment ago is gone')
    await writeAudit(tx, { action: 'intake.client-register', entity: 'office_client', entityId: row.id, detail: { office: row.office, officeUscc: row.officeUscc } })
    return row
  })
}

/** From now on nothing of the machine is taken; what it sent stays. @throws DomainError NOT_FOUND also when it was revoked before */
export function endClient({ ctx, input }: { ctx: Ctx; input: { clientId: string } }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await revokeClient(tx.db, input.clientId, tx.now)
    if (!row) throw new DomainError('NOT_FOUND')
    await writeAudit(tx, { action: 'intake.client-revoke', entity: 'office_client', entityId: row.id })
  })
}
