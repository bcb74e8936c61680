import Taro, { useRouter } from '@tarojs/taro'
import type { Api, WaiverDetail } from '@xinhui/contract'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import type { Next } from '../waiver.view'

/** WeChat's own page for 支付分; the order learns of the confirmation from the server, never from here. */
async function confirmInWechat({ confirmation, waiverId }: WaiverDetail): Promise<void> {
  if (process.env.TARO_ENV !== 'h5' && confirmation) {
    const { mchId, package: text, timestamp, nonceStr, signType, sign } = confirmation
    const extraData = { mch_id: mchId, package: text, timestamp, nonce_str: nonceStr, sign_type: signType, sign }
    await Taro.openBusinessView({ businessType: 'wxpayScoreUse', extraData }).catch(() => undefined)
    return
  }
  // A browser has no WeChat: the demo's stand-in confirms, and does not exist in production.
  await call('POST /demo/waivers/{waiverId}/confirmation', { params: { waiverId } }).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 404) throw error
    throw new ApiError({ status: 404, code: 'NOT_FOUND', title: '请在微信里打开', detail: '微信支付分的确认只能在微信小程序里完成' })
  })
}

export function useWaiver() {
  const waiverId = paramOf(useRouter().params, 'waiverId') ?? ''
  const load = useMine(`waiver:${waiverId}`, () => call('GET /waivers/{waiverId}', { params: { waiverId } }))
  const [asking, setAsking] = useState<'cancel' | 'accept'>()
  const [problem, setProblem] = useState<ApiError>()

  const attempt = async (work: () => Promise<Api['GET /waivers/{waiverId}']['response'] | undefined>, done?: string) => {
    setProblem(undefined)
    try {
      const order = await work()
      if (order) load.replace(order)
      else await load.reload()
      if (done !== undefined) toast(done)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      if (!error.unanswered) void load.reload()
    } finally {
      setAsking(undefined)
    }
  }

  return {
    load,
    asking,
    problem,
    ask: (what: 'cancel' | 'accept' | undefined) => {
      setProblem(undefined)
      setAsking(what)
    },
    act: (what: Next['act']) => {
      if (what === 'dispute') return go('waiverDispute', { waiverId })
      if (what === 'show') return go('voucher', { voucherId: load.data?.voucherId ?? undefined })
      const order = load.data
      if (what !== 'confirm' || !order) return undefined
      return attempt(async () => {
        await confirmInWechat(order)
        return undefined
      })
    },
    cancel: () => attempt(() => call('POST /waivers/{waiverId}/cancellation', { params: { waiverId } }), '已取消'),
    accept: () => attempt(() => call('POST /waivers/{waiverId}/acceptance', { params: { waiverId } }), '已同意'),
  }
}
