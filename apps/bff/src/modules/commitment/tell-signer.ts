import type { Ctx } from '../../context'
import { findRepresentative } from '../agency/agency.store'
import { writeNotice } from '../notice/write-notice'
import { findSubject } from '../subject/subject.store'
import type { CommitmentRow } from './commitment.store'

/** Whoever promised is told in the app, once per cause; for a firm its representative is. */
export async function tellSigner(ctx: Ctx, row: CommitmentRow, of: { event: 'hearing' | 'kept' | 'broken' | 'due'; cause: string; title: string; body: string }): Promise<void> {
  const ofFirm = (await findSubject(ctx.db, row.subjectId))?.kind === 'organization'
  const to = ofFirm ? (await findRepresentative(ctx.db, row.subjectId, ctx.now))?.personId : row.subjectId
  if (to) await writeNotice(ctx, { subjectId: to, kind: `${ofFirm ? 'firm.' : ''}commitment-${of.event}`, cause: of.cause, title: of.title, body: of.body })
}
