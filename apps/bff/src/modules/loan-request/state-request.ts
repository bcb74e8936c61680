import type { NewLoanRequest } from '@xinhui/contract'
import { addDays, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff, callerSubject } from '../../http/caller'
import { newId } from '../../lib/id'
import { requireFirm } from '../agency/require-firm'
import { writeAudit } from '../audit/write-audit'
import { closeRequestRow, countStanding, declareRow, findRequest, insertRequest, listRow, type RequestRow } from './loan-request.store'
import { loanPolicy } from './loan-policy'
import { tellFirm } from './tell-firm'

export const REQUEST_STATED = 'loan-request.state'
export const REQUEST_CLOSED = 'loan-request.close'
export const REQUEST_DECLARED = 'loan-request.declare'
export const REQUEST_LISTED = 'loan-request.list'
export const SEAL_NOTE = 'loan_request.note'
const SEAL_LISTING = 'loan_request.listing_note'

/** More needs at once than a firm has. */
const STANDING_AT_ONCE = 10

/** The caller's firm, whom they may act for in financing. NOT_FOUND or FORBIDDEN otherwise. */
export const requireFinancing = (ctx: Ctx, firmId: string) => requireFirm(ctx, firmId, 'financing')

/** A request of a firm the caller acts for in financing. NOT_FOUND for everybody else's. */
export async function requireOwnRequest(ctx: Ctx, requestId: string): Promise<RequestRow> {
  const row = await findRequest(ctx.db, requestId)
  if (!row) throw new DomainError('NOT_FOUND')
  await requireFinancing(ctx, row.subjectId)
  return row
}

/** States a need. CONFLICT when the firm has too many standing. */
export async function stateRequest({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; need: NewLoanRequest } }): Promise<RequestRow> {
  return inTransaction(outer, async (ctx) => {
    const { need, firmId } = input
    if ((await countStanding(ctx.db, firmId)) >= STANDING_AT_ONCE) throw new DomainError('CONFLICT', { detail: `同时最多 ${STANDING_AT_ONCE} 条需求，请先关闭不再需要的` })
    const doubled = need.collateral.find(({ kind }, i) => need.collateral.findIndex((other) => other.kind === kind) !== i)
    if (doubled) throw new DomainError('VALIDATION', { detail: '同一种担保请合并填写', errors: [{ field: 'collateral', message: '同一种担保请合并填写' }] })
    const made = await insertRequest(ctx.db, {
      id: newId('lrq', ctx.now),
      subjectId: firmId,
      applicantId: callerSubject(ctx),
      amountFen: need.amountFen,
      termMonths: need.termMonths,
      use: need.use,
      noteSealed: need.note ? ctx.keys.sealer.seal(need.note, SEAL_NOTE) : null,
      collateral: need.collateral,
      inPool: need.inPool,
      status: 'standing',
      createdAt: ctx.now,
      validUntil: addDays(dayInShanghai(ctx.now.getTime()), loanPolicy(ctx.city).requestValidDays),
    })
    await writeAudit(ctx, { action: REQUEST_STATED, entity: 'loan-request', entityId: made.id, detail: { firmId, amountFen: made.amountFen, termMonths: made.termMonths, inPool: made.inPool } })
    return made
  })
}

const over = () => new DomainError('CONFLICT', { detail: '这条需求已经关闭或到期' })

/** Closes a request; applications under way go on. */
export async function closeRequest({ ctx: outer, input }: { ctx: Ctx; input: { requestId: string } }): Promise<RequestRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await closeRequestRow(ctx.db, input.requestId, ctx.now)
    if (!row) throw over()
    await writeAudit(ctx, { action: REQUEST_CLOSED, entity: 'loan-request', entityId: row.id })
    return row
  })
}

/** Puts a standing request on the declaration list 申报清单, once. */
export async function declareRequest({ ctx: outer, input }: { ctx: Ctx; input: { requestId: string } }): Promise<RequestRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await declareRow(ctx.db, input.requestId, ctx.now)
    if (!row) throw new DomainError('CONFLICT', { detail: '这条需求已经申报过，或者已经关闭' })
    await writeAudit(ctx, { action: REQUEST_DECLARED, entity: 'loan-request', entityId: row.id })
    return row
  })
}

/** Decides on a declaration: on the recommendation list 推荐清单 when all five criteria are met, otherwise not; the firm is told which. */
export async function listRequest({ ctx: outer, input }: { ctx: Ctx; input: { requestId: string; criteria: RequestRow['criteria']; note: string | undefined } }): Promise<RequestRow> {
  return inTransaction(outer, async (ctx) => {
    const { criteria: known } = loanPolicy(ctx.city).coordination
    const criteria = known.map(({ code }) => ({ code, met: input.criteria.find((one) => one.code === code)?.met }))
    const judged = criteria.filter((one): one is { code: typeof one.code; met: boolean } => one.met !== undefined)
    if (judged.length !== known.length) throw new DomainError('VALIDATION', { detail: '五项标准都要核实', errors: [{ field: 'criteria', message: '五项标准都要核实' }] })
    const coordination = judged.every((one) => one.met) ? 'recommended' : 'declined'
    const row = await listRow(ctx.db, input.requestId, {
      coordination,
      criteria: judged,
      listedOn: dayInShanghai(ctx.now.getTime()),
      listedByStaffId: callerStaff(ctx).staffId,
      listingNoteSealed: input.note ? ctx.keys.sealer.seal(input.note, SEAL_LISTING) : null,
    })
    if (!row) throw (await findRequest(ctx.db, input.requestId)) ? new DomainError('CONFLICT', { detail: '这条需求不在待核实的申报清单里' }) : new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: REQUEST_LISTED, entity: 'loan-request', entityId: row.id, detail: { coordination, unmet: judged.filter((one) => !one.met).map((one) => one.code) } })
    const unmet = known.filter(({ code }) => judged.some((one) => one.code === code && !one.met)).map((one) => one.title)
    await tellFirm(ctx, row.subjectId, {
      kind: 'loan.coordination',
      cause: row.id,
      title: coordination === 'recommended' ? '已列入推荐清单' : '暂不列入推荐清单',
      body: coordination === 'recommended' ? '银行受理后原则上一个月内答复。' : `还差：${unmet.join('、')}。仍可自行向银行申请。`,
    })
    return row
  })
}
