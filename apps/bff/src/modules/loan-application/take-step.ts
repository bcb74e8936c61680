import type { LenderStep, LoanStatus } from '@xinhui/contract'
import { addDays, type Day, dayInShanghai, formatFen, isDay } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { followRepayment } from '../loan-support/follow-repayment'
import { promiseSupport } from '../loan-support/promise-support'
import { loanPolicy } from '../loan-request/loan-policy'
import { findProductTerms } from '../loan-request/offered-product.store'
import { type ApplicationRow, lockApplication } from './loan-application.store'
import { LOAN_EDGES } from './loan-application.lifecycle'
import { elsewhere, moveLoan } from './move-loan'

export const SEAL_REFUSAL = 'loan_application.refusal_note'

const invalid = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })
const percent = (bps: number) => `${bps / 100}%`

/** The shape lets 2026-02-31 through; the database would not. What is reported has happened: only a last day lies ahead. */
function requireDays(step: LenderStep, today: Day): void {
  for (const [field, value] of Object.entries(step)) {
    if (!['on', 'dueOn', 'signedOn'].includes(field)) continue
    if (!isDay(value)) throw invalid(field, '没有这一天')
    if (field !== 'dueOn' && value > today) throw invalid(field, '不能晚于今天')
  }
}

type StepOf<K extends LenderStep['kind']> = Extract<LenderStep, { kind: K }>

async function makeOffer(ctx: Ctx, row: ApplicationRow, step: StepOf<'offer'>): Promise<ApplicationRow> {
  const terms = await findProductTerms(ctx.db, { productId: row.productId, version: row.productVersion })
  if (!terms) throw new DomainError('NOT_FOUND')
  // What was published is what the firm was promised.
  if (step.rateBps > terms.rateMaxBps) throw invalid('rateBps', `利率不能高于公布的 ${percent(terms.rateMaxBps)}`)
  if (step.amountFen > terms.amountMaxFen) throw invalid('amountFen', `金额不能高于公布的 ${formatFen(terms.amountMaxFen)}`)
  const { amountFen, rateBps, termMonths, feeFen } = step
  const validUntil = addDays(dayInShanghai(ctx.now.getTime()), step.validDays)
  return moveLoan(ctx, row.id, 'offer', {
    set: { offeredFen: amountFen, offeredBps: rateBps, offeredMonths: termMonths, offerFeeFen: feeFen, offerValidUntil: validUntil, answeredAt: row.answeredAt ?? ctx.now },
    detail: { amountFen, rateBps, termMonths, feeFen, validUntil },
    told: { title: '银行给出了报价', body: `${formatFen(amountFen)}，年利率 ${percent(rateBps)}，${termMonths} 个月。看清总成本后答复。` },
  })
}

function refuse(ctx: Ctx, row: ApplicationRow, step: StepOf<'refuse'>): Promise<ApplicationRow> {
  const reason = loanPolicy(ctx.city).refusals.find((r) => r.code === step.code)
  if (!reason) throw invalid('code', '请选择列出的理由')
  return moveLoan(ctx, row.id, 'refuse', {
    set: { refusalCode: step.code, refusalNoteSealed: step.note ? ctx.keys.sealer.seal(step.note, SEAL_REFUSAL) : null, answeredAt: row.answeredAt ?? ctx.now },
    detail: { code: step.code },
    told: { title: '银行没有通过这笔申请', body: `理由：${reason.title}。${reason.remedy}。` },
  })
}

function sign(ctx: Ctx, row: ApplicationRow, step: StepOf<'sign'>): Promise<ApplicationRow> {
  const { amountFen, rateBps, termMonths, signedOn } = step
  // The contract says what the firm agreed to, or something better for it.
  if (amountFen !== row.offeredFen || termMonths !== row.offeredMonths || rateBps > (row.offeredBps ?? 0)) throw invalid('amountFen', '合同与企业接受的报价不一致')
  return moveLoan(ctx, row.id, 'sign', { set: { creditFen: amountFen, rateBps, signedMonths: termMonths, signedOn }, detail: { amountFen, rateBps, termMonths, signedOn }, told: { title: '贷款合同已签', body: `授信 ${formatFen(amountFen)}，等待放款。` } })
}

async function disburse(ctx: Ctx, row: ApplicationRow, step: StepOf<'disburse'>): Promise<ApplicationRow> {
  const { amountFen, on, dueOn, firstLoan } = step
  if (amountFen > (row.creditFen ?? 0)) throw invalid('amountFen', '放款不能超过授信')
  if (dueOn <= on) throw invalid('dueOn', '到期日应在放款日之后')
  if (on < (row.signedOn ?? '')) throw invalid('on', '放款日不能早于签约日')
  const paid = await moveLoan(ctx, row.id, 'disburse', { set: { disbursedFen: amountFen, disbursedOn: on, dueOn, isFirstLoan: firstLoan }, detail: { amountFen, on, dueOn }, told: { title: '贷款已放款', body: `${formatFen(amountFen)}，${dueOn} 到期。` } })
  await promiseSupport(ctx, paid)
  return paid
}

async function repay(ctx: Ctx, row: ApplicationRow, step: StepOf<'repay'>): Promise<ApplicationRow> {
  const interestFen = step.interestFen ?? 0
  if (step.amountFen + interestFen === 0) throw invalid('amountFen', '请填写还了多少本金或利息')
  const repaidFen = row.repaidFen + step.amountFen
  const lent = row.disbursedFen ?? 0
  if (repaidFen > lent) throw invalid('amountFen', '还款超过了尚欠的本金')
  // Interest alone does not bring an overdue loan back into order.
  const to: LoanStatus = repaidFen === lent ? 'settled' : step.amountFen === 0 || row.status === 'renewed' ? row.status : 'disbursed'
  const moved = await moveLoan(ctx, row.id, 'repay', { to, set: { repaidFen }, detail: { amountFen: step.amountFen, interestFen, on: step.on }, ...(to === 'settled' ? { told: { title: '贷款已结清', body: '这家银行的授权同时结束。' } } : {}) })
  await followRepayment(ctx, { applicationId: row.id, interestFen, on: step.on, wasOverdue: row.status === 'overdue', isSettled: to === 'settled' })
  return moved
}

async function settle(ctx: Ctx, row: ApplicationRow, step: StepOf<'settle'>): Promise<ApplicationRow> {
  const interestFen = step.interestFen ?? 0
  const moved = await moveLoan(ctx, row.id, 'settle', { set: { repaidFen: row.disbursedFen ?? 0 }, detail: { interestFen, on: step.on }, told: { title: '贷款已结清', body: '这家银行的授权同时结束。' } })
  await followRepayment(ctx, { applicationId: row.id, interestFen, on: step.on, wasOverdue: row.status === 'overdue', isSettled: true })
  return moved
}

function take(ctx: Ctx, row: ApplicationRow, step: LenderStep): Promise<ApplicationRow> {
  switch (step.kind) {
    case 'accept':
      return moveLoan(ctx, row.id, 'accept', { told: { title: '银行已受理您的贷款申请', body: '银行会在时限内答复。' } })
    case 'review':
      return moveLoan(ctx, row.id, 'review')
    case 'offer':
      return makeOffer(ctx, row, step)
    case 'refuse':
      return refuse(ctx, row, step)
    case 'sign':
      return sign(ctx, row, step)
    case 'disburse':
      return disburse(ctx, row, step)
    case 'repay':
      return repay(ctx, row, step)
    case 'overdue':
      if (step.on <= (row.dueOn ?? '')) throw invalid('on', '到期日之后才算逾期')
      return moveLoan(ctx, row.id, 'overdue', { detail: { on: step.on }, told: { title: '贷款已逾期', body: '请尽快联系银行还款，或商量续贷。' } })
    case 'renew':
      if (step.dueOn <= (row.dueOn ?? '')) throw invalid('dueOn', '续贷后的到期日应晚于原来的')
      return moveLoan(ctx, row.id, 'renew', { set: { dueOn: step.dueOn }, detail: { on: step.on, dueOn: step.dueOn, withoutPrincipal: step.withoutPrincipal }, told: { title: '贷款已续贷', body: `新的到期日是 ${step.dueOn}。` } })
    case 'settle':
      return settle(ctx, row, step)
  }
}

/**
 * One step of the lender whose application it is (checked by whoever calls). CONFLICT with the state when it is elsewhere; VALIDATION
 * where an offer is worse than what was published, a contract is not what was agreed to, amounts and days do not go together, or a day has not come.
 */
export async function takeStep({ ctx: outer, input }: { ctx: Ctx; input: { applicationId: string; step: LenderStep } }): Promise<ApplicationRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await lockApplication(ctx.db, input.applicationId)
    if (!row) throw new DomainError('NOT_FOUND')
    requireDays(input.step, dayInShanghai(ctx.now.getTime()))
    const from: readonly LoanStatus[] = LOAN_EDGES[input.step.kind].from
    if (!from.includes(row.status)) throw elsewhere(row)
    return take(ctx, row, input.step)
  })
}
