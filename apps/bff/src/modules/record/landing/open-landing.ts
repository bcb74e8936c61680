import type { Ctx } from '../../../context'
import { copier } from '../../../db/copy'
import { chunkLanding } from './land-chunk'
import type { Batch, Landing } from './landing'
import { stagedLanding } from './staged-landing'

/** The way a file's rows take into the open transaction: records on PostgreSQL through COPY, everything else through Node. */
export function openLanding(ctx: Ctx, batch: Batch): Landing {
  const copy = batch.layout.target === 'record' ? copier(ctx.db) : undefined
  return copy ? stagedLanding(ctx, batch, copy) : chunkLanding(ctx, batch)
}
