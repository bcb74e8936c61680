// @vitest-environment node
import type { DeskReceipt, Verdict } from '@xinhui/contract'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api-error'
import type { BookedScan } from '../offline/scan-book'
import { nextStep, refusedVerdict, type Step, verdictWords } from './scan.view'

const may: Verdict = { verdict: 'may', code: null, sentence: '可以使用：餐费 8 折', voucherId: 'vch_1', perkTitle: '到店用餐折扣', benefit: '餐费 8 折', instructions: '账单按 8 折结算', voucherExpiresAt: '2026-12-21T16:00:00Z', usedAt: null, usedStoreName: null, asksPromotions: false }
const used = new ApiError({ status: 409, code: 'VOUCHER_USED', title: '此券已使用', detail: '已于 11月21日 14:05 在听澜路店使用', facts: { usedAt: '2026-11-21T06:05:00Z', storeName: '听澜路店' } })
const offline = new ApiError({ status: 0, code: 'OFFLINE', title: '没有网络' })
const at = (step: Step['at']): Step =>
  ({ scanning: { at: 'scanning' }, checking: { at: 'checking', presented: 'A' }, unchecked: { at: 'unchecked', presented: 'A', error: offline }, verdict: { at: 'verdict', presented: 'A', verdict: may }, kept: { at: 'kept', scan: { hash: 'h' } as BookedScan }, done: { at: 'done', receipt: { redemptionId: 'red_1' } as DeskReceipt } })[step] as Step

describe('one customer after the other', () => {
  it('scan, check, verdict, receipt, and back to scanning in one tap from anywhere', () => {
    let step: Step = { at: 'scanning' }
    step = nextStep(step, { type: 'read', presented: 'A' })
    step = nextStep(step, { type: 'checked', presented: 'A', verdict: may })
    expect(step).toMatchObject({ at: 'verdict' })
    step = nextStep(step, { type: 'redeemed', presented: 'A', receipt: { redemptionId: 'red_1' } as DeskReceipt })
    expect(step.at).toBe('done')
    for (const from of ['checking', 'unchecked', 'verdict', 'done'] as const) expect(nextStep(at(from), { type: 'again' })).toEqual({ at: 'scanning' })
  })

  it('a code that comes into view while another is in hand changes nothing', () => {
    for (const from of ['checking', 'verdict', 'done'] as const) expect(nextStep(at(from), { type: 'read', presented: 'B' })).toEqual(at(from))
  })

  it('an answer about an earlier code comes too late', () => {
    expect(nextStep(at('scanning'), { type: 'checked', presented: 'A', verdict: may })).toEqual(at('scanning'))
    expect(nextStep(at('checking'), { type: 'checked', presented: 'B', verdict: may })).toEqual(at('checking'))
    expect(nextStep(at('verdict'), { type: 'redeem-failed', presented: 'B', error: used })).toEqual(at('verdict'))
  })

  it('without network there is no verdict, and what was scanned is kept for another try', () => {
    const step = nextStep(at('checking'), { type: 'check-failed', presented: 'A', error: offline })
    expect(step).toEqual({ at: 'unchecked', presented: 'A', error: offline })
    expect(nextStep(step, { type: 'read', presented: 'A' })).toEqual({ at: 'checking', presented: 'A' })
  })

  it('without network a verdict of the phone is confirmed into its log, and one it could not keep is no admission', () => {
    const draft = { voucherId: 'vch_1', admittedAt: '2026-11-21T06:00:00.000Z', kitId: 'kit_1', ticket: 't', benefit: '餐费 8 折', stacks: false }
    const judged = nextStep(at('checking'), { type: 'judged', presented: 'A', verdict: may, draft })
    expect(judged).toMatchObject({ at: 'verdict', offline: true, draft })
    expect(nextStep(judged, { type: 'unkept', presented: 'A' })).toMatchObject({ at: 'verdict', unkept: true, draft })
    const kept = nextStep(judged, { type: 'kept', presented: 'A', scan: { hash: 'h' } as BookedScan })
    expect(kept).toEqual({ at: 'kept', scan: { hash: 'h' } })
    expect(nextStep(kept, { type: 'again' })).toEqual({ at: 'scanning' })
    expect(nextStep(at('checking'), { type: 'check-failed', presented: 'A', error: offline, why: '收银码要联网才能核对' })).toMatchObject({ at: 'unchecked', why: '收银码要联网才能核对' })
  })

  it('a redemption that lost becomes a verdict with when and where; one without answer keeps its verdict', () => {
    expect(nextStep(at('verdict'), { type: 'redeem-failed', presented: 'A', error: used })).toMatchObject({ at: 'verdict', verdict: { verdict: 'may-not', code: 'USED', usedStoreName: '听澜路店' } })
    expect(nextStep(at('verdict'), { type: 'redeem-failed', presented: 'A', error: offline })).toMatchObject({ at: 'verdict', verdict: may, failure: offline })
    expect(refusedVerdict(new ApiError({ status: 429, code: 'TOO_MANY_REQUESTS', title: '操作太频繁' }), may)).toBeUndefined()
  })
})

describe('the verdict', () => {
  it('says in words whether, and what the clerk does now', () => {
    expect(verdictWords(may)).toMatchObject({ heading: '可核销', todo: '账单按 8 折结算' })
    expect(verdictWords(may).facts).toEqual([
      { name: '优惠', value: '到店用餐折扣' },
      { name: '券有效至', value: '2026年12月21日' },
    ])
  })

  it('on a used voucher tells when and where', () => {
    const words = verdictWords({ ...may, verdict: 'may-not', code: 'USED', sentence: used.detail, usedAt: '2026-11-21T06:05:00Z', usedStoreName: '听澜路店' })
    expect(words).toMatchObject({ heading: '不可核销', todo: '请告诉顾客这张券用过了，按原价结算' })
    expect(words.facts).toContainEqual({ name: '使用时间', value: '2026年11月21日 14:05' })
    expect(words.facts).toContainEqual({ name: '使用门店', value: '听澜路店' })
  })

  it('with a code this app does not know yet still tells what to do', () => {
    expect(verdictWords({ ...may, verdict: 'may-not', code: 'NEW_REASON' }).todo).toBe('请顾客刷新出示码，再扫一次')
  })
})
