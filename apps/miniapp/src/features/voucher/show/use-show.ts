import { useRouter } from '@tarojs/taro'
import type { Voucher } from '@xinhui/contract'
import { useEffect, useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { paramOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { readCache } from '../../../lib/storage'
import { useLatest } from '../../../lib/use-latest'
import { useLoad } from '../../../lib/use-load'
import { useMine } from '../../../lib/use-mine'
import { useNow } from '../../../lib/use-now'
import { passState } from './show.view'
import { useBrightScreen } from './use-bright-screen'
import { useStrip } from './use-strip'
import { useVisible } from './use-visible'

/** How soon the reader sees that the merchant has redeemed. */
const POLL_MS = 3_000

function knownVoucher(voucherId: string): Voucher | undefined {
  const alone = readCache<Voucher>(`cache:voucher:${voucherId}`)?.value
  return alone ?? readCache<{ items: Voucher[] }>('cache:vouchers')?.value.items.find((one) => one.voucherId === voucherId)
}

export function useShow() {
  const voucherId = paramOf(useRouter().params, 'voucherId') ?? ''
  const now = useNow(1_000)
  const visible = useVisible()
  const asked = useMine(`voucher:${voucherId}`, () => call('GET /vouchers/{voucherId}', { params: { voucherId }, timeoutMs: 8_000 }))
  // At a till with a bad network nobody waits for an answer to see what the phone already knows.
  const [known] = useState(() => knownVoucher(voucherId))
  const voucher = { ...asked, data: asked.data ?? (asked.loading ? known : undefined) }
  const { reload } = asked
  const status = voucher.data?.status
  // Past its time a voucher is over, also while the phone cannot ask.
  const living = status === 'issued' && Date.parse(voucher.data?.expiresAt ?? '') > now
  const on = visible && living
  const passes = useStrip(voucherId, on, () => void reload())

  const again = useLatest(reload)
  useEffect(() => {
    if (!on) return undefined
    let timer: ReturnType<typeof setTimeout>
    let over = false
    const turn = async () => {
      await again.current()
      if (!over) timer = setTimeout(() => void turn(), POLL_MS)
    }
    timer = setTimeout(() => void turn(), POLL_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [on, again])

  const { forget, retryNow } = passes
  useEffect(() => {
    if (status !== undefined && status !== 'issued') forget()
  }, [status, forget])
  const reached = asked.data !== undefined && !asked.stale
  useEffect(() => {
    if (reached) retryNow()
  }, [reached, retryNow])

  const failure = voucher.refreshError?.unanswered ? voucher.refreshError : reached && passes.failure?.unanswered ? undefined : passes.failure
  const pass = passState(passes.strip, now, failure)
  useBrightScreen(on && pass.is === 'showing')

  const redemptionId = voucher.data?.redemptionId ?? undefined
  const receipt = useLoad(redemptionId, () => call('GET /me/receipts/{redemptionId}', { params: { redemptionId: redemptionId ?? '' } }), { cacheKey: `cache:receipt:${redemptionId ?? ''}` })

  const [returning] = useState(() => new Intention())
  const [failed, setFailed] = useState<ApiError>()
  /** True when it has been given back. */
  const giveBack = async (): Promise<boolean> => {
    setFailed(undefined)
    try {
      voucher.replace(await returning.attempt((idempotencyKey) => call('POST /vouchers/{voucherId}/cancellation', { params: { voucherId }, idempotencyKey })))
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailed(error)
      if (!error.unanswered) void reload()
      return false
    }
  }

  return { voucher, living, pass, receipt, giveBack, failed, retry: passes.refill }
}
