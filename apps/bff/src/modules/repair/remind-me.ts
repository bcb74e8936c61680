import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { type RecordAsked, readRecordRepair } from './read-record-repair'
import { deleteReminder, putReminder } from './repair-reminder.store'

/** Remembers whom to tell on the first day the record can be repaired. CONFLICT when that day is here or never comes. */
export function remindMe({ ctx: outer, input }: { ctx: Ctx; input: RecordAsked }): Promise<{ remindOn: string }> {
  return inTransaction(outer, async (ctx) => {
    const { check } = await readRecordRepair({ ctx, input })
    const remindOn = check?.applied.earliestOn
    if (!remindOn || remindOn <= dayInShanghai(ctx.now.getTime())) throw new DomainError('CONFLICT', { detail: remindOn ? '现在就可以申请，不用提醒' : '这条记录没有可以申请的日子' })
    await putReminder(ctx.db, { id: newId('rmd', ctx.now), subjectId: input.callerId, recordId: input.recordId, remindOn, createdAt: ctx.now, toldAt: null })
    await writeAudit(ctx, { action: 'repair.remind-me', entity: 'record', entityId: input.recordId, detail: { remindOn } })
    return { remindOn }
  })
}

/** Taking it back twice is taking it back once. NOT_FOUND for a record the caller may not ask about. */
export function forgetReminder({ ctx: outer, input }: { ctx: Ctx; input: RecordAsked }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    await readRecordRepair({ ctx, input })
    await deleteReminder(ctx.db, { subjectId: input.callerId, recordId: input.recordId })
    await writeAudit(ctx, { action: 'repair.forget-reminder', entity: 'record', entityId: input.recordId })
  })
}
