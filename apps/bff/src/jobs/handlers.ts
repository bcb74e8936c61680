import type { Ctx } from '../context'
import { deliverWebhook } from '../modules/loan-application/deliver-webhook'
import { followLender } from '../modules/loan-application/follow-lender'
import { SUPPORT_EVENTS } from '../modules/loan-programme/loan-programme.lifecycle'
import { tellSupported } from '../modules/loan-programme/tell-supported'
import { requestRematch } from '../modules/loan-request/rematch-requests'
import { OFFER_EVENTS } from '../modules/lender/product.lifecycle'
import { reconcileSeriousList } from '../modules/merchant/reconcile-serious-list'
import { tellAgreement } from '../modules/merchant/sign-agreement'
import { tellResumed, tellSuspended } from '../modules/merchant/tell-holders'
import type { Topic } from '../modules/outbox/enqueue'
import { continueInvitations } from '../modules/monitoring/invite-repair'
import { tellRevised, tellWithdrawn } from '../modules/publication/tell-withdrawn'
import { recordTest } from '../modules/perk/record-test'
import { tellStock } from '../modules/perk/warn-stock'
import { watchRedemption } from '../modules/flag/watch-redemption'
import { tellMark } from '../modules/repair/tell-mark'
import { recomputeScore } from '../modules/score/recompute-score'
import { tellFirmScoreChange } from '../modules/score/tell-firm-score-change'
import { tellScoreChange } from '../modules/score/tell-score-change'
import { withdrawVouchers } from '../modules/voucher/withdraw-vouchers'
import { leaveWaivers } from '../modules/waiver/leave-waivers'
import { followVoucher } from '../modules/waiver/follow-voucher'
import { syncPayScore } from '../modules/waiver/sync-pay-score'
import { postRedemption } from '../modules/settlement/post-redemption'
import { postScan } from '../modules/settlement/post-scan'

export type Handler = (ctx: Ctx, payload: Record<string, unknown>) => Promise<void>

/** A deposit waiver's order follows its voucher. */
const orderOf: Handler = async (ctx, payload) => {
  if (typeof payload['voucherId'] === 'string') await followVoucher({ ctx, input: { voucherId: payload['voucherId'] } })
}

/** The ledger follows what an offline scan counts as. */
const scanOf: Handler = async (ctx, payload) => {
  if (typeof payload['scanId'] === 'string') await postScan({ ctx, input: { scanId: payload['scanId'] } })
}

/** What happens after commit, per topic. A handler may run more than once for one row and must not mind. */
export const handlers: Record<Topic, Handler> = {
  'score.recompute': async (ctx, payload) => {
    if (typeof payload['subjectId'] === 'string') await recomputeScore({ ctx, input: { subjectId: payload['subjectId'] } })
  },
  'score.changed': async (ctx, payload) => {
    const { historyId } = payload
    if (typeof historyId === 'string') await (payload['kind'] === 'organization' ? tellFirmScoreChange : tellScoreChange)({ ctx, input: { historyId } })
  },
  'publication.withdrawn': async (ctx, payload) => {
    if (typeof payload['recordId'] === 'string') await tellWithdrawn({ ctx, input: { recordId: payload['recordId'] } })
  },
  'publication.corrected': async (ctx, { recordId, recordVersion }) => {
    if (typeof recordId === 'string' && typeof recordVersion === 'number') await tellRevised({ ctx, input: { recordId, recordVersion } })
  },
  'repair.invite': async (ctx, payload) => {
    if (typeof payload['roundId'] === 'string') await continueInvitations({ ctx, input: { roundId: payload['roundId'] } })
  },
  'repair.mark': async (ctx, { caseId, step, office, mark }) => {
    if (typeof caseId === 'string' && typeof step === 'string' && typeof office === 'string' && (mark === 'amber' || mark === 'red')) await tellMark({ ctx, input: { caseId, step, office, mark } })
  },
  'merchant.suspended': async (ctx, payload) => {
    if (typeof payload['suspensionId'] === 'string') await tellSuspended({ ctx, input: { suspensionId: payload['suspensionId'] } })
  },
  'merchant.resumed': async (ctx, payload) => {
    if (typeof payload['suspensionId'] === 'string') await tellResumed({ ctx, input: { suspensionId: payload['suspensionId'], suspendedAt: typeof payload['suspendedAt'] === 'string' ? new Date(payload['suspendedAt']) : null } })
  },
  'merchant.terminated': async (ctx, payload) => {
    if (typeof payload['merchantId'] !== 'string') return
    await withdrawVouchers({ ctx, input: { merchantId: payload['merchantId'] } })
    await leaveWaivers({ ctx, input: { merchantId: payload['merchantId'] } })
  },
  'merchant.agreement': async (ctx, payload) => {
    if (typeof payload['agreementId'] === 'string' && typeof payload['days'] === 'number') await tellAgreement({ ctx, input: { agreementId: payload['agreementId'], days: payload['days'] } })
  },
  'loan.webhook': async (ctx, payload) => {
    if (typeof payload['webhookId'] === 'string') await deliverWebhook({ ctx, input: { webhookId: payload['webhookId'] } })
  },
  // What firms can be offered has changed: every standing request is matched again.
  'loan-product.moved': async (ctx, payload) => {
    if (OFFER_EVENTS.includes(String(payload['event']))) await requestRematch(ctx)
  },
  'loan-programme.moved': async (ctx, payload) => {
    if (SUPPORT_EVENTS.includes(String(payload['event'])) && typeof payload['code'] === 'string') await tellSupported({ ctx, input: { code: payload['code'] } })
  },
  'lender.standing': async (ctx, payload) => {
    if (typeof payload['lenderId'] === 'string' && typeof payload['since'] === 'string') await followLender({ ctx, input: { lenderId: payload['lenderId'], since: payload['since'] } })
  },
  'merchant.serious-list': async (ctx, payload) => {
    if (typeof payload['subjectId'] === 'string') await reconcileSeriousList({ ctx, input: { subjectId: payload['subjectId'] } })
  },
  // Both sides read their receipt from the redemption itself; the ledger is posted by what it says.
  'voucher.redeemed': async (ctx, payload) => {
    ctx.log.info({ redemptionId: payload['redemptionId'] }, 'voucher redeemed')
    if (typeof payload['redemptionId'] === 'string') await postRedemption({ ctx, input: { redemptionId: payload['redemptionId'] } })
    if (typeof payload['redemptionId'] === 'string') await watchRedemption({ ctx, input: { redemptionId: payload['redemptionId'] } })
    await orderOf(ctx, payload)
  },
  'voucher.reversed': async (ctx, payload) => {
    ctx.log.info({ redemptionId: payload['redemptionId'] }, 'redemption reversed')
    if (typeof payload['redemptionId'] === 'string') await postRedemption({ ctx, input: { redemptionId: payload['redemptionId'] } })
    await orderOf(ctx, payload)
  },
  'voucher.cancelled': orderOf,
  'waiver.pay-score': async (ctx, payload) => {
    if (typeof payload['waiverId'] === 'string') await syncPayScore({ ctx, input: { waiverId: payload['waiverId'] } })
  },
  // A scan without network whose voucher was used elsewhere is paid in good faith, or no longer (docs/offline.md).
  'scan.honoured': scanOf,
  'scan.unhonoured': scanOf,
  'perk.stock-low': async (ctx, { perkId, round, percent }) => {
    if (typeof perkId === 'string' && typeof round === 'number' && typeof percent === 'number') await tellStock({ ctx, input: { perkId, round, percent } })
  },
  'perk.tested': async (ctx, { perkId, perkVersion }) => {
    if (typeof perkId === 'string' && typeof perkVersion === 'number') await recordTest({ ctx, input: { perkId, version: perkVersion } })
  },
}
