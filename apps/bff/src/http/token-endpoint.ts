import type { Context } from 'hono'
import type { Ctx } from '../context'
import { DomainError } from '../errors'
import type { openClient } from '../modules/identity/open-client'

type Open = (input: { ctx: Ctx; input: { form: Readonly<Record<string, string>>; audiences: string[] } }) => ReturnType<typeof openClient>

/** A token endpoint (RFC 6749 §4.4): a form in, a token or a refusal by §5.2 out; its clients read that and no problem document. `path` is what assertions are meant for. */
export async function answerToken({ ctx, http, path, open }: { ctx: Ctx; http: Context; path: string; open: Open }): Promise<Response> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(http.req.header('content-type') ?? '')) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请以 application/x-www-form-urlencoded 发送' })
  const form = Object.fromEntries(new URLSearchParams(await http.req.text()))
  const origin = ctx.config.publicOrigin ?? new URL(http.req.url).origin
  const opened = await open({ ctx, input: { form, audiences: [`${origin}${path}`, origin] } })
  const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }
  if ('error' in opened) return http.json({ error: opened.error, error_description: opened.description }, opened.error === 'invalid_client' ? 401 : 400, noStore)
  return http.json({ access_token: opened.accessToken, token_type: 'Bearer' as const, expires_in: opened.expiresInSeconds }, 200, noStore)
}
