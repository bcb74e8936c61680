import type { Ctx } from '../../context'
import { findRepresentative } from '../agency/agency.store'
import { cityData } from '../city/city-data'
import { writeNotice } from '../notice/write-notice'
import { findSubject } from '../subject/subject.store'
import type { ObjectionRow } from './objection.store'

/** Tells whoever objected; for a firm its representative. Never what anybody wrote. */
export async function tellObjector(ctx: Ctx, row: ObjectionRow, said: { kind: 'answered' | 'late'; title: string; body: string }): Promise<void> {
  const ofFirm = (await findSubject(ctx.db, row.subjectId))?.kind === 'organization'
  const to = ofFirm ? (await findRepresentative(ctx.db, row.subjectId, ctx.now))?.personId : row.subjectId
  const item = cityData(ctx.city).itemsByCode.get(row.item)?.title ?? '记录'
  if (to) await writeNotice(ctx, { subjectId: to, kind: ofFirm ? `firm.objection-${said.kind}` : `objection.${said.kind}`, title: `${ofFirm ? '企业' : '您'}的${said.title}`, cause: row.id, body: `${item}：${said.body}` })
}
