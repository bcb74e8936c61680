import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import { readCache, removeStored, writeCache } from '../../../lib/storage'
import { useLatest } from '../../../lib/use-latest'
import { type Attempts, refillDue, type Strip, stripOf } from './strip'

const LOOK_MS = 1_000
const NONE: Attempts = { failures: 0, failedAt: 0 }

interface Kept {
  strip: Strip | undefined
  attempts: Attempts
  failure: ApiError | undefined
}

/**
 * The voucher's strip of passes: kept on the phone, asked for anew in the background when half of it is used.
 * `on` false stops asking. `onRefused`: the server will give none.
 */
export function useStrip(voucherId: string, on: boolean, onRefused: () => void) {
  const key = `cache:strip:${voucherId}` as const
  const [kept, setKept] = useState<Kept>(() => ({ strip: readCache<Strip>(key)?.value, attempts: NONE, failure: undefined }))
  const asking = useRef(false)
  const latest = useLatest({ kept, onRefused })

  const refill = useCallback(async () => {
    if (asking.current) return
    asking.current = true
    const sentAt = Date.now()
    try {
      const answer = await call('POST /vouchers/{voucherId}/passes', { params: { voucherId }, timeoutMs: 8_000 })
      const receivedAt = Date.now()
      const strip = stripOf(answer, sentAt, receivedAt, latest.current.kept.strip)
      writeCache(key, strip, receivedAt)
      setKept({ strip, attempts: NONE, failure: undefined })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setKept((before) => ({ ...before, failure: error, attempts: { failures: before.attempts.failures + 1, failedAt: Date.now() } }))
      if (error.status >= 400 && error.status < 500) latest.current.onRefused()
    } finally {
      asking.current = false
    }
  }, [key, voucherId, latest])

  useEffect(() => {
    if (!on) return undefined
    const look = () => {
      const { strip, attempts } = latest.current.kept
      if (refillDue(strip, Date.now(), attempts)) void refill()
    }
    const soon = setTimeout(look)
    const timer = setInterval(look, LOOK_MS)
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
    }
  }, [on, refill, latest])

  /** The voucher can no longer be shown: what is kept of its passes goes. */
  const forget = useCallback(() => {
    removeStored(key)
    setKept({ strip: undefined, attempts: NONE, failure: undefined })
  }, [key])
  /** The network is back: do not sit out the wait. */
  const retryNow = useCallback(() => setKept((before) => (before.attempts.failures === 0 ? before : { ...before, attempts: NONE })), [])

  return { strip: kept.strip, failure: kept.failure, refill, retryNow, forget }
}
