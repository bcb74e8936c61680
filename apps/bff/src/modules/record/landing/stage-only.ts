import type { Ctx } from '../../../context'
import { copier } from '../../../db/copy'
import { openRows } from './open-rows'
import { loadLayouts } from '../layout/load-layouts'
import { reopenFile } from '../reader/open-source'
import { readRows } from '../reader/rows'
import { stagedPieces } from './open-landing'
import { openStage, STAGE_COPY } from './stage.store'
import { sendAll, stagedIdHead } from './staged-landing'

/** Everything of an import between the received file and the full stage, for the bench: answers how many rows were staged. Of a UTF-8 file, in an open transaction on PostgreSQL. */
export async function stageOnly(ctx: Ctx, path: string): Promise<number> {
  const copy = copier(ctx.db)
  if (!copy) throw new Error('staging needs PostgreSQL')
  const source = await reopenFile(path, { sha256: '', encoding: 'UTF-8' })
  try {
    const opened = await openRows(readRows(source), loadLayouts(ctx.city), undefined)
    await openStage(ctx.db)
    let staged = 0
    const pieces = stagedPieces(ctx, source, opened, undefined, stagedIdHead(ctx.now))
    async function* lines(): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        staged += piece.staged
        yield piece.lines
      }
    }
    await sendAll(await copy(STAGE_COPY), lines())
    return staged
  } finally {
    await source.close()
  }
}
