import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { parseJson } from './fetch-text'
import { type SimulatorServer, startSimulatorServer } from './simulator-server'

export interface ChannelBehaviour {
  /** How many calls fail with 503 before one is answered. */
  failFirst?: number
  /** How often it is asked before it says done; `Infinity`: never. */
  doneAfterAsks?: number
  /** How long it takes to answer. */
  delayMs?: number
}

export interface RepairChannelSimulator extends SimulatorServer {
  token: string
  /** How a channel behaves from now on. Without: received at once, done when asked once. */
  behave(channel: string, behaviour: ChannelBehaviour): void
  /** What arrived, in order; the same request once. */
  requests(): readonly { channel: string; requestId: string; direction: string }[]
}

const Request = z.object({ requestId: z.string(), recordId: z.string(), direction: z.enum(['remove', 'restore']), uscc: z.string().nullable(), documentNumber: z.string().nullable(), since: z.string() })
const MAX_BYTES = 4096

/** Channels that are slow, fail and confirm later. Demo and tests only. */
export async function startRepairChannelSimulator(): Promise<RepairChannelSimulator> {
  const token = randomBytes(24).toString('base64url')
  const behaviours = new Map<string, ChannelBehaviour>()
  const failed = new Map<string, number>()
  const known = new Map<string, { channel: string; requestId: string; direction: string; reference: string; asks: number }>()

  const answer = (request: IncomingMessage, body: Buffer): [number, unknown] => {
    const [, channel = '', reference = ''] = /^\/channels\/([\w-]+)\/requests(?:\/([\w-]+))?$/.exec(request.url ?? '') ?? []
    if (request.headers.authorization !== `Bearer ${token}`) return [401, { error: 'unauthorized' }]
    if (!channel) return [404, { error: 'not found' }]
    const behaviour = behaviours.get(channel) ?? {}
    const failures = failed.get(channel) ?? 0
    if (failures < (behaviour.failFirst ?? 0)) {
      failed.set(channel, failures + 1)
      return [503, { error: 'unavailable' }]
    }
    if (request.method === 'GET') {
      const found = [...known.values()].find((r) => r.channel === channel && r.reference === reference)
      if (!found) return [404, { error: 'not found' }]
      found.asks += 1
      return [200, { reference, state: found.asks >= (behaviour.doneAfterAsks ?? 1) ? 'done' : 'received' }]
    }
    const parsed = Request.safeParse(parseJson(body.toString('utf8')))
    if (!parsed.success) return [400, { error: 'bad request' }]
    const key = `${channel} ${parsed.data.requestId}`
    const found = known.get(key) ?? { channel, requestId: parsed.data.requestId, direction: parsed.data.direction, reference: randomBytes(9).toString('hex'), asks: 0 }
    known.set(key, found)
    return behaviour.doneAfterAsks === 0 ? [200, { reference: found.reference, state: 'done' }] : [202, { reference: found.reference, state: 'received' }]
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
      const [, channel = ''] = /^\/channels\/([\w-]+)\//.exec(request.url ?? '') ?? []
      setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)), behaviours.get(channel)?.delayMs ?? 0)
    })
  })
  return {
    ...server,
    token,
    behave(channel, behaviour) {
      behaviours.set(channel, behaviour)
      failed.delete(channel)
    },
    requests: () => [...known.values()].map(({ channel, requestId, direction }) => ({ channel, requestId, direction })),
  }
}
