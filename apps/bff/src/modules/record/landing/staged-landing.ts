import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Ctx } from '../../../context'
import { copyField } from '../../../db/copy'
import { newId } from '../../../lib/id'
import { insertScoreDueAmong } from '../../score/score-due.store'
import { SEAL } from '../../subject/ensure-person'
import { insertStagedSubjects } from '../../subject/staged-subjects.store'
import { recordFacts, SEAL_CONTENT, splitContent } from './land-records'
import { type Batch, contradiction, type KeyedRow, type Landed, type Landing, rowKeyer, textOf } from './landing'
import { emptyStage, measureStage, openStage, STAGE_COPY, subjectsOfBatch, takeRepeats, takeUnchanged, upsertStaged } from './stage.store'

/** Large enough that a statement's fixed cost vanishes, small enough that a window's text stays some megabytes. */
const WINDOW_ROWS = 20_000
const PIECE_ROWS = 500
const MAX_REMEMBERED = 20_000
/** The part of an id that is time: 10 of its 26 characters. */
const ID_HEAD = 10
/** Characters of an ID number (GB 11643). */
const ID_NUMBER = 18

/** A bounded memory that starts anew when it is full. */
function remembering<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) {
      if (known.size >= MAX_REMEMBERED) known.clear()
      value = make(key)
      known.set(key, value)
    }
    return value
  }
}

/** Writes rows as lines of COPY's text format, in the order of STAGE_COPY. */
export function stageWriter(ctx: Ctx, batch: Batch): (row: KeyedRow) => string {
  const { sealer } = ctx.keys
  const person = remembering((key) => {
    const idNumber = key.slice(0, ID_NUMBER)
    return {
      blind: sealer.blind(idNumber, 'id-number'),
      nameSealed: sealer.seal(key.slice(ID_NUMBER), SEAL.name),
      idSealed: sealer.seal(idNumber, SEAL.idNumber),
      birthDay: `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`,
    }
  })
  // Within one subject's records the same closed fields (a firm's representative) may share a ciphertext: that they belong together is known already.
  const closedOf = remembering((key) => sealer.seal(key.slice(key.indexOf('\0') + 1), SEAL_CONTENT))
  return (row) => {
    const { open, closed } = splitContent(batch.layout, row)
    const facts = recordFacts(batch.layout, row)
    const name = textOf(row.values, 'subjectName') ?? ''
    const who = row.kind === 'person' ? person(`${row.identifier}${name}`) : null
    const contentSealed = Object.keys(closed).length === 0 ? null : closedOf(`${row.identifier}\0${JSON.stringify(closed)}`)
    return `${row.row}\t${row.kind}\t${who ? who.blind : row.identifier}\t${who ? who.nameSealed : copyField(name)}\t${who ? who.idSealed : '\\N'}\t${who ? who.birthDay : '\\N'}\t${facts.sourceKey}\t${facts.contentHash}\t${copyField(facts.sourceOffice)}\t${facts.sourceOfficeUscc ?? '\\N'}\t${facts.decidedOn}\t${facts.endsOn ?? '\\N'}\t${facts.status}\t${copyField(JSON.stringify(open))}\t${contentSealed ?? '\\N'}\n`
  }
}

/** Sends pieces of text down a COPY and waits until the server has taken them. */
async function sendAll(sink: Writable, pieces: readonly string[]): Promise<void> {
  const done = finished(sink)
  for (const piece of pieces) if (!sink.write(piece)) await Promise.race([once(sink, 'drain'), done])
  sink.end()
  await done
}

/**
 * Lands records through a temporary stage on PostgreSQL: COPY, then a handful of statements for a whole window of rows. Node
 * checks the next window while the database settles this one. Answers the same as landing through Node would.
 */
export function stagedLanding(ctx: Ctx, batch: Batch, copy: (statement: string) => Promise<Writable>): Landing {
  const { db, now } = ctx
  const keyed = rowKeyer(ctx, batch.layout)
  const write = stageWriter(ctx, batch)
  const item = batch.layout.item ?? ''
  const by = { item, batchId: batch.batchId, idHead: newId('rec', now).slice(4, 4 + ID_HEAD), now }
  let pieces: string[] = []
  let piece = ''
  let taken = 0
  let isOpen = false
  return {
    windowRows: WINDOW_ROWS,
    take(row) {
      piece += write(keyed(row))
      taken += 1
      if (taken % PIECE_ROWS === 0) {
        pieces.push(piece)
        piece = ''
      }
    },
    async land() {
      const landed: Landed = { rowsNew: 0, rowsChanged: 0, rowsUnchanged: 0, refused: [] }
      if (taken === 0) return landed
      const staged = taken
      const text = [...pieces, piece]
      pieces = []
      piece = ''
      taken = 0
      if (isOpen) await emptyStage(db)
      else await openStage(db)
      isOpen = true
      await sendAll(await copy(STAGE_COPY), text)
      await measureStage(db)
      for (const { row, before, same } of await takeRepeats(db, staged)) {
        if (same) landed.rowsUnchanged += 1
        else landed.refused.push({ row, field: null, reason: contradiction(row, before) })
      }
      landed.rowsUnchanged += await takeUnchanged(db, item)
      await insertStagedSubjects(db, by)
      const { fresh, changed } = await upsertStaged(db, by)
      landed.rowsNew = fresh
      landed.rowsChanged = changed
      return landed
    },
    end: () => insertScoreDueAmong(db, subjectsOfBatch(batch.batchId), now, `record:${item}`),
  }
}
