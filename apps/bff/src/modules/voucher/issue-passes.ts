import { randomBytes } from 'node:crypto'
import type { PassStrip } from '@xinhui/contract'
import { makeTillCode, signPass, TILL_WINDOW_SECONDS } from '@xinhui/pass'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { signEs256, signingPassKey } from '../../lib/keys'
import { findMerchant } from '../merchant/merchant.store'
import { findWaiverOfVoucher } from '../waiver/waiver.store'
import { explainVoucher } from './explain-voucher'
import { findOwnVoucher } from './voucher.store'

/** The next pass is good before the last one ends, so that a redraw a few seconds late shows nothing stale. */
const OVERLAP_SECONDS = 5

/**
 * A moment of the till window in whose middle the pass is shown. A till code is accepted in its window and one to each side,
 * 90 s in all; with that stretch centred on the pass's life (60 s at most) the code is good for as long as it is on the screen.
 */
export function tillMoment(notBefore: number, lifeSeconds: number): number {
  return Math.round((notBefore + lifeSeconds / 2 - TILL_WINDOW_SECONDS / 2) / TILL_WINDOW_SECONDS) * TILL_WINDOW_SECONDS
}

/**
 * A strip of consecutive passes 出示码 for a person's own voucher, from now on; none starts after the voucher has expired.
 * Refuses: NOT_FOUND (also for someone else's), VOUCHER_USED, VOUCHER_EXPIRED, VOUCHER_CANCELLED, MERCHANT_SUSPENDED, WAIVER_UNCONFIRMED.
 */
export async function issuePasses({ ctx, input }: { ctx: Ctx; input: { voucherId: string; subjectId: string } }): Promise<PassStrip> {
  const voucher = await findOwnVoucher(ctx.db, input.subjectId, input.voucherId)
  if (!voucher) throw new DomainError('NOT_FOUND')
  const refusal = await explainVoucher(ctx, voucher)
  if (refusal) throw refusal
  if ((await findMerchant(ctx.db, voucher.merchantId))?.status !== 'active') throw new DomainError('MERCHANT_SUSPENDED', { detail: '商户已暂停合作，暂时不能使用；恢复后有效期会顺延' })
  const order = await findWaiverOfVoucher(ctx.db, voucher.id)
  if (order?.status === 'reserved' && order.payState !== 'confirmed') throw new DomainError('WAIVER_UNCONFIRMED')
  const key = signingPassKey(ctx.keys.passes, ctx.now)

  const { passLifeSeconds: lifeSeconds, passStripLength } = ctx.city.limits
  const step = lifeSeconds - OVERLAP_SECONDS
  const first = Math.floor(ctx.now.getTime() / 1000)
  const serial = String(voucher.serial).padStart(10, '0')
  const passes: PassStrip['passes'] = []
  for (let i = 0; i < passStripLength; i += 1) {
    const notBefore = first + i * step
    if (notBefore * 1000 >= voucher.expiresAt.getTime()) break
    const text = await signPass(
      {
        kid: key.kid,
        jti: randomBytes(8).toString('hex'),
        voucherId: voucher.id,
        merchantId: voucher.merchantId,
        perkVersion: voucher.perkVersion,
        tier: voucher.tierNo,
        notBefore,
        lifeSeconds,
      },
      (bytes) => signEs256(bytes, key),
    )
    passes.push({
      text,
      tillCode: await makeTillCode(serial, tillMoment(notBefore, lifeSeconds), (bytes) => ctx.keys.tillMac(bytes)),
      notBefore: iso(notBefore),
      expiresAt: iso(notBefore + lifeSeconds),
    })
  }
  return { voucherId: voucher.id, serverTime: ctx.now.toISOString(), passes }
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
