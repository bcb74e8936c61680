import { z } from 'zod'
import { fetchText, parseJson } from './fetch-text'
import type { WechatGateway, WechatRefusal } from './gateways'

/** WeChat answers 200 with `errcode` for a refusal; a success may carry `errcode: 0`. `session_key` is not read: nothing here needs it. */
const Answer = z.object({ openid: z.string().min(1).max(128).optional(), unionid: z.string().min(1).max(128).optional(), errcode: z.number().int().optional() })

const REASONS: Record<number, WechatRefusal['reason']> = { 40029: 'INVALID_CODE', 40163: 'INVALID_CODE', 45011: 'TOO_OFTEN', 40226: 'RISK' }

/**
 * WeChat's server API over HTTPS. A code works once, so a call is repeated only when the connection failed before any
 * answer. The address carries the secret: it is never logged and never part of an error.
 */
export function createWechatGateway(options: { appId: string; secret: string; baseUrl: string; timeoutMs?: number }): WechatGateway {
  const timeoutMs = options.timeoutMs ?? 3000
  const unavailable = (errcode: number | null = null): WechatRefusal => ({ ok: false, reason: 'UNAVAILABLE', errcode })
  return {
    async code2Session(code) {
      const query = new URLSearchParams({ appid: options.appId, secret: options.secret, js_code: code, grant_type: 'authorization_code' })
      const fetched = await fetchText(`${options.baseUrl.replace(/\/$/, '')}/sns/jscode2session?${query.toString()}`, { headers: { accept: 'application/json' } }, timeoutMs)
      if (fetched.kind !== 'answer' || fetched.status !== 200) return unavailable()
      // WeChat sends JSON as text/plain.
      const parsed = Answer.safeParse(parseJson(fetched.text))
      if (!parsed.success) return unavailable()
      const { openid, unionid, errcode = 0 } = parsed.data
      if (errcode !== 0) return { ok: false, reason: REASONS[errcode] ?? 'UNAVAILABLE', errcode }
      return openid === undefined ? unavailable() : { ok: true, openid, unionid: unionid ?? null }
    },
  }
}
