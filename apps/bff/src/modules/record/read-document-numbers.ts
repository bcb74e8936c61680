import { z } from 'zod'
import type { Ctx } from '../../context'
import { findSubjectRecord } from './score-records.store'

const Opened = z.looseObject({ documentNumber: z.string().optional(), caseNumber: z.string().optional() })

/** Numbers of documents 文号 of a subject's own records, by record id; records without one, or of others, are missing. */
export async function readDocumentNumbers(ctx: Ctx, input: { subjectId: string; recordIds: readonly string[] }): Promise<Map<string, string>> {
  const numbers = new Map<string, string>()
  for (const recordId of new Set(input.recordIds)) {
    const row = await findSubjectRecord(ctx.db, { subjectId: input.subjectId, recordId, now: ctx.now })
    if (!row) continue
    const sealed = row.contentSealed ? Opened.safeParse(JSON.parse(ctx.keys.sealer.open(row.contentSealed, 'record.content'))).data : undefined
    const open = Opened.safeParse(row.content).data
    const number = open?.documentNumber ?? sealed?.documentNumber ?? open?.caseNumber ?? sealed?.caseNumber
    if (number) numbers.set(recordId, number)
  }
  return numbers
}
