import type { ConsoleWaiver, ConsoleWaiverDetail, DeskWaiver, OpenWaiver, Waiver, WaiverDetail, WaiverEvent, WaiverQuote } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { findMerchants, findStoreNames } from '../merchant/merchant.store'
import { SEAL_DECISION, SEAL_DISPUTE } from './answer-claim'
import { SEAL_CLAIM } from './claim-damage'
import { findUsedExposure } from './exposure.store'
import { statusTitle, yuan } from './move-waiver'
import { limitOf, waiverPolicy } from './waiver-policy'
import { WAIVER_EVENTS } from './waiver.lifecycle'
import { listPhotoIds, listWaiverEvents, type WaiverEventRow, type WaiverRow } from './waiver.store'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
const openText = (ctx: Ctx, sealed: string | null, context: string): string | null => (sealed === null ? null : ctx.keys.sealer.open(sealed, context))

/** Told across a counter to find the order: the end of its id. No secret. */
const orderNo = (row: WaiverRow): string => row.id.slice(-6).toUpperCase()

const EVENT_TITLES: Readonly<Record<string, string>> = {
  'waiver.reserved': '同意条款并下单',
  'waiver.confirmed': '微信支付分确认',
  'waiver.cancelled': '本人取消',
  'waiver.lapsed': '没有取用，订单取消',
  'waiver.withdrawn': '商户终止合作，订单取消',
  'waiver.refused': '微信支付分没有通过',
  'waiver.handed-over': '到店取用',
  'waiver.taken-back': '取用已撤销',
  'waiver.reminded': '提醒',
  'waiver.overdue': '超过约定时间',
  'waiver.returned': '店员登记归还',
  'waiver.claimed': '商户申请赔偿',
  'waiver.claim-accepted': '本人同意赔偿',
  'waiver.claim-stood': '没有提出异议，按申请赔偿',
  'waiver.disputed': '本人提出异议',
  'waiver.decided': '主管单位作出决定',
  [WAIVER_EVENTS.bill]: '确定应付金额',
  [WAIVER_EVENTS.reduce]: '商户减免',
  [WAIVER_EVENTS.handedOverLate]: '门店断网时已交付，订单在此之前已取消',
  [WAIVER_EVENTS.paidAtCounter]: '在店付款',
  [WAIVER_EVENTS.payScoreEnded]: '微信支付分不再代收，请在店付款',
  'waiver.settled': '结清',
}

const eventTitle = (event: string, kind: WaiverRow['kind']): string => (event === 'waiver.returned' && kind === 'post-pay' ? '店员登记结账' : (EVENT_TITLES[event] ?? event))

const presentEvent = (row: WaiverEventRow, kind: WaiverRow['kind']): WaiverEvent => ({ at: row.at.toISOString(), title: eventTitle(row.event, kind), by: row.by, amountFen: row.amountFen })

/** Money and times both sides may see. */
const common = (row: WaiverRow) => ({
  waiverId: row.id,
  orderNo: orderNo(row),
  kind: row.kind,
  title: row.title,
  status: row.status,
  statusTitle: statusTitle(row),
  handedOverAt: iso(row.handedOverAt),
  dueAt: iso(row.dueAt),
  returnedAt: iso(row.returnedAt),
  claimUntil: iso(row.claimUntil),
  disputeUntil: iso(row.disputeUntil),
  useFen: row.useFen,
  claimFen: row.claimFen,
  upheldFen: row.upheldFen,
  discountFen: row.discountFen,
  billFen: row.billFen,
  settledAt: iso(row.settledAt),
})

/** Everything that will or may be owed, in words, before anybody agrees to it. */
function promises(ctx: Ctx, row: WaiverRow): WaiverQuote['lines'] {
  const policy = waiverPolicy(ctx)
  const back = row.kind === 'deposit-waiver' ? '归还' : '结账'
  return [
    row.kind === 'deposit-waiver' ? { title: '不用付的押金', amountFen: row.holdFen, detail: null } : { title: '先享后付', amountFen: row.holdFen, detail: '当场不用付款' },
    { title: '现在支付', amountFen: 0, detail: null },
    { title: '最多会收', amountFen: row.holdFen, detail: '使用费、赔偿加在一起，不会超过这个数' },
    { title: '使用费', amountFen: null, detail: `按门店标价，${back}时由店员登记，您会先收到账单` },
    { title: `${back}时间`, amountFen: null, detail: `取用后 ${row.useDays} 天内；到期前会提醒您` },
    { title: '损坏或丢失', amountFen: null, detail: `${back}时店员登记完好的，商户不能再申请赔偿；没有的，可在 ${policy.claimHours} 小时内拍照举证申请，逾期没有${back}的也可以；您有 ${policy.disputeDays} 天可以提出异议` },
    { title: '取用前取消', amountFen: 0, detail: `${policy.pickUpHours} 小时内没有取用会自动取消，不收费` },
  ]
}

export async function presentQuote(ctx: Ctx, row: WaiverRow): Promise<WaiverQuote> {
  const [limitFen, usedFen] = [await limitOf(ctx, row.subjectId), await findUsedExposure(ctx.db, row.subjectId)]
  const merchants = await findMerchants(ctx.db, [row.merchantId])
  const freeFen = Math.max(0, limitFen - usedFen)
  return {
    waiverId: row.id,
    perkId: row.perkId,
    kind: row.kind,
    title: row.title,
    benefit: row.benefit,
    merchantName: merchants.get(row.merchantId)?.name ?? '',
    holdFen: row.holdFen,
    lines: promises(ctx, row),
    textVersion: row.termsVersion,
    terms: row.terms,
    quoteUntil: row.quoteUntil.toISOString(),
    freeFen,
    fits: row.holdFen <= freeFen,
    sentence: row.holdFen <= freeFen ? `办理后您还可用 ${yuan(freeFen - row.holdFen)}额度` : `这一单需要 ${yuan(row.holdFen)}额度，您还可用 ${yuan(freeFen)}`,
  }
}

/** Orders as their owner sees them in a list. */
export async function presentWaivers(ctx: Ctx, rows: readonly WaiverRow[]): Promise<Waiver[]> {
  const merchants = await findMerchants(
    ctx.db,
    rows.map((r) => r.merchantId),
  )
  const stores = await findStoreNames(
    ctx.db,
    rows.flatMap((r) => (r.storeId ? [r.storeId] : [])),
  )
  return rows.map((row) => ({
    ...common(row),
    perkId: row.perkId,
    benefit: row.benefit,
    merchantName: merchants.get(row.merchantId)?.name ?? '',
    storeName: row.storeId ? (stores.get(row.storeId) ?? null) : null,
    holdFen: row.holdFen,
    confirmed: row.payState !== 'none' && row.payState !== 'asked',
    pickUpUntil: iso(row.pickUpUntil),
    voucherId: row.voucherId,
    // 支付分 collects nothing any more: what is owed is paid at the counter.
    payAtCounter: row.payState === 'ended' && row.billFen !== null && row.settledAt === null,
  }))
}

export async function presentWaiver(ctx: Ctx, row: WaiverRow): Promise<WaiverDetail> {
  const [waiver] = await presentWaivers(ctx, [row])
  if (!waiver) throw new Error('an order that presents as nothing')
  const { payScore } = ctx.gateways
  return {
    ...waiver,
    consentedAt: iso(row.consentedAt),
    terms: row.terms,
    claimReason: openText(ctx, row.claimReasonSealed, SEAL_CLAIM),
    disputeReason: openText(ctx, row.disputeReasonSealed, SEAL_DISPUTE),
    decision: openText(ctx, row.decisionSealed, SEAL_DECISION),
    photoIds: row.claimedAt ? await listPhotoIds(ctx.db, row.id) : [],
    timeline: (await listWaiverEvents(ctx.db, row.id)).map((e) => presentEvent(e, row.kind)),
    confirmation: row.payState === 'asked' && row.payPackage && payScore ? payScore.confirmation(row.payPackage, ctx.now) : null,
  }
}

/** The merchant's half: order, item, times and amounts. Never who, nor their score or limit. */
export const presentDeskWaiver = async (ctx: Ctx, row: WaiverRow, storeName: string): Promise<DeskWaiver> => ({
  ...common(row),
  storeId: row.storeId ?? '',
  storeName,
  mostFen: row.holdFen,
  payAtCounter: row.payState === 'ended' && row.billFen !== null && row.settledAt === null,
  billSent: row.payState === 'billed',
  paidAtCounter: row.paidAtCounterAt !== null,
  claimReason: openText(ctx, row.claimReasonSealed, SEAL_CLAIM),
  decision: openText(ctx, row.decisionSealed, SEAL_DECISION),
  photoIds: await listPhotoIds(ctx.db, row.id),
  timeline: (await listWaiverEvents(ctx.db, row.id)).filter((e) => e.event !== 'waiver.reminded').map((e) => presentEvent(e, row.kind)),
})

export async function presentConsoleWaivers(ctx: Ctx, rows: readonly WaiverRow[]): Promise<ConsoleWaiver[]> {
  return (await presentWaivers(ctx, rows)).map((w, i) => ({ ...w, merchantId: rows[i]?.merchantId ?? '', reservedAt: iso(rows[i]?.consentedAt ?? null), disputedAt: iso(rows[i]?.disputedAt ?? null) }))
}

export async function presentConsoleWaiver(ctx: Ctx, row: WaiverRow): Promise<ConsoleWaiverDetail> {
  const [listed] = await presentConsoleWaivers(ctx, [row])
  const { terms, claimReason, disputeReason, decision, photoIds, timeline } = await presentWaiver(ctx, row)
  if (!listed) throw new Error('an order that presents as nothing')
  return { ...listed, terms, claimReason, disputeReason, decision, photoIds, timeline }
}

/** What happens to an open order of somebody who closes the score or leaves. */
const AFTERWARDS: Readonly<Partial<Record<WaiverRow['status'], string>>> = {
  reserved: '还没有取用，可以取消，不收费',
  'in-use': '按约定使用和归还，应付金额不变',
  overdue: '请尽快到店办理，应付金额以您同意的上限为限；已归还的可以提出异议',
  returned: '等待验收和收款',
  claimed: '您仍可以同意或提出异议',
  disputed: '异议照常处理，结果照常告知',
  resolved: '等待收款',
}

export async function presentOpenWaivers(ctx: Ctx, rows: readonly WaiverRow[]): Promise<OpenWaiver[]> {
  return (await presentWaivers(ctx, rows)).map((w) => ({ waiverId: w.waiverId, title: w.title, merchantName: w.merchantName, statusTitle: w.statusTitle, amountFen: w.billFen ?? w.holdFen, afterwards: AFTERWARDS[w.status] ?? '' }))
}
