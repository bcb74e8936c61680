import type { FirmRight } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { findOrganizations } from '../subject/subject.store'
import { listPersonsWith } from './agency.store'

/** Who reads what each of these is told: a person themselves; of a firm, those who act for it with this right. */
export async function findReaders(ctx: Ctx, subjectIds: readonly string[], right: FirmRight): Promise<{ subjectId: string; reads: string[]; isFirm: boolean }[]> {
  const firms = new Set(await findOrganizations(ctx.db, subjectIds))
  const readers: { subjectId: string; reads: string[]; isFirm: boolean }[] = []
  for (const subjectId of subjectIds) readers.push({ subjectId, isFirm: firms.has(subjectId), reads: firms.has(subjectId) ? await listPersonsWith(ctx.db, { firmId: subjectId, right, now: ctx.now }) : [subjectId] })
  return readers
}
