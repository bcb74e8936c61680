import type { PerkDraft } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { writeAudit } from '../audit/write-audit'
import { PERK_EDGES, PERK_EDITED } from './perk.lifecycle'
import { type PerkRow, writePerkVersion } from './perk.store'
import { readContent } from './read-content'
import { requirePerk } from './require-perk'

/** What was tested no longer holds after an edit, and what a merchant changes is published by the office again. */
function statusAfter(row: PerkRow, byOffice: boolean): PerkRow['status'] {
  if (row.status === 'draft') return 'draft'
  return row.status === 'tested' || !byOffice ? PERK_EDGES.redraft.to : row.status
}

/**
 * Edits a perk: always a new version; vouchers claimed before keep theirs. The office's edit of a running perk runs on, a merchant's
 * goes back to draft, to be tested and published again. `version` is the one that was edited.
 * Refuses: NOT_FOUND, CONFLICT (ended, edited meanwhile, another kind once claimed), VALIDATION.
 */
export async function editPerk({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; version: number; draft: PerkDraft } }): Promise<PerkRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await requirePerk(ctx, input.perkId)
    if (row.status === 'ended') throw new DomainError('CONFLICT', { detail: '权益已结束，不能修改' })
    if (row.version !== input.version) throw new DomainError('CONFLICT', { detail: '已被别人修改，请刷新后再改' })
    if (row.quotaUsed > 0 && row.kind !== input.draft.kind) throw new DomainError('CONFLICT', { detail: '已有人领取，不能更换权益类型' })
    const byOffice = callerStaff(ctx).merchantId === null
    const { content, contentHash } = await readContent(ctx, row.merchantId, byOffice ? input.draft : { ...input.draft, subsidyFen: row.subsidyFen })
    const status = statusAfter(row, byOffice)
    const edited = await writePerkVersion(ctx.db, { id: row.id, version: row.version, content, status, contentHash, now: ctx.now })
    if (!edited) throw new DomainError('CONFLICT', { detail: '已被别人修改，请刷新后再改' })
    await writeAudit(ctx, { action: PERK_EDITED, entity: 'perk', entityId: row.id, detail: { version: edited.version } })
    if (status !== row.status) await writeAudit(ctx, { action: PERK_EDGES.redraft.event, entity: 'perk', entityId: row.id, detail: { from: row.status } })
    return edited
  })
}
