import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { session } from '../lib/session'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}

export interface Answer {
  status?: number
  json?: unknown
  text?: string
  headers?: Record<string, string | string[]>
  /** Break the connection instead of answering. */
  drop?: boolean
}

export type Handler = (asked: Asked) => Answer | Promise<Answer>

declare global {
  interface Window {
    happyDOM?: { setURL: (url: string) => void }
  }
}

/** A real HTTP server that stands where the bff stands; keys are those of the contract with real values in the path: `GET /console/merchants/mer_…`. */
export async function serve(handlers: Record<string, Handler>): Promise<{ asked: Asked[]; close: () => Promise<void> }> {
  const asked: Asked[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const one: Asked = { method: request.method ?? '', path: url.pathname.replace('/api/v1', ''), query: url.searchParams, headers: request.headers, body: Buffer.concat(chunks).toString() }
    asked.push(one)
    const handler = handlers[`${one.method} ${one.path}`]
    const found: Answer = handler ? await handler(one) : problem(404, 'NOT_FOUND', '没有找到')
    if (found.drop === true) {
      request.socket.destroy()
      return
    }
    response.writeHead(found.status ?? 200, { 'content-type': found.json === undefined ? 'text/html' : 'application/json', ...found.headers })
    response.end(found.json === undefined ? (found.text ?? '') : JSON.stringify(found.json))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  window.happyDOM?.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/console/`)
  return {
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const problem = (status: number, code: string, title: string, more: Record<string, unknown> = {}): Answer => ({
  status,
  json: { type: `https://xinhui.example/problems/${code.toLowerCase()}`, title, status, code, requestId: 'req_1', ...more },
  headers: { 'content-type': 'application/problem+json' },
})

/** A valid id of the contract: prefix, then a number in 26 characters. */
export const id = (prefix: string, number: number) => `${prefix}_0${String(number).padStart(25, '0')}`

type Grant = Parameters<typeof session.open>[0]

export const grant = (accessToken: string, roles: Grant['staff']['roles'] = ['administrator']): Grant => ({
  accessToken,
  accessExpiresAt: new Date(Date.now() + 600_000).toISOString(),
  staff: { staffId: id('stf', 1), username: 'admin', displayName: '管理员', roles, merchantId: null, lenderId: null },
})

export const bearer = (asked: Asked) => asked.headers.authorization?.replace('Bearer ', '')
