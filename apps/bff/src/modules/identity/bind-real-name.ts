import { checkIdCard, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { sqlState, UNIQUE_VIOLATION } from '../../db/sql'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { ensurePerson } from '../subject/ensure-person'
import { findPersonByIdNumber } from '../subject/subject.store'
import { bindSubject, findAccount } from './account.store'
import { forgetAccount } from './living-session'

/**
 * Binds an account to the person it proves to be (实名认证). The authority is asked outside any transaction; asking twice
 * for the same person changes nothing. Throws VALIDATION (GB 11643), REAL_NAME_MISMATCH, REAL_NAME_TAKEN when another
 * account holds the person, ALREADY_REAL_NAMED when this account is somebody else, UPSTREAM.
 */
export async function bindRealName({ ctx, input }: { ctx: Ctx; input: { accountId: string; name: string; idNumber: string } }): Promise<void> {
  const checked = checkIdCard(input.idNumber, dayInShanghai(ctx.now.getTime()))
  if (!checked.ok) throw new DomainError('VALIDATION', { detail: checked.message, errors: [{ field: 'idNumber', message: checked.message }] })
  const account = await findAccount(ctx.db, input.accountId)
  if (!account) throw new DomainError('SESSION_ENDED')
  if (account.subjectId) {
    const known = await findPersonByIdNumber(ctx.db, ctx.keys.sealer.blind(checked.idNumber, 'id-number'))
    // The first answer may have been lost on the way; the same person asking again is no conflict.
    if (known?.id === account.subjectId) return
    throw new DomainError('ALREADY_REAL_NAMED')
  }
  switch (await ctx.gateways.realName.verify({ name: input.name, idNumber: checked.idNumber })) {
    case 'mismatch':
      throw new DomainError('REAL_NAME_MISMATCH', { detail: '请核对后重新填写' })
    case 'UNAVAILABLE':
      throw new DomainError('UPSTREAM', { detail: '实名认证服务暂时没有回应，请稍后再试' })
    case 'match':
      await bind(ctx, account.id, { name: input.name, idNumber: checked.idNumber, birthDay: checked.birth })
      forgetAccount(account.id)
  }
}

async function bind(outer: Ctx, accountId: string, person: { name: string; idNumber: string; birthDay: string }): Promise<void> {
  try {
    await inTransaction(outer, async (ctx) => {
      const subject = await ensurePerson(ctx, person)
      const bound = await bindSubject(ctx.db, accountId, subject.id, ctx.now)
      if (bound) {
        await writeAudit(ctx, { action: 'account.real-name', entity: 'account', entityId: accountId, detail: { subjectId: subject.id } })
        return
      }
      const account = await findAccount(ctx.db, accountId)
      if (account?.subjectId !== subject.id) throw new DomainError('ALREADY_REAL_NAMED', { facts: { since: account?.realNamedAt?.toISOString() ?? null } })
    })
  } catch (error) {
    const state = sqlState(error)
    if (state?.code === UNIQUE_VIOLATION && state.constraint === 'account_subject') throw new DomainError('REAL_NAME_TAKEN', { detail: '如不是您本人操作，请联系客服' })
    throw error
  }
}
