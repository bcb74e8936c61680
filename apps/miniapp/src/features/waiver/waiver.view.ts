import type { DeskWaiver, Waiver, WaiverDetail, WaiverEvent, WaiverQuote, WaiverStatus } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { Tone } from '../../components/tag'
import type { TimelineItem } from '../../components/timeline'
import { moment, yuan } from '../../lib/format'

const TONES: Readonly<Record<WaiverStatus, Tone>> = {
  quoted: 'neutral',
  reserved: 'amber',
  'in-use': 'accent',
  overdue: 'red',
  returned: 'amber',
  claimed: 'red',
  disputed: 'amber',
  resolved: 'amber',
  settled: 'green',
  cancelled: 'neutral',
}

export const toneOf = (status: WaiverStatus): Tone => TONES[status]

const KINDS: Readonly<Record<Waiver['kind'], string>> = { 'deposit-waiver': '免押', 'post-pay': '先享后付' }
export const kindTitle = (kind: Waiver['kind']): string => KINDS[kind]

/** 归还 for a thing that was lent, 结账 for what is paid afterwards. */
export const endVerb = (kind: Waiver['kind']): string => (kind === 'deposit-waiver' ? '归还' : '结账')

/** The lines of a quote; an amount of nothing is said as such. */
export const quoteFacts = ({ lines }: Pick<WaiverQuote, 'lines'>): Fact[] =>
  lines.map(({ title, amountFen, detail }) => ({ name: title, value: [amountFen === null ? '' : yuan(amountFen), detail ?? ''].filter((part) => part !== '').join('，') }))

export interface Next {
  act: 'confirm' | 'show' | 'answer' | 'dispute' | 'none'
  label: string
  why: string
}

/** The one thing the owner does with an order now. */
export function nextStep(order: Pick<Waiver, 'status' | 'confirmed' | 'kind' | 'payAtCounter' | 'pickUpUntil' | 'dueAt' | 'disputeUntil' | 'billFen'>): Next {
  const none = (why: string): Next => ({ act: 'none', label: '', why })
  switch (order.status) {
    case 'reserved':
      if (!order.confirmed) return { act: 'confirm', label: '去微信支付分确认', why: '确认后才能取用，现在不扣钱' }
      return { act: 'show', label: '出示取用码', why: order.pickUpUntil === null ? '到店出示' : `请在 ${moment(order.pickUpUntil)} 前到店取用` }
    case 'in-use':
      return none(order.dueAt === null ? '' : `请在 ${moment(order.dueAt)} 前到店${endVerb(order.kind)}`)
    case 'overdue':
      return { act: 'dispute', label: `已${endVerb(order.kind)}，门店没登记`, why: `已过约定时间，请尽快到店${endVerb(order.kind)}` }
    case 'claimed':
      return { act: 'answer', label: '同意赔偿', why: order.disputeUntil === null ? '' : `不同意的，请在 ${moment(order.disputeUntil)} 前提出异议` }
    case 'disputed':
      return none('主管单位核实后作出决定，在此之前不收取费用')
    case 'returned':
    case 'resolved':
      if (order.payAtCounter) return none('微信支付分不再代收，请到店付款')
      return none(order.billFen === null ? '店家验收后确定应付金额' : '微信支付分收款中')
    case 'quoted':
    case 'settled':
    case 'cancelled':
      return none('')
  }
}

/** Amounts of an order, those that are known. */
export function amountFacts(order: Pick<Waiver, 'useFen' | 'claimFen' | 'upheldFen' | 'discountFen' | 'billFen'>): Fact[] {
  const line = (name: string, fen: number | null): Fact[] => (fen === null ? [] : [{ name, value: yuan(fen) }])
  return [
    ...line('使用费', order.useFen),
    ...line('申请赔偿', order.claimFen),
    ...(order.claimFen === null ? [] : line('认定赔偿', order.upheldFen)),
    ...(order.discountFen === 0 ? [] : line('商户减免', order.discountFen)),
    ...line('应付', order.billFen),
  ]
}

export function orderFacts(order: WaiverDetail): Fact[] {
  const time = (name: string, at: string | null): Fact[] => (at === null ? [] : [{ name, value: moment(at) }])
  return [
    { name: '商户', value: order.storeName ?? order.merchantName },
    { name: '取用编号', value: order.orderNo },
    { name: order.kind === 'deposit-waiver' ? '免付押金' : '最多后付', value: yuan(order.holdFen) },
    ...time('下单', order.consentedAt),
    ...time('取用', order.handedOverAt),
    ...(order.returnedAt === null ? time(`应${endVerb(order.kind)}`, order.dueAt) : time(endVerb(order.kind), order.returnedAt)),
  ]
}

export const deskFacts = (order: DeskWaiver): Fact[] => [
  { name: '取用编号', value: order.orderNo },
  { name: '最多可收', value: yuan(order.mostFen) },
  ...(order.handedOverAt === null ? [] : [{ name: '取用', value: moment(order.handedOverAt) }]),
  ...(order.returnedAt === null ? (order.dueAt === null ? [] : [{ name: `应${endVerb(order.kind)}`, value: moment(order.dueAt) }]) : [{ name: endVerb(order.kind), value: moment(order.returnedAt) }]),
  ...(order.claimUntil === null || order.claimFen !== null || order.billFen !== null ? [] : [{ name: '申请赔偿截止', value: moment(order.claimUntil) }]),
]

const PARTIES: Readonly<Record<WaiverEvent['by'], string>> = { resident: '本人', merchant: '门店', office: '主管单位', system: '系统', 'wechat-pay': '微信支付分' }

/** Newest last; the last one is where the order stands. */
export const timelineOf = (events: readonly WaiverEvent[], over: boolean): TimelineItem[] =>
  events.map(({ at, title, by, amountFen }, i) => ({
    title: amountFen === null ? title : `${title}，${yuan(amountFen)}`,
    at: `${moment(at)} · ${PARTIES[by]}`,
    state: over || i < events.length - 1 ? 'done' : 'now',
  }))

/** `12.5` → 1250; undefined when it is no amount of yuan and fen. */
export function fenOf(text: string): number | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

export type DeskAction = 'return' | 'claim' | 'collect'

/** What the clerk may do with an order now. */
export function deskActions(order: Pick<DeskWaiver, 'status' | 'billFen' | 'claimUntil' | 'billSent' | 'payAtCounter' | 'paidAtCounter'>, now: number): DeskAction[] {
  if (order.status === 'in-use') return ['return']
  if (order.status === 'overdue') return ['return', 'claim']
  if (order.status === 'returned' && order.billFen === null) return order.claimUntil !== null && Date.parse(order.claimUntil) > now ? ['claim'] : []
  if ((order.status === 'returned' || order.status === 'resolved') && order.billFen !== null && !order.paidAtCounter && (order.billSent || order.payAtCounter)) return ['collect']
  return []
}
