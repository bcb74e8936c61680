import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import { writeAudit } from '../audit/write-audit'
import { cityData } from '../city/city-data'
import { writeNotice } from '../notice/write-notice'
import { findUsableRecord } from '../record/score-records.store'
import { checkCase } from './check-case'
import { acknowledgeRow, deliverRow, type LetterRow, listDeliverable } from './letter.store'

/** Delivers letters whose subject can be reached by now; answers how many, at most `limit`. What the rules say on that day goes with it. */
export async function deliverLetters({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const due = await listDeliverable(outer.db, outer.now, input.limit)
  for (const letter of due)
    await inTransaction(outer, async (ctx) => {
      const record = await findUsableRecord(ctx.db, letter.recordId, ctx.now)
      const item = record && cityData(ctx.city).itemsByCode.get(record.item)
      if (!record || !item) return
      const [delivered] = await deliverRow(ctx.db, letter.id, { check: { ...(await checkCase(ctx, record, item)).check }, deliveredAt: ctx.now })
      if (!delivered) return
      await writeNotice(ctx, { subjectId: letter.to, kind: 'repair.letter', title: '收到信用修复告知书', body: `${item.title}：怎样修复、什么时候可以申请，都写在告知书里，请查看并签收。`, cause: letter.id })
      await writeAudit(ctx, { action: 'repair.letter-delivered', entity: 'repair_letter', entityId: letter.id, detail: { recordId: letter.recordId } })
    })
  return due.length
}

/** Acknowledges a letter 签收, once; a second time changes nothing. CONFLICT before it is delivered. */
export async function acknowledgeLetter({ ctx: outer, input }: { ctx: Ctx; input: { letter: LetterRow } }): Promise<LetterRow> {
  const { letter } = input
  if (letter.deliveredAt === null) throw new DomainError('CONFLICT', { detail: '告知书还没有送达' })
  return inTransaction(outer, async (ctx) => {
    const [done] = await acknowledgeRow(ctx.db, letter.id, { acknowledgedAt: ctx.now, acknowledgedById: callerSubject(ctx) })
    if (!done) return letter
    await writeAudit(ctx, { action: 'repair.letter-acknowledged', entity: 'repair_letter', entityId: done.id, detail: { recordId: done.recordId } })
    return done
  })
}
