import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from './fetch-text'
import type { Enterprise } from './gateways'
import { type SimulatorServer, startSimulatorServer } from './simulator-server'

export interface RegistrySimulator extends SimulatorServer {
  /** Where to POST. */
  url: string
  token: string
  /** While false every call is answered 503. */
  setAvailable(available: boolean): void
}

/** The legal representative of a firm and, where the register has it, the firm's own entry. */
export type RepresentativeLookup = (uscc: string) => { name: string; idNumber: string; enterprise?: Enterprise } | undefined

const Question = z.union([z.object({ uscc: z.string(), name: z.string(), idNumber: z.string() }), z.strictObject({ uscc: z.string() })])
const MAX_BYTES = 4096

/** A local enterprise registry. `lookup` knows each firm and its legal representative. Demo and tests only. */
export async function startRegistrySimulator(lookup: RepresentativeLookup): Promise<RegistrySimulator> {
  const token = randomBytes(24).toString('base64url')
  let available = true

  const answer = (request: IncomingMessage, body: Buffer): [number, unknown] => {
    if (!available) return [503, { error: 'unavailable' }]
    if (request.headers.authorization !== `Bearer ${token}`) return [401, { error: 'unauthorized' }]
    if (request.method !== 'POST' || request.url !== '/v1/representative') return [404, { error: 'not found' }]
    const question = Question.safeParse(parseJson(body.toString('utf8')))
    if (!question.success) return [400, { error: 'bad request' }]
    const known = lookup(question.data.uscc)
    if (!('idNumber' in question.data)) return [200, { enterprise: known?.enterprise ?? null }]
    return [200, { representative: known?.name === question.data.name && known.idNumber === question.data.idNumber }]
  }

  const server = await startSimulatorServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_BYTES) request.destroy()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      const [status, body] = answer(request, Buffer.concat(chunks))
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  return {
    ...server,
    url: `${server.origin}/v1/representative`,
    token,
    setAvailable: (now) => {
      available = now
    },
  }
}
