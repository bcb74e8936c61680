import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { PERK_EDGES } from './perk.lifecycle'
import { movePerk, type PerkRow } from './perk.store'
import { requirePerk } from './require-perk'

const TITLES: Readonly<Record<PerkRow['status'], string>> = { draft: '草稿', tested: '待发布', published: '发布中', paused: '已暂停', exhausted: '已领完', ended: '已结束' }

/**
 * Publishes, pauses, resumes or ends a perk. Living vouchers stay good whatever becomes of their perk.
 * Publishing wants a test redemption of this very version, and codes where the perk is of codes. Refuses: NOT_FOUND, PERK_NOT_TESTED, CONFLICT.
 */
export async function changePerkStatus({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; edge: 'publish' | 'pause' | 'resume' | 'end' } }): Promise<PerkRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await requirePerk(ctx, input.perkId)
    const edge = PERK_EDGES[input.edge]
    if (input.edge === 'publish' && row.status === 'draft') throw new DomainError('PERK_NOT_TESTED')
    if (input.edge === 'resume' && row.testedVersion !== row.version) throw new DomainError('PERK_NOT_TESTED')
    if (input.edge === 'publish' && row.quotaTotal === 0) throw new DomainError('CONFLICT', { detail: row.kind === 'loaded-code' ? '请先上传兑换码' : '请先补充名额' })
    const moved = await movePerk(ctx.db, edge, row.id, ctx.now)
    if (!moved) throw new DomainError('CONFLICT', { detail: `权益现在是“${TITLES[row.status]}”，不能这样操作` })
    await writeAudit(ctx, { action: edge.event, entity: 'perk', entityId: row.id, detail: { from: row.status, version: row.version } })
    return moved
  })
}
