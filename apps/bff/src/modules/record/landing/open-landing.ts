import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../../context'
import { copier } from '../../../db/copy'
import { cityData } from '../../city/city-data'
import type { FileRow } from '../reader/file-row'
import type { Source } from '../reader/open-source'
import { rowStager, type StagePlan } from '../staging/row-stager'
import { type StagedPiece, stagePieces } from '../staging/stage-threads'
import type { CellContext } from '../validate/parse-cell'
import type { Reject } from '../validate/reject'
import { rowValidator } from '../validate/validate-row'
import { chunkLanding } from './land-chunk'
import type { Batch, TakenRows, WindowLanding } from './landing'
import type { Opened } from './open-rows'
import { stagedIdHead, stagedLanding } from './staged-landing'

interface OpenedLanding {
  landing: WindowLanding
  /** Checks rows and has the landing take them, as far as it is asked. */
  taken: AsyncGenerator<TakenRows>
}

/** Rows handled together outside the database. */
const BLOCK_ROWS = 500

const contextOf = (ctx: Ctx, officeUscc: string | undefined): CellContext => ({ today: dayInShanghai(ctx.now.getTime()), scenes: ctx.city.scenes, items: cityData(ctx.city).itemsByCode, officeUscc })

async function* blocksOf(blocks: AsyncGenerator<FileRow[]>): AsyncGenerator<FileRow[]> {
  for await (const block of blocks) for (let at = 0; at < block.length; at += BLOCK_ROWS) yield block.slice(at, at + BLOCK_ROWS)
}

function throughNode(ctx: Ctx, batch: Batch, source: Source, opened: Opened, officeUscc: string | undefined): OpenedLanding {
  const landing = chunkLanding(ctx, batch)
  const check = rowValidator(opened.detected, contextOf(ctx, officeUscc))
  async function* taken(): AsyncGenerator<TakenRows> {
    for await (const block of blocksOf(opened.blocks)) {
      const rejects: Reject[] = []
      let rowsRejected = 0
      for (const row of block) {
        const checked = check(row)
        if (checked.ok) landing.take(checked.row)
        else {
          rowsRejected += 1
          rejects.push(...checked.rejects)
        }
      }
      yield { rows: block.length, rowsRejected, rejects, consumed: source.consumed }
    }
  }
  return { landing, taken: taken() }
}

/** A file's rows as lines for the stage, whatever kind of file it is. The rows read so far are read once more. */
export async function* stagedPieces(ctx: Ctx, source: Source, opened: Opened, officeUscc: string | undefined, idHead: string): AsyncGenerator<StagedPiece> {
  const { detected, head } = opened
  const plan: StagePlan = { detected, context: contextOf(ctx, officeUscc), delimiter: source.delimiter, sealer: ctx.keys.sealer, idHead, isOnce: detected.layout.key.includes('subject') }
  if (source.encoding === 'XLSX') {
    const stager = rowStager(plan)
    for await (const block of blocksOf(opened.blocks)) yield { ...stager.stageRows(block), consumed: source.consumed }
    return
  }
  await opened.blocks.return(undefined)
  source.consumed = 0
  const header = head[detected.skip - 1]
  yield* stagePieces(source, (header?.row ?? 0) + 1, plan)
}

/** The way a file's rows take into the open transaction: records on PostgreSQL through COPY, everything else through Node. */
export function openLanding(ctx: Ctx, batchId: string, source: Source, opened: Opened, officeUscc: string | undefined): OpenedLanding {
  const batch: Batch = { batchId, layout: opened.detected.layout }
  const copy = batch.layout.target === 'record' ? copier(ctx.db) : undefined
  if (!copy) return throughNode(ctx, batch, source, opened, officeUscc)
  const idHead = stagedIdHead(ctx.now)
  const landing = stagedLanding(ctx, batch, idHead, copy)
  async function* taken(): AsyncGenerator<TakenRows> {
    for await (const piece of stagedPieces(ctx, source, opened, officeUscc, idHead)) {
      landing.take(piece)
      yield piece
    }
  }
  return { landing, taken: taken() }
}
