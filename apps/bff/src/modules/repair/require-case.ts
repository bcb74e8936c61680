import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerSubject } from '../../http/caller'
import { requireFirm } from '../agency/require-firm'
import { findSubject } from '../subject/subject.store'
import { findPost } from './officer.store'
import { type CaseRow, findCase, listReviews } from './repair.store'

/** The caller may act for this subject: it is theirs, or a firm that gave them the right `repair`. NOT_FOUND otherwise. */
export async function requireSubject(ctx: Ctx, subjectId: string): Promise<void> {
  if (subjectId !== callerSubject(ctx)) await requireFirm(ctx, subjectId, 'repair')
}

/** A case of the caller's own or of a firm they act for. NOT_FOUND for everybody else's, and for what the office opened before it decided. */
export async function requireOwnCase(ctx: Ctx, caseId: string): Promise<CaseRow> {
  const row = await findCase(ctx.db, caseId)
  if (!row) throw new DomainError('NOT_FOUND')
  await requireSubject(ctx, row.subjectId)
  return row
}

/** The office the officer works for; null: the city's credit office. */
export async function officeOf(ctx: Ctx): Promise<string | null> {
  return (await findPost(ctx.db, callerStaff(ctx).staffId))?.office ?? null
}

/** A case the officer's office decides or was asked about. A draft is nobody's. NOT_FOUND otherwise. */
export async function requireOfficeCase(ctx: Ctx, caseId: string): Promise<{ row: CaseRow; office: string | null; decides: boolean }> {
  const row = await findCase(ctx.db, caseId)
  if (!row || row.status === 'draft') throw new DomainError('NOT_FOUND')
  const office = await officeOf(ctx)
  const decides = office === null || office === row.office
  if (!decides && !(await listReviews(ctx.db, caseId)).some((r) => r.office === office)) throw new DomainError('NOT_FOUND')
  return { row, office, decides }
}

/** As above, for what only the deciding office does. FORBIDDEN for an office that was merely asked. */
export async function requireDeciding(ctx: Ctx, caseId: string): Promise<CaseRow> {
  const { row, decides } = await requireOfficeCase(ctx, caseId)
  if (!decides) throw new DomainError('FORBIDDEN', { detail: '只有认定单位可以办理' })
  return row
}

/** The firm a case is about, when it is one. */
export async function firmOf(ctx: Ctx, subjectId: string): Promise<{ firmId: string | null; firmName: string | null }> {
  const subject = await findSubject(ctx.db, subjectId)
  return subject?.kind === 'organization' ? { firmId: subject.id, firmName: subject.name } : { firmId: null, firmName: null }
}
