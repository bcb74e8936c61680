import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Ctx } from '../../../context'
import { newId } from '../../../lib/id'
import { insertScoreDueAmong } from '../../score/score-due.store'
import { insertStagedSubjects } from '../../subject/staged-subjects.store'
import { BINARY_END, BINARY_HEAD } from '../staging/binary-row'
import type { StagedRows } from '../staging/row-stager'
import { type Batch, contradiction, type Landed, type WindowLanding } from './landing'
import { emptyStage, findKnown, insertFresh, measureStage, openStage, type Repeat, STAGE_COPY, type StageBy, subjectsOfBatch, takeRepeats, updateKnown } from './stage.store'

/** Large enough that a statement's fixed cost vanishes, small enough that a window's text stays some megabytes. */
const WINDOW_ROWS = 20_000
/** Prefix and time of an id: 4 and 10 of its 30 characters. */
const ID_HEAD = 14

/** The front of the ids a file's records are given. */
export const stagedIdHead = (now: Date): string => newId('rec', now).slice(0, ID_HEAD)

/** Sends rows down a COPY in the binary format and waits until the server has taken them. */
export async function sendAll(sink: Writable, pieces: readonly Uint8Array[] | AsyncIterable<Uint8Array>): Promise<void> {
  const done = finished(sink)
  sink.write(BINARY_HEAD)
  for await (const piece of pieces) if (!sink.write(piece)) await Promise.race([once(sink, 'drain'), done])
  sink.end(BINARY_END)
  await done
}

/**
 * Lands staged rows on PostgreSQL: COPY into a temporary stage, then a handful of statements for a whole window of rows. The next
 * window is staged while the database settles this one. Answers the same as landing through Node would.
 */
export function stagedLanding(ctx: Ctx, batch: Batch, idHead: string, copy: (statement: string) => Promise<Writable>): WindowLanding & { take(staged: StagedRows): void } {
  const { db, now } = ctx
  const by: StageBy = { item: batch.layout.item ?? '', batchId: batch.batchId, idHead, now }
  let pieces: Uint8Array[] = []
  let taken = 0
  let isOpen = false

  async function openEmpty(): Promise<void> {
    if (isOpen) await emptyStage(db)
    else await openStage(db)
  }

  function tell(landed: Landed, repeats: readonly Repeat[]): void {
    for (const { row, before, same } of repeats) {
      if (same) landed.rowsUnchanged += 1
      else landed.refused.push({ row, field: null, reason: contradiction(row, before) })
    }
  }

  return {
    windowRows: WINDOW_ROWS,
    take(staged) {
      if (staged.staged === 0) return
      pieces.push(staged.lines)
      taken += staged.staged
    },
    async land() {
      const landed: Landed = { rowsNew: 0, rowsChanged: 0, rowsUnchanged: 0, refused: [] }
      if (taken === 0) return landed
      const [text, staged] = [pieces, taken]
      pieces = []
      taken = 0
      await openEmpty()
      await sendAll(await copy(STAGE_COPY), text)
      if (!isOpen) await measureStage(db)
      isOpen = true
      const repeats = await takeRepeats(db)
      tell(landed, repeats)
      await insertStagedSubjects(db, by)
      landed.rowsNew = await insertFresh(db, by)
      if (landed.rowsNew + repeats.length === staged) return landed
      tell(landed, await findKnown(db, by))
      const { changed, unchanged } = await updateKnown(db, by)
      landed.rowsChanged = changed
      landed.rowsUnchanged += unchanged
      return landed
    },
    end: () => insertScoreDueAmong(db, subjectsOfBatch(batch.batchId), now, `record:${by.item}`),
  }
}
