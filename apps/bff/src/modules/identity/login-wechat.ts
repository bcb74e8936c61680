import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import type { WechatRefusal } from '../../gateways/gateways'
import { ensureAccount } from './ensure-account'
import { type Grant, openSession } from './open-session'

/**
 * Exchanges the code of wx.login for a session; the first login of a WeChat user makes the account.
 * Throws WECHAT_CODE_INVALID, TOO_MANY_REQUESTS, FORBIDDEN (WeChat's own risk control) or UPSTREAM.
 */
export async function loginWechat({ ctx: outer, input }: { ctx: Ctx; input: { code: string; userAgent: string } }): Promise<{ accountId: string; grant: Grant }> {
  const answer = await outer.gateways.wechat.code2Session(input.code)
  if (!answer.ok) {
    outer.log.warn({ requestId: outer.requestId, reason: answer.reason, errcode: answer.errcode }, 'WeChat refused a login code')
    throw REFUSALS[answer.reason]()
  }
  return inTransaction(outer, async (ctx) => {
    const account = await ensureAccount(ctx, answer.openid)
    return { accountId: account.id, grant: await openSession(ctx, { accountId: account.id }, input.userAgent) }
  })
}

const REFUSALS: Record<WechatRefusal['reason'], () => DomainError> = {
  INVALID_CODE: () => new DomainError('WECHAT_CODE_INVALID'),
  TOO_OFTEN: () => new DomainError('TOO_MANY_REQUESTS', { detail: '微信登录太频繁，请一分钟后再试', facts: { retryAfterSeconds: 60 } }),
  RISK: () => new DomainError('FORBIDDEN', { detail: '微信判断此账号有风险，暂不能登录' }),
  UNAVAILABLE: () => new DomainError('UPSTREAM', { detail: '微信暂时没有回应，请稍后再试' }),
}
