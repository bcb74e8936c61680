import { z } from 'zod'
import { fetchText, parseJson } from './fetch-text'
import type { RegistryGateway } from './gateways'

const Answer = z.object({ representative: z.boolean() })
const Registered = z.object({ enterprise: z.object({ name: z.string(), status: z.string() }).nullable() })

/**
 * The enterprise registry 企业登记, one address with a bearer token and two questions: POST `{uscc, name, idNumber}`, answer
 * `{representative: true | false}`; POST `{uscc}`, answer `{enterprise: {name, status} | null}`.
 * Anything else (time-out, 5xx, 401, no JSON) is UNAVAILABLE: nobody is told "not you" because a server failed.
 */
export function createRegistryGateway(options: { url: string; token: string; timeoutMs?: number }): RegistryGateway {
  const ask = async <T>(question: object, shape: z.ZodType<T>): Promise<T | 'UNAVAILABLE'> => {
    const fetched = await fetchText(
      options.url,
      { method: 'POST', headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(question) },
      options.timeoutMs ?? 3000,
    )
    if (fetched.kind !== 'answer' || fetched.status !== 200) return 'UNAVAILABLE'
    const parsed = shape.safeParse(parseJson(fetched.text))
    return parsed.success ? parsed.data : 'UNAVAILABLE'
  }
  return {
    async isRepresentative(question) {
      const answer = await ask(question, Answer)
      if (answer === 'UNAVAILABLE') return answer
      return answer.representative ? 'yes' : 'no'
    },
    async findEnterprise(uscc) {
      const answer = await ask({ uscc }, Registered)
      return answer === 'UNAVAILABLE' ? answer : (answer.enterprise ?? 'none')
    },
  }
}
