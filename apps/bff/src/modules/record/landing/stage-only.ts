import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../../context'
import { copier } from '../../../db/copy'
import { detectLayout } from '../layout/detect-layout'
import { loadLayouts } from '../layout/load-layouts'
import { openSource } from '../reader/open-source'
import { readRows } from '../reader/rows'
import { rowValidator } from '../validate/validate-row'
import { rowKeyer } from './landing'
import { openStage, STAGE_COPY } from './stage.store'
import { stageWriter } from './staged-landing'

/** Everything of an import up to the stage and nothing after it, for the bench: answers how many rows were staged. In an open transaction on PostgreSQL. */
export async function stageOnly(ctx: Ctx, file: AsyncIterable<Uint8Array>): Promise<number> {
  const copy = copier(ctx.db)
  if (!copy) throw new Error('staging needs PostgreSQL')
  const source = await openSource(file, Infinity)
  if ('problem' in source) throw source.problem
  try {
    await openStage(ctx.db)
    const sink = await copy(STAGE_COPY)
    let staged = 0
    let take: ((row: Parameters<ReturnType<typeof rowValidator>>[0]) => string | undefined) | undefined
    for await (const block of readRows(source)) {
      if (!take) {
        const detected = detectLayout(loadLayouts(ctx.city), block.slice(0, 5), undefined, 5)
        const check = rowValidator(detected, { today: dayInShanghai(ctx.now.getTime()), city: ctx.city })
        const keyed = rowKeyer(ctx, detected.layout)
        const write = stageWriter(ctx, { batchId: '', layout: detected.layout })
        take = (row) => {
          const checked = check(row)
          return checked.ok ? write(keyed(checked.row)) : undefined
        }
        block.splice(0, detected.skip)
      }
      let piece = ''
      for (const row of block) {
        const line = take(row)
        if (line === undefined) continue
        piece += line
        staged += 1
      }
      if (!sink.write(piece)) await new Promise((resolve) => sink.once('drain', resolve))
    }
    await new Promise<void>((resolve, reject) => {
      sink.once('error', reject)
      sink.end(() => resolve())
    })
    return staged
  } finally {
    await source.close()
  }
}
