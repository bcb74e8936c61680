import type { RecordView } from '@xinhui/contract'
import { dayInShanghai, fileEnd } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { cityData } from '../city/city-data'
import { listOpenObjections } from '../objection/objection.store'
import { presentRecord } from './present-record'
import { listSubjectRecords, type RecordRow } from './score-records.store'

/** Context under which a record's text fields are sealed: one JSON object of field → value. */
export const SEAL_CONTENT = 'record.content'

/** The text fields of a record, opened. */
export const openContent = (ctx: Ctx, row: Pick<RecordRow, 'contentSealed'>): Record<string, string | number> =>
  row.contentSealed ? (JSON.parse(ctx.keys.sealer.open(row.contentSealed, SEAL_CONTENT)) as Record<string, string | number>) : {}

/**
 * The credit file of one subject as it may be used now: special classes appear only under the subject's living consent, a record
 * the catalogue keeps no longer is gone from it, and one under review says so to everybody who reads it. `openTexts` false leaves sealed text fields out.
 */
export async function readFile(ctx: Ctx, by: { subjectId: string; openTexts: boolean }): Promise<RecordView[]> {
  const { itemsByCode } = cityData(ctx.city)
  const rows = await listSubjectRecords(ctx.db, { subjectId: by.subjectId, now: ctx.now })
  const objections = await listOpenObjections(ctx.db, rows.map((r) => r.id))
  const today = dayInShanghai(ctx.now.getTime())
  return rows.flatMap((row) => {
    const item = itemsByCode.get(row.item)
    return item && (fileEnd(item, row) ?? today) >= today ? [presentRecord(row, item, by.openTexts ? openContent(ctx, row) : {}, objections.get(row.id))] : []
  })
}
