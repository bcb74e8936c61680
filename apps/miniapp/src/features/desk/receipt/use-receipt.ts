import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { paramOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useNow } from '../../../lib/use-now'
import { reasonProblem } from '../desk.view'
import { usedHere } from '../offline/phone'

export function useReceipt() {
  const redemptionId = paramOf(useRouter().params, 'redemptionId') ?? ''
  const now = useNow(10_000)
  const receipt = useMine(`desk-receipt:${redemptionId}`, () => call('GET /desk/redemptions/{redemptionId}', { params: { redemptionId } }))
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<ApiError>()
  const [reversing] = useState(() => new Intention())
  const problem = reasonProblem(reason)

  /** True when it has been reversed. */
  const reverse = async (): Promise<boolean> => {
    setTried(true)
    setFailure(undefined)
    if (problem !== undefined) return false
    try {
      receipt.replace(
        await reversing.attempt((idempotencyKey) => call('POST /desk/redemptions/{redemptionId}/reversal', { params: { redemptionId }, body: { reason: reason.trim() }, idempotencyKey })),
      )
      usedHere.forget(redemptionId)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailure(error)
      if (!error.unanswered) void receipt.reload()
      return false
    }
  }

  return { receipt, now, reason, setReason, problem: tried ? problem : undefined, failure, reverse }
}
