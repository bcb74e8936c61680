import type { Coordination, LoanRequest } from '@xinhui/contract'
import { COLLATERAL_WORDS } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { findSubject } from '../subject/subject.store'
import { loanPolicy } from './loan-policy'
import { listInterests, type RequestRow } from './loan-request.store'
import { SEAL_NOTE } from './state-request'
import { USE_TITLES } from './use-titles'

const STATUS_TITLES: Readonly<Record<RequestRow['status'], string>> = { standing: '有效', closed: '已关闭', expired: '已到期' }
const COORDINATION_TITLES: Readonly<Record<RequestRow['coordination'], string>> = { none: '未申报', declared: '已列入申报清单', recommended: '已列入推荐清单', declined: '暂不列入推荐清单' }

function coordinationOf(ctx: Ctx, row: RequestRow): Coordination {
  return {
    state: row.coordination,
    stateTitle: COORDINATION_TITLES[row.coordination],
    criteria: loanPolicy(ctx.city).coordination.criteria.map(({ code, title }) => ({ code, title, met: row.criteria.find((one) => one.code === code)?.met ?? null })),
    declaredAt: row.declaredAt?.toISOString() ?? null,
    listedOn: row.listedOn,
  }
}

/** Requests in the reader's words; `taken`: to which lenders an application of the request is under way or done. */
export async function presentRequests(ctx: Ctx, rows: readonly RequestRow[], taken: (requestId: string, lenderId: string) => boolean = () => false): Promise<LoanRequest[]> {
  const interests = await listInterests(ctx.db, rows.map((r) => r.id))
  const names = new Map<string, string>()
  for (const { subjectId } of rows) if (!names.has(subjectId)) names.set(subjectId, (await findSubject(ctx.db, subjectId))?.name ?? '')
  return rows.map((row) => ({
    requestId: row.id,
    firmId: row.subjectId,
    firmName: names.get(row.subjectId) ?? '',
    amountFen: row.amountFen,
    termMonths: row.termMonths,
    use: row.use,
    useTitle: USE_TITLES[row.use],
    note: row.noteSealed === null ? null : ctx.keys.sealer.open(row.noteSealed, SEAL_NOTE),
    collateral: row.collateral.map((c) => ({ ...c, title: COLLATERAL_WORDS[c.kind] })),
    inPool: row.inPool,
    status: row.status,
    statusTitle: STATUS_TITLES[row.status],
    createdAt: row.createdAt.toISOString(),
    validUntil: row.validUntil,
    coordination: coordinationOf(ctx, row),
    interests: interests.filter((i) => i.requestId === row.id).map(({ id, lenderId, lenderName, productId, productName, at }) => ({ interestId: id, lenderId, lenderName, productId, productName, at, taken: taken(row.id, lenderId) })),
  }))
}
