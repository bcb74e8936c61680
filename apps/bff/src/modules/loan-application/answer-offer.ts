import type { Api } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { type ApplicationRow, lockApplication } from './loan-application.store'
import { elsewhere, moveLoan } from './move-loan'

type Answer = Api['POST /loan-applications/{applicationId}/offer-answer']['body']

/** The firm's answer to the offer it saw, named by its version: CONFLICT when there is another by now or its day has passed. */
export async function answerOffer({ ctx: outer, input }: { ctx: Ctx; input: { applicationId: string; answer: Answer } }): Promise<ApplicationRow> {
  return inTransaction(outer, async (ctx) => {
    const { answer } = input
    const row = await lockApplication(ctx.db, input.applicationId)
    if (!row) throw new DomainError('NOT_FOUND')
    if (row.status !== 'offered' || row.version !== answer.version) throw elsewhere(row)
    if (row.offerValidUntil !== null && row.offerValidUntil < dayInShanghai(ctx.now.getTime())) throw new DomainError('CONFLICT', { detail: '报价已过有效期，请联系银行', facts: { status: row.status } })
    if (answer.answer !== 'counter') return moveLoan(ctx, row.id, answer.answer)
    const { amountFen, rateBps, termMonths } = answer
    return moveLoan(ctx, row.id, 'counter', { set: { counterFen: amountFen, counterBps: rateBps, counterMonths: termMonths }, detail: { amountFen, rateBps, termMonths } })
  })
}

/** Withdraws before anything is signed; the lender's consent ends with it. */
export async function withdrawLoan({ ctx: outer, input }: { ctx: Ctx; input: { applicationId: string } }): Promise<ApplicationRow> {
  return inTransaction(outer, (ctx) => moveLoan(ctx, input.applicationId, 'withdraw', { detail: { cause: 'firm' } }))
}
