import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from './fetch-text'
import { type SimulatorServer, startSimulatorServer } from './simulator-server'

export interface RealNameSimulator extends SimulatorServer {
  /** Where to POST. */
  url: string
  token: string
  /** While false every call is answered 503. */
  setAvailable(available: boolean): void
  calls(): number
}

const Question = z.object({ name: z.string(), idNumber: z.string() })
const MAX_BYTES = 4096

/** A local real-name authority. `lookup` is its register: the name that belongs to an id number, undefined when nobody has it. Demo and tests only. */
export async function startRealNameSimulator(lookup: (idNumber: string) => string | undefined): Promise<RealNameSimulator> {
  const token = randomBytes(24).toString('base64url')
  let available = true
  let calls = 0

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    calls += 1
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_BYTES) request.destroy()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      if (!available) return send(response, 503, { error: 'unavailable' })
      if (request.headers.authorization !== `Bearer ${token}`) return send(response, 401, { error: 'unauthorized' })
      if (request.method !== 'POST' || request.url !== '/v1/verify') return send(response, 404, { error: 'not found' })
      const question = Question.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')))
      if (!question.success) return send(response, 400, { error: 'bad request' })
      return send(response, 200, { result: lookup(question.data.idNumber) === question.data.name ? 'match' : 'mismatch' })
    })
  }

  const server = await startSimulatorServer(listener)
  return {
    ...server,
    url: `${server.origin}/v1/verify`,
    token,
    setAvailable: (now) => {
      available = now
    },
    calls: () => calls,
  }
}

const send = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
