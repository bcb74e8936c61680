import { type Ctx, inTransaction } from '../../context'
import { listPersonsWith } from '../agency/agency.store'
import { writeNotices } from '../notice/write-notice'
import { findSubject } from '../subject/subject.store'
import { modelById } from './models'
import { findOrganizationChange } from './organization-score.store'

/** Not the kind of notices about a person's own score: closing that one deletes those, and says nothing about a firm. */
const FIRM_SCORE_CHANGED = 'firm.score-changed'

/**
 * Tells those who may see the firm's file that its evaluation moved: the representative and agents with that right, as they
 * are when it is told. Once each, however often it runs.
 */
export async function tellFirmScoreChange({ ctx: outer, input }: { ctx: Ctx; input: { historyId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const change = await findOrganizationChange(ctx.db, input.historyId)
    if (!change) return
    const firm = await findSubject(ctx.db, change.subjectId)
    const { grades } = await modelById(ctx, change.modelId)
    const grade = grades.find(({ code }) => code === change.grade)?.title ?? change.grade
    const persons = await listPersonsWith(ctx.db, { firmId: change.subjectId, right: 'file', now: ctx.now })
    const said = { kind: FIRM_SCORE_CHANGED, title: `${firm?.name ?? '企业'}：信用评价有变化，等级为${grade}`, body: change.reason }
    await writeNotices(ctx, persons.map((subjectId) => ({ ...said, subjectId, cause: `${change.id}:${subjectId}` })))
  })
}
