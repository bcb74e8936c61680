import type { Ctx } from '../../../context'
import { newId } from '../../../lib/id'
import { insertScoreDue } from '../../score/score.store'
import { ensureOrganizations } from '../../subject/upsert-organizations'
import { ensurePersons } from '../../subject/upsert-persons'
import type { Column, Layout } from '../layout/layout'
import { type RecordInsert, upsertRecords } from '../record.store'
import { LONG_TERM } from '../validate/parse-cell'
import { type KeyedRow, type Land, requiredText, textOf } from './landing'

/** Context under which a record's sealed fields are sealed: one JSON object of field → value. */
const SEAL_CONTENT = 'record.content'

/** What has a column of its own, or says only who the row is about. */
const NOT_CONTENT = new Set(['uscc', 'idNumber', 'idType', 'subjectCode', 'item', 'status', 'decidedOn', 'endsOn', 'office', 'officeUscc'])
/** Of a person, only these may stand in the open: numbers, days and coded values, never what somebody wrote. */
const CODED: ReadonlySet<Column['type']> = new Set(['day', 'past-day', 'end-day', 'wan', 'yuan', 'integer', 'decimal', 'enum', 'scene'])

/** An organisation's fields are public except those about a person; a person's are sealed except typed ones. */
function splitContent(layout: Layout, row: KeyedRow): { open: Record<string, string | number>; closed: Record<string, string | number> } {
  const open: Record<string, string | number> = {}
  const closed: Record<string, string | number> = {}
  for (const column of layout.columns) {
    const value = row.values[column.field]
    if ((typeof value !== 'string' && typeof value !== 'number') || NOT_CONTENT.has(column.field)) continue
    // The subject says it already, except that a 个体工商户 is an organisation of its own kind.
    if (column.field === 'subjectKind' && value === row.kind) continue
    const isOpen = column.personal !== 'always' && (row.kind === 'organization' || CODED.has(column.type))
    ;(isOpen ? open : closed)[column.field] = value
  }
  return { open, closed }
}

function toRecord(ctx: Ctx, layout: Layout, row: KeyedRow, subjectId: string): RecordInsert {
  const { open, closed } = splitContent(layout, row)
  const endsOn = layout.endsOn === undefined ? null : textOf(row.values, layout.endsOn)
  return {
    id: newId('rec', ctx.now),
    subjectId,
    item: layout.item ?? '',
    sourceKey: row.key,
    sourceOffice: textOf(row.values, 'office') ?? requiredText(row.values, 'authority'),
    sourceOfficeUscc: textOf(row.values, 'officeUscc') ?? textOf(row.values, 'authorityUscc'),
    decidedOn: requiredText(row.values, 'decidedOn'),
    endsOn: endsOn === LONG_TERM ? null : endsOn,
    status: textOf(row.values, 'status') === 'void' ? 'void' : 'valid',
    content: open,
    contentSealed: Object.keys(closed).length === 0 ? null : ctx.keys.sealer.seal(JSON.stringify(closed), SEAL_CONTENT),
    contentHash: row.hash,
  }
}

/** Credit records: subjects first, then records with their history; whoever has an open score waits for a recompute. */
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
  const personIds = new Set(persons.values())
  const due = [...new Set(written.map((w) => w.subjectId))].filter((id) => personIds.has(id))
  if (due.length > 0) await insertScoreDue(ctx.db, due, ctx.now, `record:${layout.item ?? ''}`)
  const outcomes = new Map(written.map((w) => [w.sourceKey, w.isNew ? ('new' as const) : ('changed' as const)]))
  return rows.map((r) => outcomes.get(r.key) ?? 'unchanged')
}
