import type { Ctx } from '../../../context'
import { newId } from '../../../lib/id'
import { insertScoreDue } from '../../score/score.store'
import { ensureOrganizations } from '../../subject/upsert-organizations'
import { ensurePersons } from '../../subject/upsert-persons'
import type { Layout } from '../layout/layout'
import { type RecordInsert, upsertRecords } from '../record.store'
import { type KeyedRow, type Land, textOf } from './landing'
import { recordFacts, SEAL_CONTENT, splitContent } from './record-content'

function toRecord(ctx: Ctx, layout: Layout, row: KeyedRow, subjectId: string): RecordInsert {
  const { open, closed } = splitContent(layout, row)
  return {
    id: newId('rec', ctx.now),
    subjectId,
    item: layout.item ?? '',
    sourceKey: row.key,
    contentHash: row.hash,
    ...recordFacts(layout, row),
    content: open,
    contentSealed: Object.keys(closed).length === 0 ? null : ctx.keys.sealer.seal(JSON.stringify(closed), SEAL_CONTENT),
  }
}

/** Credit records: subjects first, then records with their history; whoever has a score waits for a recompute. */
export const landRecords: Land = async (ctx, { batchId, layout }, rows) => {
  const named = (r: KeyedRow) => textOf(r.values, 'subjectName') ?? ''
  const organizations = await ensureOrganizations(ctx, rows.filter((r) => r.kind === 'organization').map((r) => ({ uscc: r.identifier, name: named(r) })))
  const persons = await ensurePersons(ctx, rows.filter((r) => r.kind === 'person').map((r) => ({ idNumber: r.identifier, name: named(r) })))
  const records = rows.map((row) => {
    const subjectId = (row.kind === 'person' ? persons : organizations).get(row.identifier)
    if (!subjectId) throw new Error('a subject made a moment ago is gone')
    return toRecord(ctx, layout, row, subjectId)
  })
  const written = await upsertRecords(ctx.db, records, batchId, ctx.now)
  const due = [...new Set(written.map((w) => w.subjectId))]
  if (due.length > 0) await insertScoreDue(ctx.db, due, ctx.now, `record:${layout.item ?? ''}`)
  const outcomes = new Map(written.map((w) => [w.sourceKey, w.isNew ? ('new' as const) : ('changed' as const)]))
  return rows.map((r) => outcomes.get(r.key) ?? 'unchanged')
}
