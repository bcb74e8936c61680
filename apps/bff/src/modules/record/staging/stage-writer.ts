import { SEAL } from '../../subject/seal-contexts'
import { recordText, SEAL_CONTENT } from '../landing/record-content'
import { type KeyedRow, textOf } from '../landing/landing'
import type { Layout } from '../layout/layout'
import { binaryRow } from './binary-row'
import type { LineKeys } from './line-writer'
import { ROW_ID_BYTES, writeRowId } from './row-id'

const dayOf = (day: string | null) => (day === null ? null : { day })

/** Writes any valid row as `STAGE_COPY` takes it: the long way, for rows `lineWriter` leaves out. */
export function stageWriter(layout: Layout, { sealer, idHead }: LineKeys): (row: KeyedRow) => Buffer {
  const idEnd = Buffer.alloc(ROW_ID_BYTES)
  return (row) => {
    writeRowId(idEnd, 0, row.row)
    const { facts, open, closed } = recordText(layout, row)
    const name = textOf(row.values, 'subjectName') ?? ''
    const { identifier } = row
    const who =
      row.kind === 'person'
        ? [sealer.blind(identifier, 'id-number'), sealer.seal(name, SEAL.name), sealer.seal(identifier, SEAL.idNumber), `${identifier.slice(6, 10)}-${identifier.slice(10, 12)}-${identifier.slice(12, 14)}`]
        : [identifier, name, null, null]
    return binaryRow([
      `${idHead}${idEnd.toString('latin1')}`, row.row, row.kind, ...who, row.key, row.hash, facts.sourceOffice, facts.sourceOfficeUscc, dayOf(facts.decidedOn), dayOf(facts.endsOn), facts.status,
      open, closed === null ? null : sealer.seal(closed, SEAL_CONTENT),
    ])
  }
}
