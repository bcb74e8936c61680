import type { Ctx } from '../../context'
import { findRepresentative } from '../agency/agency.store'
import { cityData } from '../city/city-data'
import { writeNotice } from '../notice/write-notice'
import { findSubject } from '../subject/subject.store'
import type { CaseRow } from './repair.store'

/** Tells whoever applied, or for a case of the office its subject: a person, or the representative of a firm. Once for each kind, case and step. */
export async function noticeTo(ctx: Ctx, row: CaseRow, said: { kind: string; title: string; body: string }): Promise<void> {
  const ofFirm = (await findSubject(ctx.db, row.subjectId))?.kind === 'organization'
  const to = row.applicantId ?? (ofFirm ? (await findRepresentative(ctx.db, row.subjectId, ctx.now))?.personId : row.subjectId)
  const item = cityData(ctx.city).itemsByCode.get(row.item)?.title ?? '记录'
  if (to) await writeNotice(ctx, { subjectId: to, kind: said.kind, title: said.title, cause: `${row.id}:${row.version}`, body: `${item}：${said.body}` })
}
