import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** The book of a simulated 支付分: service orders and the states they may move through. */
export interface SimulatedOrder {
  outOrderNo: string
  orderId: string
  state: 'CREATED' | 'DOING' | 'DONE' | 'REVOKED' | 'EXPIRED'
  description: 'USER_CONFIRM' | 'MCH_COMPLETE' | null
  riskFundFen: number
  totalFen: number | null
  paid: boolean
  notifyUrl: string
  package: string
  /** What each call was made with, so that the identical one succeeds again and another fails. */
  made: Record<string, string>
}

export interface Answer {
  status: number
  body: Record<string, unknown>
}

type Json = Record<string, unknown>

const refusal = (status: number, code: string, message: string): Answer => ({ status, body: { code, message } })
const badState = (order: SimulatedOrder): Answer => refusal(400, 'INVALID_ORDER_STATE', `state is ${order.state}${order.description ? ` ${order.description}` : ''}`)
const differs = (): Answer => refusal(400, 'INVALID_REQUEST', 'the order number was used with other parameters')
const badParam = (message: string): Answer => refusal(400, 'PARAM_ERROR', message)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const amounts = (value: unknown): number[] | undefined => {
  if (value === undefined) return []
  if (!Array.isArray(value)) return undefined
  const list = value.map((line: unknown) => (typeof line === 'object' && line !== null && 'amount' in line && Number.isSafeInteger(line.amount) ? Number(line.amount) : NaN))
  return list.some((n) => Number.isNaN(n) || n < 0) ? undefined : list
}

/** Total of a bill, or what is wrong with it. */
function totalOf(json: Json, riskFundFen: number): number | Answer {
  const [payments, discounts] = [amounts(json['post_payments']), amounts(json['post_discounts'])]
  if (!payments || payments.length === 0 || !discounts) return badParam('post_payments')
  const total = [...payments, ...discounts.map((n) => -n)].reduce((sum, n) => sum + n, 0)
  if (total !== json['total_amount'] || total < 0) return badParam('total_amount is not payments minus discounts')
  if (total > riskFundFen) return badParam('total_amount is above the risk fund')
  return total
}

/** `file`: where the book is kept over restarts of the demo; absent: in memory. */
export function createPayScoreOrders(shop: { mchId: string; serviceId: string; file?: string | undefined }) {
  const { file } = shop
  const orders = new Map<string, SimulatedOrder>(file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, SimulatedOrder][]) : [])
  const save = () => {
    if (file) writeFileSync(file, JSON.stringify([...orders]))
  }
  const made = (json: Json): string => JSON.stringify(json)

  const present = (order: SimulatedOrder): Json => ({
    mchid: shop.mchId,
    service_id: shop.serviceId,
    out_order_no: order.outOrderNo,
    order_id: order.orderId,
    state: order.state,
    ...(order.description ? { state_description: order.description } : {}),
    risk_fund: { amount: order.riskFundFen },
    ...(order.totalFen === null ? {} : { total_amount: order.totalFen, need_collection: order.totalFen > 0 }),
    ...(order.totalFen === null || order.totalFen === 0 ? {} : { collection: { state: order.paid ? 'USER_PAID' : 'USER_PAYING', total_amount: order.totalFen, paid_amount: order.paid ? order.totalFen : 0 } }),
  })
  /** Cancel, modify, complete and sync name the order without its state, as the real ones do. */
  const named = (order: SimulatedOrder): Answer => ({ status: 200, body: { mchid: shop.mchId, service_id: shop.serviceId, out_order_no: order.outOrderNo, order_id: order.orderId } })

  function create(json: Json): Answer {
    const outOrderNo = text(json['out_order_no'])
    const fund = json['risk_fund'] as { name?: unknown; amount?: unknown } | undefined
    if (!/^[\w|*-]{1,32}$/.test(outOrderNo)) return badParam('out_order_no')
    if (json['service_id'] !== shop.serviceId) return badParam('service_id')
    const introduction = text(json['service_introduction'])
    if (introduction === '' || Array.from(introduction).length > 20) return badParam('service_introduction')
    if (!fund || !Number.isSafeInteger(fund.amount) || Number(fund.amount) <= 0) return badParam('risk_fund')
    if (!/^https?:/.test(text(json['notify_url'])) || text(json['openid']) === '') return badParam('notify_url')
    const before = orders.get(outOrderNo)
    if (before) return before.made['create'] === made(json) ? { status: 200, body: { ...present(before), package: before.package } } : differs()
    const order: SimulatedOrder = {
      outOrderNo,
      orderId: randomBytes(14).toString('hex'),
      state: 'CREATED',
      description: null,
      riskFundFen: Number(fund.amount),
      totalFen: null,
      paid: false,
      notifyUrl: text(json['notify_url']),
      package: randomBytes(40).toString('base64url'),
      made: { create: made(json) },
    }
    orders.set(outOrderNo, order)
    save()
    return { status: 200, body: { ...present(order), package: order.package } }
  }

  function query(search: URLSearchParams): Answer {
    const [outOrderNo, queryId] = [search.get('out_order_no'), search.get('query_id')]
    if ((outOrderNo === null) === (queryId === null)) return badParam('exactly one of out_order_no and query_id')
    const order = outOrderNo === null ? undefined : orders.get(outOrderNo)
    return order ? { status: 200, body: present(order) } : refusal(404, 'ORDER_NOT_EXIST', 'no such order')
  }

  /** The identical call again: it has had its effect. */
  const isRepeat = (order: SimulatedOrder, action: string, json: Json): boolean => order.made[action] === made(json)

  function cancel(order: SimulatedOrder, json: Json): Answer {
    if (isRepeat(order, 'cancel', json)) return named(order)
    if (order.state !== 'CREATED' && !(order.state === 'DOING' && order.description === 'USER_CONFIRM')) return badState(order)
    Object.assign(order, { state: 'REVOKED', description: null })
    order.made['cancel'] = made(json)
    return named(order)
  }

  function complete(order: SimulatedOrder, json: Json): Answer {
    if (isRepeat(order, 'complete', json)) return named(order)
    if (order.made['complete'] !== undefined) return differs()
    if (order.state !== 'DOING') return badState(order)
    const total = totalOf(json, order.riskFundFen)
    if (typeof total !== 'number') return total
    order.made['complete'] = made(json)
    order.totalFen = total
    order.description = 'MCH_COMPLETE'
    if (total === 0) Object.assign(order, { state: 'DONE', description: null, paid: true })
    return named(order)
  }

  function modify(order: SimulatedOrder, json: Json): Answer {
    if (isRepeat(order, 'modify', json)) return named(order)
    if (order.state !== 'DOING' || order.description !== 'MCH_COMPLETE' || order.paid) return badState(order)
    const total = totalOf(json, order.riskFundFen)
    if (typeof total !== 'number') return total
    if (total >= (order.totalFen ?? 0)) return badParam('total_amount may only be lowered')
    order.made['modify'] = made(json)
    order.totalFen = total
    if (total === 0) Object.assign(order, { state: 'DONE', description: null, paid: true })
    return named(order)
  }

  function sync(order: SimulatedOrder, json: Json): Answer {
    if (isRepeat(order, 'sync', json)) return named(order)
    if (json['type'] !== 'Order_Paid' || order.state !== 'DOING' || order.description !== 'MCH_COMPLETE') return badState(order)
    order.made['sync'] = made(json)
    Object.assign(order, { state: 'DONE', description: null, paid: true })
    return named(order)
  }

  const actions: Record<string, (order: SimulatedOrder, json: Json) => Answer> = { cancel, complete, modify, sync }
  const change = (outOrderNo: string, from: (order: SimulatedOrder) => boolean, to: Partial<SimulatedOrder>): SimulatedOrder | undefined => {
    const order = orders.get(outOrderNo)
    if (!order || !from(order)) return undefined
    Object.assign(order, to)
    save()
    return order
  }

  return {
    create,
    query,
    present,
    act(outOrderNo: string, action: string, json: Json): Answer {
      const order = orders.get(outOrderNo)
      if (!order) return refusal(404, 'ORDER_NOT_EXIST', 'no such order')
      const answer = actions[action]?.(order, json) ?? refusal(404, 'RESOURCE_NOT_EXISTS', 'no such action')
      save()
      return answer
    },
    find: (outOrderNo: string) => orders.get(outOrderNo),
    confirm: (outOrderNo: string) => change(outOrderNo, (o) => o.state === 'CREATED', { state: 'DOING', description: 'USER_CONFIRM' }),
    pay: (outOrderNo: string) => change(outOrderNo, (o) => o.state === 'DOING' && o.description === 'MCH_COMPLETE' && !o.paid, { state: 'DONE', description: null, paid: true }),
    expire: (outOrderNo: string) => change(outOrderNo, (o) => o.state === 'CREATED' || o.state === 'DOING', { state: 'EXPIRED', description: null }),
  }
}
