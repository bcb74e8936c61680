import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { expireRequests, findRequest } from '../loan-request/loan-request.store'
import { tellFirm } from '../loan-request/tell-firm'
import { listLapsed, listUnaccepted, lockApplication } from './loan-application.store'
import { moveLoan } from './move-loan'

/** Each in a transaction of its own; one that moved meanwhile is left alone. */
async function each(ctx: Ctx, ids: readonly string[], work: (ctx: Ctx, id: string) => Promise<unknown>): Promise<void> {
  for (const id of ids) {
    try {
      await inTransaction(ctx, (tx) => work(tx, id))
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'CONFLICT') throw error
    }
  }
}

/**
 * What the calendar does: an application its lender did not take in time goes back to the firm (and its need to the pool where the
 * firm wants that), an unanswered offer lapses, a request past its day expires. Answers how many; 0 when nothing is left.
 */
export async function watchLoans({ ctx, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const today = dayInShanghai(ctx.now.getTime())
  const unaccepted = await listUnaccepted(ctx.db, today, input.limit)
  await each(ctx, unaccepted, async (tx, id) => {
    const row = await lockApplication(tx.db, id)
    const pooled = row && (await findRequest(tx.db, row.requestId))?.inPool
    await moveLoan(tx, id, 'return', { told: { title: '银行没有在时限内受理', body: pooled ? '申请已退回，授权已结束。需求还在抢单池里，其他银行可以抢单。' : '申请已退回，授权已结束。可以换一家银行申请。' } })
  })
  const lapsed = await listLapsed(ctx.db, today, input.limit)
  await each(ctx, lapsed, (tx, id) => moveLoan(tx, id, 'lapse', { told: { title: '银行的报价已到期', body: '没有答复的报价已经失效，授权已结束。' } }))
  const expired = await inTransaction(ctx, async (tx) => {
    const rows = await expireRequests(tx.db, today, tx.now, input.limit)
    for (const { id, subjectId } of rows) await tellFirm(tx, subjectId, { kind: 'loan-request.expired', cause: id, title: '融资需求已到期', body: '还需要资金的话，请重新填写。' })
    return rows.length
  })
  return unaccepted.length + lapsed.length + expired
}
