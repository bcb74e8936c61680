import { z } from 'zod'
import { fetchText, parseJson } from './fetch-text'
import type { RegistryGateway } from './gateways'

const Answer = z.object({ representative: z.boolean() })

/**
 * The enterprise registry 企业登记: POST `{uscc, name, idNumber}` with a bearer token, answer `{representative: true | false}`.
 * Anything else (time-out, 5xx, 401, no JSON) is UNAVAILABLE: nobody is told "not you" because a server failed.
 */
export function createRegistryGateway(options: { url: string; token: string; timeoutMs?: number }): RegistryGateway {
  return {
    async isRepresentative(question) {
      const fetched = await fetchText(
        options.url,
        { method: 'POST', headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(question) },
        options.timeoutMs ?? 3000,
      )
      if (fetched.kind !== 'answer' || fetched.status !== 200) return 'UNAVAILABLE'
      const parsed = Answer.safeParse(parseJson(fetched.text))
      if (!parsed.success) return 'UNAVAILABLE'
      return parsed.data.representative ? 'yes' : 'no'
    },
  }
}
