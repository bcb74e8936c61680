import type { ConsoleSubject, StaffRole } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { readFile } from '../record/read-file'
import { shownSubject } from './shown-subject'
import { findSubject } from './subject.store'

/**
 * A member of the city's staff looks one subject up. The access-log row the subject reads, with the purpose and basis given,
 * commits with the reading or there is no reading. Reviewers see the records' texts, stewards only typed fields; nobody
 * sees a person's name or number unmasked. NOT_FOUND.
 */
export async function lookUpSubject({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string; purpose: string; basis: string; roles: readonly StaffRole[] } }): Promise<ConsoleSubject> {
  return inTransaction(outer, async (ctx) => {
    const subject = await findSubject(ctx.db, input.subjectId)
    if (!subject) throw new DomainError('NOT_FOUND')
    const textsShown = input.roles.includes('reviewer')
    const records = await readFile(ctx, { subjectId: subject.id, openTexts: textsShown })
    const fields = [subject.kind === 'person' ? '遮盖后的姓名和证件号码' : '名称和统一社会信用代码', ...new Set(records.map((r) => r.itemTitle))]
    await writeAccessLog(ctx, { subjectId: subject.id, viewer: CITY_VIEWER, purpose: input.purpose, basis: input.basis, fields })
    await writeAudit(ctx, { action: 'subject.look-up', entity: 'subject', entityId: subject.id, detail: { records: records.length } })
    return { subjectId: subject.id, kind: subject.kind, ...shownSubject(ctx, subject), textsShown, records }
  })
}
