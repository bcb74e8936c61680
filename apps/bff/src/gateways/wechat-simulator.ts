import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type SimulatorServer, startSimulatorServer } from './simulator-server'

/** Faults the simulator can show, also by asking for the code `sim-<fault>`. `reset` cuts the connection before any answer. */
type WechatFault = 'timeout' | 'too-often' | 'risk' | 'system' | 'garbage' | 'reset'

export interface WechatSimulator extends SimulatorServer {
  appId: string
  secret: string
  /** What `wx.login` would give this user: good once, for five minutes. */
  issueCode(openid: string): string
  /** The next call, whatever its code, meets this fault. */
  failNext(fault: WechatFault): void
  /** Calls that reached the server, refused ones included. */
  calls(): number
}

const CODE_LIFE_MS = 5 * 60_000
const MINUTE_MS = 60_000
const PER_MINUTE = 100
const CAPACITY = 50_000

const TOO_OFTEN = { errcode: 45011, errmsg: 'api minute-quota reach limit, mustslower retry next minute' }

const FAULTS: Record<WechatFault, (response: ServerResponse) => void> = {
  timeout: () => {},
  'too-often': (response) => send(response, JSON.stringify(TOO_OFTEN)),
  risk: (response) => send(response, JSON.stringify({ errcode: 40226, errmsg: 'code blocked' })),
  system: (response) => send(response, JSON.stringify({ errcode: -1, errmsg: 'system error' })),
  garbage: (response) => send(response, '<html><body>Bad Gateway</body></html>'),
  reset: (response) => response.socket?.destroy(),
}

const isFault = (text: string): text is WechatFault => Object.hasOwn(FAULTS, text)

/** The fault a code asks for by its name. */
function faultOf(code: string | null): WechatFault | undefined {
  const name = code?.startsWith('sim-') ? code.slice(4) : ''
  return isFault(name) ? name : undefined
}

/** A local WeChat: `GET /sns/jscode2session` with the answers and error numbers of the real one. Demo and tests only. */
export async function startWechatSimulator(options: { clock?: () => Date } = {}): Promise<WechatSimulator> {
  const nowMs = () => (options.clock ?? (() => new Date()))().getTime()
  const appId = 'wx00000000simulator'
  const secret = randomBytes(16).toString('hex')
  const codes = new Map<string, { openid: string; issuedAtMs: number; used: boolean }>()
  const exchanges = new Map<string, number[]>()
  const faults: WechatFault[] = []
  let calls = 0

  const exchange = (query: URLSearchParams): Record<string, unknown> => {
    if (query.get('appid') !== appId) return { errcode: 40013, errmsg: 'invalid appid' }
    if (query.get('secret') !== secret) return { errcode: 40125, errmsg: 'invalid appsecret' }
    if (query.get('grant_type') !== 'authorization_code') return { errcode: 40002, errmsg: 'invalid grant_type' }
    const code = query.get('js_code')
    if (!code) return { errcode: 41008, errmsg: 'missing code' }
    const known = codes.get(code)
    if (!known || nowMs() - known.issuedAtMs >= CODE_LIFE_MS) return { errcode: 40029, errmsg: 'invalid code' }
    const recent = (exchanges.get(known.openid) ?? []).filter((at) => nowMs() - at < MINUTE_MS)
    if (recent.length >= PER_MINUTE) return TOO_OFTEN
    exchanges.set(known.openid, [...recent, nowMs()])
    if (known.used) return { errcode: 40163, errmsg: 'code been used' }
    known.used = true
    return { openid: known.openid, session_key: randomBytes(16).toString('base64') }
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    calls += 1
    const url = new URL(request.url ?? '/', 'http://simulator')
    if (request.method !== 'GET' || url.pathname !== '/sns/jscode2session') {
      response.writeHead(404).end()
      return
    }
    const fault = faults.shift() ?? faultOf(url.searchParams.get('js_code'))
    if (fault) FAULTS[fault](response)
    else send(response, JSON.stringify(exchange(url.searchParams)))
  }

  return {
    ...(await startSimulatorServer(listener)),
    appId,
    secret,
    issueCode(openid) {
      for (const [code, { issuedAtMs }] of codes) {
        if (codes.size < CAPACITY && nowMs() - issuedAtMs < CODE_LIFE_MS) break
        codes.delete(code)
      }
      const code = `0${randomBytes(15).toString('base64url')}`
      codes.set(code, { openid, issuedAtMs: nowMs(), used: false })
      return code
    },
    failNext: (fault) => {
      faults.push(fault)
    },
    calls: () => calls,
  }
}

function send(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain' }).end(text)
}
