import { z } from 'zod'
import { fetchText, parseJson } from './fetch-text'
import type { ChannelAnswer, RepairChannelGateway } from './gateways'

const Answer = z.object({ reference: z.string().min(1).max(100), state: z.enum(['received', 'done']) })

/**
 * Whoever else shows the record: one address with a bearer token. POST `/channels/<code>/requests` with the request's own id
 * (the same id again is the same request) answers 202 `{reference, state: received}` or 200 `{…, state: done}`; GET
 * `/channels/<code>/requests/<reference>` answers the same shape. Anything else is UNAVAILABLE and is asked again.
 */
export function createRepairChannelGateway(options: { url: string; token: string; timeoutMs?: number }): RepairChannelGateway {
  const headers = { authorization: `Bearer ${options.token}`, 'content-type': 'application/json', accept: 'application/json' }
  const ask = async (path: string, init: RequestInit): Promise<ChannelAnswer> => {
    const fetched = await fetchText(`${options.url}${path}`, { ...init, headers }, options.timeoutMs ?? 5000)
    if (fetched.kind !== 'answer' || (fetched.status !== 200 && fetched.status !== 202)) return 'UNAVAILABLE'
    const parsed = Answer.safeParse(parseJson(fetched.text))
    return parsed.success ? parsed.data : 'UNAVAILABLE'
  }
  return {
    tell: ({ channel, ...request }) => ask(`/channels/${channel}/requests`, { method: 'POST', body: JSON.stringify(request) }),
    ask: (channel, reference) => ask(`/channels/${channel}/requests/${encodeURIComponent(reference)}`, { method: 'GET' }),
  }
}
