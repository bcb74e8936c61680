import { z } from 'zod'
import { Cursor, Day, type EndpointShape, Fen, idOf, Instant, pageOf } from './common'

export const StatementStatus = z.enum(['drawn', 'confirmed', 'disputed', 'resolved', 'paid'])
export type StatementStatus = z.infer<typeof StatementStatus>

/** A merchant's statement 结算单 of one month. */
export const Settlement = z.object({
  statementId: idOf('stm'),
  merchantId: idOf('mer'),
  merchantName: z.string(),
  /** `2026-11` */
  month: z.string(),
  status: StatementStatus,
  totalFen: Fen,
  lineCount: z.number().int(),
  drawnAt: Instant,
  answeredAt: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  paidAt: Instant.nullable(),
  paymentReference: z.string().nullable(),
})
export type Settlement = z.infer<typeof Settlement>

export const SettlementEntry = z.object({
  entryId: idOf('ent'),
  kind: z.enum(['redemption', 'reversal', 'good-faith', 'good-faith-undone', 'adjustment', 'payment']),
  day: Day,
  /** More than 0: the city owes it; less: it is taken back. */
  amountFen: Fen,
  /** The redemption behind it. */
  redemptionId: idOf('red').nullable(),
  receiptNo: z.string().nullable(),
  redeemedAt: Instant.nullable(),
  reversedAt: Instant.nullable(),
  channel: z.enum(['qr', 'till-code', 'till-api', 'offline']).nullable(),
  perkTitle: z.string().nullable(),
  storeName: z.string().nullable(),
  dispute: z.object({ disputeId: idOf('dsp'), reason: z.string(), outcome: z.enum(['accepted', 'rejected']).nullable(), answer: z.string().nullable() }).nullable(),
})
export type SettlementEntry = z.infer<typeof SettlementEntry>

export const SettlementDetail = Settlement.extend({
  entries: z.array(SettlementEntry),
  /** The reader judged its disputes, so somebody else marks it paid. */
  resolvedByMe: z.boolean(),
})
export type SettlementDetail = z.infer<typeof SettlementDetail>

const statement = z.object({ statementId: idOf('stm') })
const Words = (what: string) => z.string().trim().min(5, `${what}至少 5 个字`).max(500, `${what}最多 500 个字`)
const ownStatement = statement.extend({ merchantId: idOf('mer') })
const DisputedLines = z.object({ lines: z.array(z.object({ entryId: idOf('ent'), reason: Words('理由') })).min(1, '请选择有异议的明细').max(200) })

export const settlementEndpoints = {
  'GET /desk/merchants/{merchantId}/settlement': {
    summary: 'What my merchant is owed next, and its last statements (owner, manager)',
    params: z.object({ merchantId: idOf('mer') }),
    response: z.object({
      /** Not in a statement yet; drawn on `drawnOn` when it is more than 0. */
      next: z.object({ amountFen: Fen, lineCount: z.number().int(), drawnOn: Day }),
      items: z.array(Settlement),
    }),
  },
  'GET /desk/merchants/{merchantId}/settlements/{statementId}': { summary: 'One of my merchant’s statements with every line (owner, manager)', params: ownStatement, response: SettlementDetail },
  'POST /desk/merchants/{merchantId}/settlements/{statementId}/confirmation': { summary: 'The owner confirms (确认) the statement on the phone', params: ownStatement, response: SettlementDetail, status: 200 },
  'POST /desk/merchants/{merchantId}/settlements/{statementId}/dispute': {
    summary: 'The owner disputes lines (异议) on the phone, each with its reason; the others are accepted',
    params: ownStatement,
    body: DisputedLines,
    response: SettlementDetail,
    status: 200,
  },
  'GET /console/settlements': { summary: 'Statements (结算单); a merchant sees its own', query: Cursor.extend({ status: StatementStatus.optional() }), response: pageOf(Settlement) },
  'GET /console/settlements/{statementId}': { summary: 'One statement with every line', params: statement, response: SettlementDetail },
  'GET /console/settlements/{statementId}/lines.csv': { summary: 'The lines of a statement as CSV', params: statement, file: 'text/csv' },
  'POST /console/settlements/{statementId}/confirmation': { summary: 'The merchant confirms (确认) the statement', params: statement, response: SettlementDetail, status: 200 },
  'POST /console/settlements/{statementId}/dispute': {
    summary: 'The merchant disputes lines (异议), each with its reason; the others it accepts',
    params: statement,
    body: DisputedLines,
    response: SettlementDetail,
    status: 200,
  },
  'POST /console/settlements/{statementId}/resolution': {
    summary: 'The office answers every disputed line: accepted ones are put right in the next statement',
    params: statement,
    body: z.object({ decisions: z.array(z.object({ disputeId: idOf('dsp'), outcome: z.enum(['accepted', 'rejected']), answer: Words('答复') })).min(1).max(200) }),
    response: SettlementDetail,
    status: 200,
  },
  'POST /console/settlements/{statementId}/payment': {
    summary: 'Mark a statement paid (登记付款), by somebody who did not judge its disputes',
    params: statement,
    body: z.object({ reference: z.string().trim().min(4, '请填写银行流水号').max(64, '流水号最多 64 个字') }),
    response: SettlementDetail,
    status: 200,
  },
} as const satisfies Record<string, EndpointShape>
