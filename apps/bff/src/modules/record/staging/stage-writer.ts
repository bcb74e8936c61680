import { copyField } from '../../../db/copy'
import { SEAL } from '../../subject/seal-contexts'
import { recordFacts, SEAL_CONTENT, splitContent } from '../landing/record-content'
import { type KeyedRow, textOf } from '../landing/landing'
import type { Layout } from '../layout/layout'
import type { LineKeys } from './line-writer'
import { ROW_ID_BYTES, writeRowId } from './row-id'

/** Writes any valid row as a line of COPY's text format, in the order of `STAGE_COPY`: the long way, for rows `lineWriter` leaves out. */
export function stageWriter(layout: Layout, { sealer, idHead }: LineKeys): (row: KeyedRow) => string {
  const idEnd = Buffer.alloc(ROW_ID_BYTES)
  return (row) => {
    writeRowId(idEnd, 0, row.row)
    const { open, closed } = splitContent(layout, row)
    const facts = recordFacts(layout, row)
    const name = textOf(row.values, 'subjectName') ?? ''
    const { identifier } = row
    const who =
      row.kind === 'person'
        ? [sealer.blind(identifier, 'id-number'), sealer.seal(name, SEAL.name), sealer.seal(identifier, SEAL.idNumber), `${identifier.slice(6, 10)}-${identifier.slice(10, 12)}-${identifier.slice(12, 14)}`]
        : [identifier, copyField(name), '\\N', '\\N']
    const line = [
      `${idHead}${idEnd.toString('latin1')}`, String(row.row), row.kind, ...who, facts.sourceKey, facts.contentHash, copyField(facts.sourceOffice), facts.sourceOfficeUscc ?? '\\N', facts.decidedOn, facts.endsOn ?? '\\N',
      facts.status, copyField(JSON.stringify(open)), Object.keys(closed).length === 0 ? '\\N' : sealer.seal(JSON.stringify(closed), SEAL_CONTENT),
    ]
    return `${line.join('\t')}\n`
  }
}
