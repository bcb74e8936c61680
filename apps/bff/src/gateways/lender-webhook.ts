import { signWebhook } from '../lib/standard-webhooks'
import { fetchText } from './fetch-text'
import type { LenderWebhookGateway } from './gateways'

/** Standard Webhooks 1.0 over POST. Any 2xx is a yes; redirects are not followed. */
export function createLenderWebhookGateway(options: { timeoutMs?: number } = {}): LenderWebhookGateway {
  return {
    async send({ url, secret, id, body, at }) {
      const fetched = await fetchText(url, { method: 'POST', headers: { 'content-type': 'application/json', ...signWebhook(secret, { id, at, body }) }, body }, options.timeoutMs ?? 5000)
      return fetched.kind === 'answer' ? fetched.status : 'UNAVAILABLE'
    },
  }
}
