import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { applySnapshot } from './sync-pay-score'

/** A callback of 支付分: read only when WeChat Pay signed it a moment ago; then it is news or it is not. UNAUTHENTICATED, NOT_FOUND in a city without waivers. */
export async function receiveNotification({ ctx, input }: { ctx: Ctx; input: { header: (name: string) => string | undefined; body: string } }): Promise<void> {
  if (!ctx.gateways.payScore) throw new DomainError('NOT_FOUND')
  const told = ctx.gateways.payScore.readNotification({ ...input, now: ctx.now })
  if (!told) throw new DomainError('UNAUTHENTICATED', { detail: '签名不可用' })
  await applySnapshot({ ctx: { ...ctx, actor: { kind: 'system', name: 'pay-score' } }, input: { order: told.order } })
}
