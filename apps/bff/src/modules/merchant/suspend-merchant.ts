import type { SuspensionReason } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { giveTimeBack } from '../voucher/give-time-back'
import { MERCHANT_EDGES } from './merchant.lifecycle'
import { lockMerchant } from './post.store'
import { endSuspensions, insertSuspension, listLivingSuspensions, moveMerchant, type SuspensionRow } from './standing.store'

type Cause = { cause: 'office'; reason: SuspensionReason; note?: string | undefined } | { cause: 'serious-list' }

/**
 * Suspends a merchant 暂停, in one transaction: from the commit on nothing is issued or redeemed, and the time of its vouchers
 * stands still (docs/adr: suspended merchants). Causes add up; each holds once: undefined when this one holds already.
 * Both sides are told from the outbox. NOT_FOUND; CONFLICT for a merchant that has left.
 */
export async function suspendMerchant({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string } & Cause }): Promise<SuspensionRow | undefined> {
  return inTransaction(outer, async (ctx) => {
    const merchant = await lockMerchant(ctx.db, input.merchantId)
    if (!merchant) throw new DomainError('NOT_FOUND')
    if (merchant.status === 'terminated') throw new DomainError('CONFLICT', { detail: '商户已终止合作', facts: { status: merchant.status, since: merchant.terminatedAt?.toISOString() ?? null } })
    const [made] = await insertSuspension(ctx.db, {
      id: newId('msp', ctx.now),
      merchantId: merchant.id,
      cause: input.cause,
      reason: input.cause === 'office' ? input.reason : 'serious-list',
      note: input.cause === 'office' ? (input.note ?? null) : null,
      startedAt: ctx.now,
      endedAt: null,
    })
    if (!made) return undefined
    if (merchant.status === 'active') await moveMerchant(ctx.db, MERCHANT_EDGES.suspend, merchant.id, ctx.now)
    await writeAudit(ctx, { action: MERCHANT_EDGES.suspend.event, entity: 'merchant', entityId: merchant.id, detail: { suspensionId: made.id, cause: made.cause, reason: made.reason } })
    await enqueue(ctx, 'merchant.suspended', { suspensionId: made.id })
    return made
  })
}

/** An officer's suspension. CONFLICT with since when when one holds already. */
export async function suspendByOffice({ ctx, input }: { ctx: Ctx; input: { merchantId: string; reason: SuspensionReason; note?: string | undefined } }): Promise<void> {
  if (await suspendMerchant({ ctx, input: { cause: 'office', ...input } })) return
  const held = (await listLivingSuspensions(ctx.db, [input.merchantId])).get(input.merchantId)?.find((s) => s.cause === 'office')
  throw new DomainError('CONFLICT', { detail: '商户已被暂停', facts: { status: 'suspended', since: held?.startedAt.toISOString() ?? null } })
}

/**
 * Ends one cause. When it was the last the merchant resumes 恢复 and its vouchers get the days back in the same transaction;
 * otherwise it stays suspended. False when this cause did not hold. NOT_FOUND.
 */
export async function liftSuspension({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; cause: SuspensionRow['cause'] } }): Promise<boolean> {
  return inTransaction(outer, async (ctx) => {
    const merchant = await lockMerchant(ctx.db, input.merchantId)
    if (!merchant) throw new DomainError('NOT_FOUND')
    const [lifted] = await endSuspensions(ctx.db, { merchantId: merchant.id, cause: input.cause, now: ctx.now })
    const left = (await listLivingSuspensions(ctx.db, [merchant.id])).get(merchant.id) ?? []
    // A merchant that came in suspended has no cause on record: the office lifts that too.
    const wasImported = merchant.status === 'suspended' && merchant.suspendedAt === null && input.cause === 'office'
    if (!lifted && !wasImported) return false
    const resumes = merchant.status === 'suspended' && left.length === 0
    const detail = { suspensionId: lifted?.id ?? null, cause: input.cause, stillHeldFor: left.map((s) => s.cause) }
    if (!resumes) {
      await writeAudit(ctx, { action: 'merchant.suspension-lifted', entity: 'merchant', entityId: merchant.id, detail })
      return true
    }
    await moveMerchant(ctx.db, MERCHANT_EDGES.resume, merchant.id, ctx.now)
    const given = merchant.suspendedAt ? await giveTimeBack({ ctx, input: { merchantId: merchant.id, suspendedAt: merchant.suspendedAt } }) : { days: 0, vouchers: 0 }
    await writeAudit(ctx, { action: MERCHANT_EDGES.resume.event, entity: 'merchant', entityId: merchant.id, detail: { ...detail, ...given } })
    if (lifted) await enqueue(ctx, 'merchant.resumed', { suspensionId: lifted.id, suspendedAt: merchant.suspendedAt?.toISOString() ?? null, days: given.days })
    return true
  })
}

/** An officer lifts the office's suspension. CONFLICT when none holds, with what else does. */
export async function resumeByOffice({ ctx, input }: { ctx: Ctx; input: { merchantId: string } }): Promise<void> {
  if (await liftSuspension({ ctx, input: { merchantId: input.merchantId, cause: 'office' } })) return
  const left = (await listLivingSuspensions(ctx.db, [input.merchantId])).get(input.merchantId) ?? []
  throw new DomainError('CONFLICT', { detail: left.length > 0 ? '商户因列入严重失信名单暂停，移出名单后自动恢复' : '商户没有被暂停', facts: { heldFor: left.map((s) => s.cause) } })
}
