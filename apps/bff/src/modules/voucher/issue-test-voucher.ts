import { randomInt } from 'node:crypto'
import type { PassStrip } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findMerchant } from '../merchant/merchant.store'
import { requirePerk } from '../perk/require-perk'
import { issuePasses } from './issue-passes'
import { insertVoucher } from './voucher.store'

export const PERK_TEST_ISSUED = 'perk.test-issued'

/** Long enough to walk to the desk. */
const LIFE_MS = 24 * 3_600_000
const ATTEMPTS = 8

/**
 * Issues a test voucher 测试券 of the perk as it stands, with passes to show at one of its desks. It is held by the merchant itself and
 * counts for nothing: no quota, no subsidy, no statistics. Redeeming it marks the version as tested.
 * Refuses: NOT_FOUND, MERCHANT_SUSPENDED, CONFLICT (ended).
 */
export async function issueTestVoucher({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string } }): Promise<PassStrip> {
  return inTransaction(outer, async (ctx) => {
    const perk = await requirePerk(ctx, input.perkId)
    const merchant = await findMerchant(ctx.db, perk.merchantId)
    if (!merchant) throw new DomainError('NOT_FOUND')
    if (perk.status === 'ended') throw new DomainError('CONFLICT', { detail: '权益已结束，不能测试' })
    if (merchant.status !== 'active') throw new DomainError('MERCHANT_SUSPENDED', { detail: '商户已暂停合作，暂不能测试' })
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const made = await insertVoucher(ctx.db, {
        id: newId('vch', ctx.now),
        perkId: perk.id,
        perkVersion: perk.version,
        merchantId: perk.merchantId,
        subjectId: merchant.subjectId,
        claimNo: null,
        serial: randomInt(10 ** 10),
        tierNo: 0,
        title: `【测试】${perk.title}`,
        benefit: perk.tiers[0]?.benefit ?? perk.title,
        instructions: perk.instructions,
        subsidyFen: 0,
        status: 'issued',
        test: true,
        claimedAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + LIFE_MS),
        changedAt: ctx.now,
      })
      if (!made) continue
      await writeAudit(ctx, { action: PERK_TEST_ISSUED, entity: 'perk', entityId: perk.id, detail: { voucherId: made.id, version: perk.version } })
      return issuePasses({ ctx, input: { voucherId: made.id, subjectId: merchant.subjectId } })
    }
    throw new DomainError('CONFLICT', { detail: '请重试' })
  })
}
