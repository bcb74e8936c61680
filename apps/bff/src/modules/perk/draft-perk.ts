import type { PerkDraft } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findMerchant } from '../merchant/merchant.store'
import { PERK_DRAFTED } from './perk.lifecycle'
import { insertPerk, type PerkRow } from './perk.store'
import { readContent } from './read-content'

/**
 * Drafts a perk 起草权益. A merchant's console user drafts for the own merchant and cannot give it a subsidy of the city's.
 * A perk of loaded codes starts empty: its stock is its codes. Refuses: NOT_FOUND (no such merchant, or not theirs), VALIDATION.
 */
export async function draftPerk({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; draft: PerkDraft } }): Promise<PerkRow> {
  return inTransaction(outer, async (ctx) => {
    const only = callerStaff(ctx).merchantId
    const merchant = only !== null && only !== input.merchantId ? undefined : await findMerchant(ctx.db, input.merchantId)
    if (!merchant || merchant.status === 'terminated') throw new DomainError('NOT_FOUND')
    const draft = only === null ? input.draft : { ...input.draft, subsidyFen: 0 }
    const { content, contentHash } = await readContent(ctx, merchant.id, draft)
    const id = newId('prk', ctx.now)
    const row = await insertPerk(ctx.db, {
      ...content,
      id,
      merchantId: merchant.id,
      // The import names perks by the merchant's own numbers; one drafted here is named by its id.
      code: id,
      status: 'draft',
      quotaTotal: draft.kind === 'loaded-code' ? 0 : draft.quotaTotal,
      contentHash,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    if (!row) throw new DomainError('CONFLICT')
    await writeAudit(ctx, { action: PERK_DRAFTED, entity: 'perk', entityId: id, detail: { merchantId: merchant.id } })
    return row
  })
}
