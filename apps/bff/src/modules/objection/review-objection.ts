import type { ConsoleObjectionDetail } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { cityData } from '../city/city-data'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { openContent } from '../record/read-file'
import { presentRecord } from '../record/present-record'
import { findSubjectRecord } from '../record/score-records.store'
import { shownSubject } from '../subject/shown-subject'
import { findSubject } from '../subject/subject.store'
import { editableFields } from './answer-objection'
import { findObjection } from './objection.store'
import { presentObjections, SEAL_REPLY } from './present-objection'

/** The duty to check an objection; the subject reads this line. */
const BASIS = '《个人信息保护法》第四十六条：对异议予以核实，并及时更正'

/** One case as its reviewer reads it; reading is written to the subject's access log in the same transaction. NOT_FOUND. */
export async function reviewObjection({ ctx: outer, input }: { ctx: Ctx; input: { objectionId: string } }): Promise<ConsoleObjectionDetail> {
  return inTransaction(outer, async (ctx) => {
    const row = await findObjection(ctx.db, input.objectionId)
    const subject = row && (await findSubject(ctx.db, row.subjectId))
    if (!subject) throw new DomainError('NOT_FOUND')
    const [objection] = await presentObjections(ctx, [row])
    if (!objection) throw new DomainError('NOT_FOUND')
    const record = await findSubjectRecord(ctx.db, { subjectId: row.subjectId, recordId: row.recordId, now: ctx.now })
    const item = record && cityData(ctx.city).itemsByCode.get(record.item)
    const open = row.status === 'open' ? { id: row.id, filedAt: row.filedAt } : undefined
    await writeAccessLog(ctx, { subjectId: subject.id, viewer: CITY_VIEWER, purpose: '异议处理', basis: BASIS, fields: ['遮盖后的姓名', objection.itemTitle] })
    return {
      objection,
      subjectId: subject.id,
      subjectKind: subject.kind,
      subjectName: shownSubject(ctx, subject).name,
      record: record && item ? presentRecord(record, item, openContent(ctx, record), open) : null,
      officeReply: row.officePosition && row.officeReplySealed && row.officeRepliedAt ? { position: row.officePosition, reply: ctx.keys.sealer.open(row.officeReplySealed, SEAL_REPLY), at: row.officeRepliedAt.toISOString() } : null,
      editable: record && item ? editableFields(ctx, record, item) : [],
    }
  })
}
