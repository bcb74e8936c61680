import { z } from 'zod'
import { fetchText, parseJson } from './fetch-text'
import type { RealNameGateway } from './gateways'

const Answer = z.object({ result: z.enum(['match', 'mismatch']) })

/**
 * The city's real-name authority: POST `{name, idNumber}` with a bearer token, answer `{result: 'match' | 'mismatch'}`.
 * Anything else (time-out, 5xx, 401, no JSON) is UNAVAILABLE: a person is never told "mismatch" because a server failed.
 */
export function createRealNameGateway(options: { url: string; token: string; timeoutMs?: number }): RealNameGateway {
  return {
    async verify(person) {
      const fetched = await fetchText(
        options.url,
        { method: 'POST', headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(person) },
        options.timeoutMs ?? 3000,
      )
      if (fetched.kind !== 'answer' || fetched.status !== 200) return 'UNAVAILABLE'
      const parsed = Answer.safeParse(parseJson(fetched.text))
      return parsed.success ? parsed.data.result : 'UNAVAILABLE'
    },
  }
}
