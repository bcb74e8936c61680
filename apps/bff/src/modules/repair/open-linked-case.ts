import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { SEAL_STATEMENT } from './apply-case'
import { findEffect } from './effect.store'
import { elsewhere, recordEvent } from './move-case'
import { noticeTo } from './notify-applicant'
import { REPAIR_OPENED } from './repair.lifecycle'
import { repairPolicy } from './repair-policy'
import { type CaseRow, findOpenCase, insertCase, lockCase } from './repair.store'

/**
 * Opens a case about one that is over: a commitment that turned out false, or the re-evaluation a screening ends with. The old
 * case stays as it is; another person decides the new one. CONFLICT where the old one did nothing that holds.
 */
export async function openLinkedCase({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; kind: 'false-commitment' | 're-evaluation'; note: string } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const old = await lockCase(ctx.db, input.row.id)
    if (!old || (old.status !== 'approved' && old.status !== 'effective')) throw elsewhere(old ?? input.row)
    const effect = await findEffect(ctx.db, old.recordId)
    if (effect?.caseId !== old.id || effect.liftedAt !== null) throw new DomainError('CONFLICT', { detail: '这件申请没有可以核查的修复结果' })
    if (input.kind === 're-evaluation' && effect.kind !== 'screened') throw new DomainError('CONFLICT', { detail: '只有重整期间暂时屏蔽的记录需要重新评价' })
    const [made] = await insertCase(ctx.db, {
      id: newId('rpc', ctx.now),
      kind: input.kind,
      status: 'accepted',
      recordId: old.recordId,
      subjectId: old.subjectId,
      item: old.item,
      office: old.office,
      decidedOn: old.decidedOn,
      openedByStaffId: callerStaff(ctx).staffId,
      linkedCaseId: old.id,
      ruleId: old.ruleId,
      check: old.check,
      statementSealed: ctx.keys.sealer.seal(input.note, SEAL_STATEMENT),
      createdAt: ctx.now,
      submittedAt: ctx.now,
    })
    if (!made) throw new DomainError('CONFLICT', { detail: '这条记录已有正在办理的案件', facts: { caseId: (await findOpenCase(ctx.db, old.recordId))?.id ?? null } })
    await recordEvent(ctx, made, 'open', { sla: { ...repairPolicy(ctx.city).sla, decideFrom: 'accept' }, linkedCaseId: old.id })
    await writeAudit(ctx, { action: REPAIR_OPENED, entity: 'repair', entityId: made.id, detail: { kind: made.kind, linkedCaseId: old.id } })
    await noticeTo(ctx, made, { kind: 'repair.opened', title: input.kind === 'false-commitment' ? '修复承诺正在核查' : '屏蔽的记录正在重新评价', body: `${old.office}正在${input.kind === 'false-commitment' ? '核查' : '评价'}，您现在不用办理，可以在修复申请里看到进度。` })
    return made
  })
}
