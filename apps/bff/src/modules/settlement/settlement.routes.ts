import type { StaffRole } from '@xinhui/contract'
import { addMonths, dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { requirePost } from '../merchant/require-post'
import { confirmStatement, disputeStatement } from './answer-statement'
import { sumUnstated } from './ledger.store'
import { payStatement } from './pay-statement'
import { presentStatement, presentStatementDetail, statementCsv } from './present-statement'
import { resolveStatement } from './resolve-statement'
import { STATEMENT_EDGES } from './settlement.lifecycle'
import { findStatement, listStatements, type NamedStatement } from './statement.store'

const READERS: StaffRole[] = ['reviewer', 'auditor', 'administrator', 'merchant-owner']
const OFFICE: StaffRole[] = ['reviewer', 'administrator']
const LAST = 12

/** A statement the caller may see: the city's staff any, a merchant's own people theirs. NOT_FOUND otherwise. */
async function required(ctx: Ctx, statementId: string): Promise<NamedStatement> {
  const row = await findStatement(ctx.db, { statementId, merchantId: callerStaff(ctx).merchantId })
  if (!row) throw new DomainError('NOT_FOUND')
  return row
}

const detail = async (ctx: Ctx, statementId: string) => presentStatementDetail(ctx, await required(ctx, statementId), callerStaff(ctx))

/** Answers are a merchant's own: staff without a merchant have none to speak for. */
function ownMerchant(ctx: Ctx): string {
  const { merchantId } = callerStaff(ctx)
  if (merchantId === null) throw new DomainError('NOT_FOUND')
  return merchantId
}

export function registerSettlementRoutes(api: Api): void {
  api.route('GET /desk/merchants/{merchantId}/settlement', { roles: ['resident'], owner: 'merchant-post', audit: null }, async ({ ctx, params }) => {
    const { merchant } = await requirePost(ctx, params.merchantId, 'staff')
    const today = dayInShanghai(ctx.now.getTime())
    const { amountFen, count } = await sumUnstated(ctx.db, merchant.id, today)
    return {
      next: { amountFen, lineCount: count, drawnOn: `${addMonths(today, 1).slice(0, 7)}-01` },
      items: (await listStatements(ctx.db, { merchantId: merchant.id, limit: LAST })).map(presentStatement),
    }
  })

  const own = { roles: ['resident'], owner: 'merchant-post' } as const
  /** As the owner or manager reads it on the phone; nobody there judges disputes. */
  const ownDetail = async (ctx: Ctx, input: { merchantId: string; statementId: string }) => {
    const row = await findStatement(ctx.db, input)
    if (!row) throw new DomainError('NOT_FOUND')
    return presentStatementDetail(ctx, row, { staffId: '' })
  }

  api.route('GET /desk/merchants/{merchantId}/settlements/{statementId}', { ...own, audit: null }, async ({ ctx, params }) => {
    await requirePost(ctx, params.merchantId, 'staff')
    return ownDetail(ctx, params)
  })

  api.route('POST /desk/merchants/{merchantId}/settlements/{statementId}/confirmation', { ...own, audit: STATEMENT_EDGES.confirm.event }, async ({ ctx, params }) => {
    await requirePost(ctx, params.merchantId, 'settlement')
    await confirmStatement({ ctx, input: params })
    return ownDetail(ctx, params)
  })

  api.route('POST /desk/merchants/{merchantId}/settlements/{statementId}/dispute', { ...own, audit: STATEMENT_EDGES.dispute.event }, async ({ ctx, params, body }) => {
    await requirePost(ctx, params.merchantId, 'settlement')
    await disputeStatement({ ctx, input: { ...params, lines: body.lines } })
    return ownDetail(ctx, params)
  })

  const scoped = { roles: READERS, owner: 'staff-scope', audit: null } as const
  const merchants = { roles: ['merchant-owner'], owner: 'staff-scope' } as const
  const office = { roles: OFFICE, owner: 'city' } as const

  api.route('GET /console/settlements', scoped, async ({ ctx, query }) => {
    const rows = await listStatements(ctx.db, { merchantId: callerStaff(ctx).merchantId, status: query.status, cursor: query.cursor, limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: page.map(presentStatement), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/settlements/{statementId}', scoped, ({ ctx, params }) => detail(ctx, params.statementId))

  api.route('GET /console/settlements/{statementId}/lines.csv', scoped, async ({ ctx, params, http }) => {
    const row = await required(ctx, params.statementId)
    return http.body(await statementCsv(ctx, row), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="settlement-${row.month}-${row.id}.csv"`, 'cache-control': 'no-store' })
  })

  api.route('POST /console/settlements/{statementId}/confirmation', { ...merchants, audit: STATEMENT_EDGES.confirm.event }, async ({ ctx, params }) => {
    await confirmStatement({ ctx, input: { statementId: params.statementId, merchantId: ownMerchant(ctx) } })
    return detail(ctx, params.statementId)
  })

  api.route('POST /console/settlements/{statementId}/dispute', { ...merchants, audit: STATEMENT_EDGES.dispute.event }, async ({ ctx, params, body }) => {
    await disputeStatement({ ctx, input: { statementId: params.statementId, merchantId: ownMerchant(ctx), lines: body.lines } })
    return detail(ctx, params.statementId)
  })

  api.route('POST /console/settlements/{statementId}/resolution', { ...office, audit: STATEMENT_EDGES.resolve.event }, async ({ ctx, params, body }) => {
    await resolveStatement({ ctx, input: { statementId: params.statementId, staffId: callerStaff(ctx).staffId, decisions: body.decisions } })
    return detail(ctx, params.statementId)
  })

  api.route('POST /console/settlements/{statementId}/payment', { ...office, audit: STATEMENT_EDGES.pay.event }, async ({ ctx, params, body }) => {
    await payStatement({ ctx, input: { statementId: params.statementId, staffId: callerStaff(ctx).staffId, reference: body.reference } })
    return detail(ctx, params.statementId)
  })
}
