import type { AccountClosing } from '@xinhui/contract'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { endAgenciesOf } from '../agency/end-agency'
import { writeAudit } from '../audit/write-audit'
import { deleteRefusals, withdrawAllConsents } from '../consent/consent.store'
import { endPostsOf } from '../merchant/end-post'
import { deleteIdempotencyOf } from '../outbox/outbox.store'
import { deleteRemindersOf } from '../repair/repair-reminder.store'
import { closeScore } from '../score/close-score'
import { cancelVoucher } from '../voucher/cancel-voucher'
import { listOwnVouchers } from '../voucher/voucher.store'
import { lapseWaiversOf } from '../waiver/cancel-waiver'
import { presentOpenWaivers } from '../waiver/present-waiver'
import { listOwnWaivers } from '../waiver/waiver.store'
import { emptyAccount } from './account.store'
import { forgetAccount, forgetSession } from './living-session'
import { deleteAccountSessions } from './session.store'

/** What closing would do, shown before it is confirmed (PIPL 47; 网络数据安全管理条例 24: as easy as opening). */
export async function previewClosing(ctx: Ctx, subjectId: string | null): Promise<AccountClosing> {
  const unused = subjectId === null ? [] : await listOwnVouchers(ctx.db, subjectId, 'issued', ctx.now)
  return {
    deleted: ['账号与微信的绑定、登录状态', '信用分和它的每一行', '全部授权（立即撤回）', '代办企业的权限', '商户里的岗位', '没有用的券（退回名额）'],
    kept: [
      { what: '已经核销的券的收据', why: '商户结算和财政补贴的凭证，依法保存' },
      { what: '谁查过您、谁办过什么的记录', why: '日志依法留存，您重新登录后仍可查看' },
      { what: '已取用的免押、先享后付订单', why: '按您同意的约定办完；没有取用的随账号取消，不收费' },
      { what: '异议、信用修复和信用承诺的办理记录', why: '行政机关办事的档案，依法保存' },
      { what: '公共信用记录', why: '由作出决定的部门依法公开或保存，不因注销改变' },
    ],
    unusedVouchers: unused.length,
    openWaivers: subjectId === null ? [] : await presentOpenWaivers(ctx, await listOwnWaivers(ctx.db, subjectId, 'open')),
  }
}

/**
 * Closes an account at once, whatever is still open: score and consents end, unused vouchers go back with their quota,
 * sessions and the tie to WeChat and to the person are deleted. One transaction; an empty row keeps the id that
 * receipts and the audit trail name. The person may open a new account any time.
 */
export async function closeAccount({ ctx: outer, input }: { ctx: Ctx; input: { accountId: string; subjectId: string | null } }): Promise<void> {
  const sessions = await inTransaction(outer, async (ctx) => {
    const { accountId, subjectId } = input
    const cancelled = subjectId === null ? 0 : await closePerson(ctx, subjectId)
    const [emptied] = await emptyAccount(ctx.db, accountId, ctx.now)
    if (!emptied) throw new DomainError('SESSION_ENDED')
    await deleteIdempotencyOf(ctx.db, actorName(ctx.actor))
    const ended = await deleteAccountSessions(ctx.db, accountId)
    await writeAudit(ctx, { action: 'account.close', entity: 'account', entityId: accountId, detail: { subjectId, vouchersCancelled: cancelled, sessionsEnded: ended.length } })
    return ended
  })
  forgetAccount(input.accountId)
  for (const id of sessions) forgetSession(id)
}

async function closePerson(ctx: Ctx, subjectId: string): Promise<number> {
  await closeScore({ ctx, input: { subjectId } })
  for (const { id, purpose, receiver } of await withdrawAllConsents(ctx.db, subjectId, ctx.now)) {
    await writeAudit(ctx, { action: 'consent.withdraw', entity: 'consent', entityId: id, detail: { purpose, receiver } })
  }
  await deleteRefusals(ctx.db, subjectId)
  await deleteRemindersOf(ctx.db, subjectId)
  await endAgenciesOf(ctx, subjectId)
  await endPostsOf(ctx, subjectId)
  let cancelled = 0
  for (;;) {
    const unused = await listOwnVouchers(ctx.db, subjectId, 'issued', ctx.now)
    if (unused.length === 0) break
    // Each locks its perk: in one order, so that two people leaving at once cannot deadlock.
    for (const { id } of unused.toSorted((a, b) => (a.perkId < b.perkId ? -1 : 1))) await cancelVoucher({ ctx, input: { voucherId: id, subjectId } })
    cancelled += unused.length
  }
  // Orders not yet handed over went with their vouchers; the others go on under the terms agreed.
  await lapseWaiversOf(ctx, subjectId)
  return cancelled
}
