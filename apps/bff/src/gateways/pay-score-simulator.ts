import { generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { parseJson } from './fetch-text'
import { createPayScoreOrders, type Answer, type SimulatedOrder } from './pay-score-simulator-orders'
import type { PayScoreOptions } from './pay-score'
import { isAuthorized, platformHeaders, sealResource } from './pay-score-wire'
import { type SimulatorServer, startSimulatorServer } from './simulator-server'

/** `lost-answer`: the call takes effect and its answer never comes. `bad-signature`: the answer is signed by somebody else. */
type PayScoreFault = 'timeout' | 'system' | 'lost-answer' | 'bad-signature' | 'no-auth'

/** How callbacks leave: `held` keeps them for the test to deliver in whatever order. */
type Delivery = 'once' | 'twice' | 'lost' | 'held'

export interface Callback {
  url: string
  headers: Record<string, string>
  body: string
}

export interface PayScoreSimulator extends SimulatorServer {
  /** What the real client needs to talk to this server; `notifyUrl` and `appId` are the caller's. */
  options: Pick<PayScoreOptions, 'baseUrl' | 'serviceId' | 'merchant' | 'platform' | 'apiV3Key' | 'apiV2Key'>
  /** The user opens WeChat and confirms. False when there is nothing to confirm. */
  confirm(outOrderNo: string): Promise<boolean>
  /** The user pays what was completed. */
  pay(outOrderNo: string): Promise<boolean>
  /** Thirty days have passed. */
  expire(outOrderNo: string): Promise<boolean>
  /** Whether users pay the moment an order is completed (the default), as most do. */
  setAutoPay(on: boolean): void
  setDelivery(delivery: Delivery): void
  held(): Callback[]
  failNext(fault: PayScoreFault): void
  order(outOrderNo: string): Readonly<SimulatedOrder> | undefined
  /** Calls that reached the server, refused ones included, as `POST complete`. */
  calls(): readonly string[]
}

const PATH = '/v3/payscore/serviceorder'
const MAX_BYTES = 64 * 1024
const SERIALS = { merchant: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C', platform: 'PUB_KEY_ID_0000000000000000000000000000' }

const refusal = (status: number, code: string, message: string): Answer => ({ status, body: { code, message } })

/** A local 支付分 v3: signatures, states and refusals of the real one over HTTP, and its callbacks. `file` keeps its orders over restarts. Demo and tests only. */
export async function startPayScoreSimulator(options: { clock?: () => Date; file?: string } = {}): Promise<PayScoreSimulator> {
  const clock = options.clock ?? (() => new Date())
  const pair = () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const [merchantKeys, platformKeys] = await Promise.all([pair(), pair()])
  const mchId = '1900000001'
  const serviceId = 'simulator00000000000000000000001'
  const apiV3Key = randomBytes(16).toString('hex')
  const apiV2Key = randomBytes(16).toString('hex')
  const orders = createPayScoreOrders({ mchId, serviceId, file: options.file })
  const faults: PayScoreFault[] = []
  const seen: string[] = []
  const held: Callback[] = []
  let autoPay = true
  let delivery: Delivery = 'once'

  async function notify(order: SimulatedOrder, event: string): Promise<void> {
    if (delivery === 'lost') return
    const resource = sealResource(JSON.stringify(orders.present(order)), apiV3Key)
    const body = JSON.stringify({ id: randomBytes(16).toString('hex'), create_time: clock().toISOString(), event_type: event, resource_type: 'encrypt-resource', summary: event, resource })
    const callback: Callback = { url: order.notifyUrl, body, headers: { 'content-type': 'application/json', ...platformHeaders(body, clock(), { serial: SERIALS.platform, key: platformKeys.privateKey }) } }
    if (delivery === 'held') return void held.push(callback)
    for (let i = 0; i < (delivery === 'twice' ? 2 : 1); i += 1) {
      // Nobody listening is a lost callback: the other side polls.
      await fetch(callback.url, { method: 'POST', headers: callback.headers, body }).then((r) => r.arrayBuffer(), () => undefined)
    }
  }

  const pay = async (outOrderNo: string): Promise<boolean> => {
    const paid = orders.pay(outOrderNo)
    if (paid) await notify(paid, 'PAYSCORE.USER_PAID')
    return paid !== undefined
  }

  function route(request: IncomingMessage, body: string): Answer {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const json = parseJson(body) as Record<string, unknown> | undefined
    if (request.method === 'GET' && url.pathname === PATH) return orders.query(url.searchParams)
    if (request.method !== 'POST' || typeof json !== 'object') return refusal(404, 'RESOURCE_NOT_EXISTS', 'no such resource')
    if (url.pathname === PATH) return orders.create(json)
    const [, outOrderNo = '', action = ''] = new RegExp(`^${PATH}/([^/]+)/(cancel|modify|complete|sync)$`).exec(url.pathname) ?? []
    if (action === '') return refusal(404, 'RESOURCE_NOT_EXISTS', 'no such resource')
    const answer = orders.act(decodeURIComponent(outOrderNo), action, json)
    if (action === 'complete' && answer.status === 200 && autoPay) setImmediate(() => void pay(decodeURIComponent(outOrderNo)))
    return answer
  }

  const reply = (response: ServerResponse, answer: Answer, key: KeyObject) => {
    const text = JSON.stringify(answer.body)
    response.writeHead(answer.status, { 'content-type': 'application/json', ...platformHeaders(text, clock(), { serial: SERIALS.platform, key }) }).end(text)
  }

  const server = await startSimulatorServer((request, response) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MAX_BYTES) request.destroy()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      seen.push(`${request.method} ${/\/(cancel|modify|complete|sync)$/.exec(request.url ?? '')?.[1] ?? (request.method === 'GET' ? 'query' : 'create')}`)
      const fault = faults.shift()
      if (fault === 'timeout') return
      if (fault === 'system') return reply(response, refusal(500, 'SYSTEM_ERROR', 'system error'), platformKeys.privateKey)
      if (!isAuthorized(request.headers.authorization, { method: request.method ?? '', path: request.url ?? '', body, now: clock() }, { mchId, serial: SERIALS.merchant, publicKey: merchantKeys.publicKey })) {
        return reply(response, refusal(401, 'SIGN_ERROR', 'bad signature'), platformKeys.privateKey)
      }
      if (fault === 'no-auth') return reply(response, refusal(403, 'NO_AUTH', 'the user may not use this service'), platformKeys.privateKey)
      const answer = route(request, body)
      if (fault === 'lost-answer') return void response.socket?.destroy()
      return reply(response, answer, fault === 'bad-signature' ? merchantKeys.privateKey : platformKeys.privateKey)
    })
  })

  return {
    ...server,
    options: {
      baseUrl: server.origin,
      serviceId,
      merchant: { mchId, serial: SERIALS.merchant, key: merchantKeys.privateKey },
      platform: { serial: SERIALS.platform, publicKey: platformKeys.publicKey },
      apiV3Key,
      apiV2Key,
    },
    async confirm(outOrderNo) {
      const confirmed = orders.confirm(outOrderNo)
      if (confirmed) await notify(confirmed, 'PAYSCORE.USER_CONFIRM')
      return confirmed !== undefined
    },
    pay,
    expire: async (outOrderNo) => orders.expire(outOrderNo) !== undefined,
    setAutoPay: (on) => {
      autoPay = on
    },
    setDelivery: (next) => {
      delivery = next
    },
    held: () => held,
    failNext: (fault) => void faults.push(fault),
    order: (outOrderNo) => orders.find(outOrderNo),
    calls: () => seen,
  }
}
