import type { Ctx } from '../../context'
import { listPersonsWith } from '../agency/agency.store'
import { writeNotices } from '../notice/write-notice'

/** Tells whoever acts for the firm in financing, each once for a kind and cause. */
export async function tellFirm(ctx: Ctx, firmId: string, said: { kind: string; cause: string; title: string; body: string }): Promise<void> {
  const persons = await listPersonsWith(ctx.db, { firmId, right: 'financing', now: ctx.now })
  await writeNotices(ctx, persons.map((subjectId) => ({ subjectId, ...said, cause: `${said.cause}:${subjectId}` })))
}
