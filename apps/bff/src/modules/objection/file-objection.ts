import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findSubjectRecord } from '../record/score-records.store'
import { OBJECTION_FILED } from './objection.lifecycle'
import { findOpenObjection, insertObjection, type ObjectionRow } from './objection.store'
import { SEAL_REASON } from './present-objection'

/**
 * Files an objection 异议 to a record of the subject's own file; from this moment everybody who reads the record reads that it
 * is under review. NOT_FOUND for a record that is not theirs, CONFLICT with since when one is under review already.
 */
export async function fileObjection({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string; recordId: string; reason: string } }): Promise<ObjectionRow> {
  return inTransaction(outer, async (ctx) => {
    const record = await findSubjectRecord(ctx.db, { subjectId: input.subjectId, recordId: input.recordId, now: ctx.now })
    if (!record || record.status !== 'valid') throw new DomainError('NOT_FOUND')
    const [made] = await insertObjection(ctx.db, {
      id: newId('obj', ctx.now),
      recordId: record.id,
      subjectId: input.subjectId,
      recordVersion: record.version,
      item: record.item,
      reasonSealed: ctx.keys.sealer.seal(input.reason, SEAL_REASON),
      status: 'open',
      filedAt: ctx.now,
    })
    if (!made) {
      const open = await findOpenObjection(ctx.db, record.id)
      throw new DomainError('CONFLICT', { detail: '这条记录的异议正在处理中', facts: { objectionId: open?.id ?? null, since: open?.filedAt.toISOString() ?? null } })
    }
    await writeAudit(ctx, { action: OBJECTION_FILED, entity: 'objection', entityId: made.id, detail: { recordId: record.id, recordVersion: record.version } })
    return made
  })
}
