import { type Ctx, inTransaction } from '../../context'
import { findLender } from '../lender/product.store'
import { findRequest } from '../loan-request/loan-request.store'
import { tellFirm } from '../loan-request/tell-firm'
import { UNSIGNED } from './loan-application.lifecycle'
import { listOpenOf, lockApplication } from './loan-application.store'
import { moveLoan } from './move-loan'

/**
 * What a lender's standing means for what is under way with it (docs/lenders.md), from the outbox; each application in a transaction of
 * its own, so that a run that was cut off goes on. Suspended: what nobody took goes back, the rest waits and its firm is told. Left: all
 * that is not signed goes back. A standing that changed again meanwhile is left to its own message.
 */
export async function followLender({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; since: string } }): Promise<void> {
  const lender = await findLender(outer.db, input.lenderId)
  if (!lender || lender.standingSince?.toISOString() !== input.since) return
  const { name, status } = lender
  for (const { id, subjectId } of await listOpenOf(outer.db, lender.id))
    await inTransaction(outer, async (ctx) => {
      const row = await lockApplication(ctx.db, id)
      if (!row || row.closedAt) return
      const signed = row.signedOn !== null
      const tell = (kind: string, title: string, body: string) => tellFirm(ctx, subjectId, { kind, cause: `${id}:${input.since}`, title, body })
      if (status === 'active') return signed ? undefined : tell('lender.resumed', `${name}已恢复合作`, '您的贷款申请继续办理。')
      const back = status === 'terminated' ? UNSIGNED.includes(row.status) : row.status === 'submitted'
      if (back) {
        const pooled = (await findRequest(ctx.db, row.requestId))?.inPool
        await moveLoan(ctx, id, 'release', { detail: { cause: status }, told: { title: `${name}已${status === 'terminated' ? '终止' : '暂停'}合作，申请已退回`, body: pooled ? '授权已结束。需求还在抢单池里，其他银行可以抢单。' : '授权已结束。可以换一家银行申请。' } })
        return
      }
      if (status === 'terminated') return tell('lender.terminated', `${name}已终止合作`, '已签约的贷款照合同履行，请直接和银行联系；这里不再更新还款情况。')
      return tell('lender.suspended', `${name}已暂停合作`, signed ? '已签约的贷款照合同履行；恢复合作前，这里不更新还款情况。' : '申请暂停办理，银行恢复合作后继续；您也可以撤回，换一家银行申请。')
    })
}
