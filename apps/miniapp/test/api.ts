import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  /** `POST /vouchers`, below /api/v1. */
  call: string
  headers: IncomingHttpHeaders
  body: unknown
}

export type Answer = { status?: number; body: unknown } | 'hang up'

export interface TestApi {
  seen: Asked[]
  /** What is answered next; 'hang up' ends the connection without an answer. */
  answer: (asked: Asked) => Answer
  stop: () => Promise<void>
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}

/** A real HTTP server for `lib/request` to talk to. */
export async function startApi(): Promise<TestApi> {
  const api: TestApi = { seen: [], answer: () => ({ status: 404, body: {} }), stop: () => new Promise((stopped) => server.close(() => stopped())) }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*', 'access-control-expose-headers': '*', connection: 'close' }
    if (request.method === 'OPTIONS') {
      response.writeHead(204, cors).end()
      return
    }
    const text = await textOf(request)
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const asked = { call: `${request.method ?? ''} ${(request.url ?? '').replace('/api/v1', '')}`, headers: request.headers, body }
    api.seen.push(asked)
    const answer = api.answer(asked)
    if (answer === 'hang up') request.socket.destroy()
    else response.writeHead(answer.status ?? 200, { ...cors, 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  Reflect.set(globalThis, '__api', `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`)
  return api
}
