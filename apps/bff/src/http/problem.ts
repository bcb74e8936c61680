import type { Problem } from '@xinhui/contract'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import { DomainError } from '../errors'

/** Every refusal leaves here, as RFC 9457 problem+json. What is not a DomainError is logged in full and told as INTERNAL, without its message. */
export function renderProblem(c: Context, error: unknown, requestId: string, log: Logger): Response {
  const known = error instanceof DomainError ? error : new DomainError('INTERNAL', { detail: `请稍后再试。如需帮助，请提供编号 ${requestId}` })
  if (known.status >= 500) log.error({ err: error, requestId, method: c.req.method, path: c.req.routePath }, 'request failed')
  const body: Problem = {
    type: `https://xinhui.example/problems/${known.code.toLowerCase().replaceAll('_', '-')}`,
    title: known.title,
    status: known.status,
    code: known.code,
    requestId,
    ...(known.extras.detail ? { detail: known.extras.detail } : {}),
    ...(known.extras.errors ? { errors: known.extras.errors } : {}),
    ...(known.extras.facts ? { facts: known.extras.facts } : {}),
  }
  const retryAfter = known.extras.facts?.['retryAfterSeconds']
  return c.body(JSON.stringify(body), known.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}),
  })
}
