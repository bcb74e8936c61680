import { useRouter } from '@tarojs/taro'
import type { Api } from '@xinhui/contract'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { paramOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { addPhoto } from '../photo'

type Order = Api['GET /desk/waivers/{waiverId}']['response']
export type ReturnBody = Api['POST /desk/waivers/{waiverId}/return']['body']
export type ClaimBody = Api['POST /desk/waivers/{waiverId}/claim']['body']
export type ReduceBody = Api['POST /desk/waivers/{waiverId}/reduction']['body']

/** What the clerk sends; each once, however often it has to be sent. */
interface Sends {
  return: [body: ReturnBody]
  claim: [body: ClaimBody]
  reduction: [body: ReduceBody]
  payment: []
}

const DONE: Readonly<Record<keyof Sends, string>> = { return: '已登记', claim: '已申请，顾客会收到通知', reduction: '已减免', payment: '已登记付款' }

export function useDeskOrder() {
  const waiverId = paramOf(useRouter().params, 'waiverId') ?? ''
  const params = { waiverId }
  const load = useMine(`desk-waiver:${waiverId}`, () => call('GET /desk/waivers/{waiverId}', { params }))
  const [problem, setProblem] = useState<ApiError>()
  const [meant] = useState<Record<keyof Sends, Intention>>(() => ({ return: new Intention(), claim: new Intention(), reduction: new Intention(), payment: new Intention() }))

  const attempt = async (work: () => Promise<Order | undefined>, done?: string) => {
    setProblem(undefined)
    try {
      const order = await work()
      if (order) load.replace(order)
      else await load.reload()
      if (done !== undefined) toast(done)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      if (error.status === 409) void load.reload()
    }
  }

  const requests: { [K in keyof Sends]: (idempotencyKey: string, ...input: Sends[K]) => Promise<Order> } = {
    return: (idempotencyKey, body) => call('POST /desk/waivers/{waiverId}/return', { params, body, idempotencyKey }),
    claim: (idempotencyKey, body) => call('POST /desk/waivers/{waiverId}/claim', { params, body, idempotencyKey }),
    reduction: (idempotencyKey, body) => call('POST /desk/waivers/{waiverId}/reduction', { params, body, idempotencyKey }),
    payment: (idempotencyKey) => call('POST /desk/waivers/{waiverId}/payment', { params, idempotencyKey }),
  }

  return {
    load,
    problem,
    send: <K extends keyof Sends>(what: K, ...input: Sends[K]) => attempt(() => meant[what].attempt((key) => requests[what](key, ...input)), DONE[what]),
    photograph: () =>
      attempt(async () => {
        await addPhoto(waiverId)
        return undefined
      }),
  }
}
