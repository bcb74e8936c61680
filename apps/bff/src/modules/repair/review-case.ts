import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { elsewhere, moveCase } from './move-case'
import { noticeTo } from './notify-applicant'
import { type CaseRow, giveOpinionRow, insertReviews, listReviews, lockCase } from './repair.store'
import { officeOf } from './require-case'

export const SEAL_OPINION = 'repair.opinion'

/** Tells all defects at once; a second telling is refused (一次性告知). The office's clock stands still until they are answered. */
export async function tellDefects({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; defects: { code: string; text: string }[] } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const locked = await lockCase(ctx.db, input.row.id)
    if (locked?.defectsToldAt) throw new DomainError('CONFLICT', { detail: '补正内容只能一次告知，请受理或不予修复', facts: { since: locked.defectsToldAt.toISOString() } })
    const moved = await moveCase(ctx, input.row.id, 'defects', { set: { defects: input.defects, defectsToldAt: ctx.now }, detail: { count: input.defects.length } })
    await noticeTo(ctx, moved, { kind: 'repair.defects', title: '修复申请需要补正', body: `需要补正 ${input.defects.length} 处，已一次列明。补正期间认定单位的时限暂停。` })
    return moved
  })
}

const others = (row: CaseRow, offices: readonly string[]) => [...new Set(offices)].filter((o) => o !== row.office).sort()

/** Accepts; offices named are asked in parallel and the case is under review from then on. */
export async function acceptCase({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; offices: readonly string[] } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const accepted = await moveCase(ctx, input.row.id, 'accept')
    await noticeTo(ctx, accepted, { kind: 'repair.accepted', title: '修复申请已受理', body: '认定单位正在审核，办理期限在申请里可以看到。' })
    return others(accepted, input.offices).length > 0 ? assign(ctx, accepted, input.offices) : accepted
  })
}

async function assign(ctx: Ctx, row: CaseRow, offices: readonly string[]): Promise<CaseRow> {
  const asked = await insertReviews(ctx.db, row.id, others(row, offices), ctx.now)
  if (asked.length === 0) throw new DomainError('CONFLICT', { detail: '这些部门已经收到征求意见' })
  return moveCase(ctx, row.id, 'assign', { detail: { offices: asked } })
}

/** Asks further offices. CONFLICT when all of them were asked already. */
export async function assignReviews({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; offices: readonly string[] } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const locked = await lockCase(ctx.db, input.row.id)
    if (!locked || (locked.status !== 'accepted' && locked.status !== 'reviewing')) throw elsewhere(locked ?? input.row)
    return assign(ctx, locked, input.offices)
  })
}

/** What an office thinks, once. FORBIDDEN for another office's officer, NOT_FOUND where it was not asked. */
export async function giveOpinion({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; office: string; opinion: 'agree' | 'disagree'; note: string } }): Promise<CaseRow> {
  return inTransaction(outer, async (ctx) => {
    const mine = await officeOf(ctx)
    if (mine !== null && mine !== input.office) throw new DomainError('FORBIDDEN', { detail: '只能填写本部门的意见' })
    const locked = await lockCase(ctx.db, input.row.id)
    if (!locked || locked.status !== 'reviewing') throw elsewhere(locked ?? input.row)
    const asked = (await listReviews(ctx.db, locked.id)).find((r) => r.office === input.office)
    if (!asked) throw new DomainError('NOT_FOUND')
    const [given] = await giveOpinionRow(ctx.db, { caseId: locked.id, office: input.office }, { opinion: input.opinion, noteSealed: ctx.keys.sealer.seal(input.note, SEAL_OPINION), givenAt: ctx.now, givenByStaffId: callerStaff(ctx).staffId })
    if (!given) throw new DomainError('CONFLICT', { detail: '这个部门已经给出意见', facts: { since: asked.givenAt?.toISOString() ?? null } })
    return moveCase(ctx, locked.id, 'opinion', { detail: { office: input.office, opinion: input.opinion } })
  })
}
