import type { Settlement, SettlementDetail } from '@xinhui/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTransaction, makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { deskPhone } from '../../testing/desk-phone'
import { claimPerk, createPerk, createPost, createStore, fetchPasses } from '../../testing/market'
import { createResident, createStaff, renewToken, type StaffMember } from '../../testing/people'
import { auditOf, rowsIn } from '../../testing/rows'
import { deliver, drawNext, openShop, redeemAt, reverseAt, type Shop } from '../../testing/settlements'
import { reverseByOffice } from '../voucher/reverse-redemption'
import { findRedemption } from '../voucher/voucher.store'
import { backfillLedger } from './backfill-ledger'
import { checkLedger } from './check-ledger'
import { drawStatements, monthBefore } from './draw-statements'
import { postRedemption } from './post-redemption'
import { postScan } from './post-scan'

const START = '2026-11-21T04:00:00.000Z'
let app: TestApp
let reviewer: StaffMember
let administrator: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  reviewer = await createStaff(app, ['reviewer'])
  administrator = await createStaff(app, ['administrator'])
})
afterAll(() => app.close())
beforeEach(() => {
  app.clock.set(START)
})

const ctx = () => makeCtx(app.deps, { requestId: 'test-settlement', actor: { kind: 'system', name: 'test' } })
const detailOf = async (statementId: string, as: string) => (await app.call(`GET /console/settlements/${statementId}`, { as })).body as unknown as SettlementDetail
const post = (statementId: string, act: string, as: string, body?: unknown) => app.call(`POST /console/settlements/${statementId}/${act}`, { as, ...(body === undefined ? {} : { body }) })
const linesOf = (redemptionId: string) =>
  rowsIn<{ kind: string; account: string; debit: number; credit: number }>(app, `SELECT kind, account, debit_fen AS debit, credit_fen AS credit FROM ledger_line WHERE redemption_id = '${redemptionId}' ORDER BY seq, account`)

async function drawn(count = 1): Promise<{ shop: Shop; statementId: string; redemptions: string[] }> {
  const shop = await openShop(app)
  const redemptions: string[] = []
  for (let n = 0; n < count; n += 1) redemptions.push((await redeemAt(app, shop)).redemptionId)
  await deliver(app)
  return { shop, statementId: (await drawNext(app, shop.merchantId)) ?? '', redemptions }
}

describe('the ledger', () => {
  it('has two lines for a redemption and two counter lines for its reversal, however often and in whatever order the messages come', async () => {
    const shop = await openShop(app)
    const { redemptionId } = await redeemAt(app, shop)
    await reverseAt(app, shop, redemptionId)
    for (let n = 0; n < 3; n += 1) await postRedemption({ ctx: ctx(), input: { redemptionId } })
    await deliver(app)
    expect(await linesOf(redemptionId)).toEqual([
      { kind: 'redemption', account: 'payable', debit: 0, credit: 300 },
      { kind: 'redemption', account: 'subsidy-expense', debit: 300, credit: 0 },
      { kind: 'reversal', account: 'payable', debit: 300, credit: 0 },
      { kind: 'reversal', account: 'subsidy-expense', debit: 0, credit: 300 },
    ])
  })

  it('pays an offline scan in good faith and takes it back by counter lines, as it stands when the message is read', async () => {
    const shop = await openShop(app)
    const { storeId: elsewhere } = await createStore(app, shop.merchantId)
    const resident = await createResident(app)
    const { voucherId } = await claimPerk(app, resident.token, shop.perkId)
    const strip = await fetchPasses(app, resident.token, voucherId)
    const [here, there] = [deskPhone(app, { who: shop.owner, storeId: shop.storeId }), deskPhone(app, { who: shop.owner, storeId: elsewhere })]
    await here.fetchKit()
    await there.fetchKit()
    there.admit(strip[0]?.text ?? '', '2026-11-21T04:00:30.000Z')
    here.admit(strip[1]?.text ?? '', '2026-11-21T04:01:30.000Z')
    app.clock.advance(120)
    await there.sync()
    await here.sync()
    await deliver(app)
    const [scan] = await rowsIn<{ id: string }>(app, `SELECT scan_id AS id FROM scan_standing WHERE voucher_id = '${voucherId}' AND honoured`)
    const scanId = scan?.id ?? ''
    const posted = () => rowsIn<{ kind: string; fen: number }>(app, `SELECT kind, (credit_fen - debit_fen)::int AS fen FROM ledger_line WHERE source_id = '${scanId}' AND account = 'payable' ORDER BY seq`)
    await postScan({ ctx: ctx(), input: { scanId } })
    expect(await posted()).toEqual([{ kind: 'good-faith', fen: 300 }])
    await rowsIn(app, `UPDATE scan_standing SET honoured = false WHERE scan_id = '${scanId}'`)
    expect((await checkLedger(ctx())).findings).toEqual([{ what: 'scan-differs', id: scanId, expectedFen: 0, foundFen: 300 }])
    for (let n = 0; n < 2; n += 1) await postScan({ ctx: ctx(), input: { scanId } })
    expect(await posted()).toEqual([{ kind: 'good-faith', fen: 300 }, { kind: 'good-faith-undone', fen: -300 }])
    await rowsIn(app, `UPDATE scan_standing SET honoured = true WHERE scan_id = '${scanId}'`)
    await postScan({ ctx: ctx(), input: { scanId } })
    expect((await checkLedger(ctx())).findings).toEqual([])
    const entries = (await detailOf((await drawNext(app, shop.merchantId)) ?? '', shop.ownerStaff.token)).entries
    // Messages of one instant come in either order.
    expect(entries.map((e) => `${e.kind} ${e.amountFen} ${e.perkTitle}`).sort()).toEqual(['good-faith 300 守信停车优惠', 'good-faith 300 守信停车优惠', 'good-faith-undone -300 守信停车优惠', 'redemption 300 守信停车优惠'])
  })

  it('has no line for a perk without a subsidy', async () => {
    const shop = await openShop(app)
    const { perkId } = await createPerk(app, { merchantId: shop.merchantId, subsidyFen: 0 })
    const { redemptionId } = await redeemAt(app, shop, perkId)
    await deliver(app)
    expect(await linesOf(redemptionId)).toEqual([])
  })

  it('is never changed or shortened, and refuses an entry that does not balance', async () => {
    const { statementId } = await drawn()
    const [line] = await rowsIn<{ merchant: string; redemption: string }>(app, 'SELECT merchant_id AS merchant, redemption_id AS redemption FROM ledger_line LIMIT 1')
    const insert = (debit: number, credit: number) =>
      `INSERT INTO ledger_line (id, entry_id, kind, account, debit_fen, credit_fen, merchant_id, source_id, seq, day, at) SELECT 'x' || n, 'e-${debit}-${credit}', 'adjustment', CASE n WHEN 1 THEN 'payable' ELSE 'subsidy-expense' END, CASE n WHEN 1 THEN ${debit} ELSE 0 END, CASE n WHEN 1 THEN 0 ELSE ${credit} END, '${line?.merchant}', 'test', 1, '2026-11-21', now() FROM generate_series(1, 2) n`
    const refusals = [
      ['UPDATE ledger_line SET credit_fen = credit_fen + 1 WHERE credit_fen > 0', '23001'],
      ['DELETE FROM ledger_line', '23001'],
      ['DELETE FROM settlement_item', '23001'],
      [`UPDATE settlement_statement SET total_fen = total_fen + 1 WHERE id = '${statementId}'`, '23001'],
      [`DELETE FROM settlement_statement WHERE id = '${statementId}'`, '23001'],
      [insert(300, 200), '23514'],
    ] as const
    for (const [statement, code] of refusals) {
      const refused = await rowsIn(app, statement).then(
        () => undefined,
        (error: unknown) => sqlState(error)?.code,
      )
      expect([statement, refused]).toEqual([statement, code])
    }
  })
})

describe('drawing', () => {
  it('holds the month before in Shanghai days, once, and what came late comes with the next one', async () => {
    expect(monthBefore('2026-12-01')).toEqual({ month: '2026-11', lastDay: '2026-11-30' })
    expect(monthBefore('2027-01-15')).toEqual({ month: '2026-12', lastDay: '2026-12-31' })
    const shop = await openShop(app)
    app.clock.set('2026-11-30T15:30:00.000Z')
    shop.owner.token = await renewToken(app, shop.owner)
    await redeemAt(app, shop)
    await deliver(app)
    const { redemptionId: late } = await redeemAt(app, shop)
    app.clock.set('2026-11-30T16:30:00.000Z')
    shop.owner.token = await renewToken(app, shop.owner)
    await drawStatements({ ctx: ctx(), input: { limit: 100 } })
    expect(await drawStatements({ ctx: ctx(), input: { limit: 100 } })).toBe(0)
    const ownStaff = async () => (await createStaff(app, ['merchant-owner'], { merchantId: shop.merchantId })).token
    const list = async (as: string) => (await app.call('GET /console/settlements', { as })).body['items'] as Settlement[]
    expect(await list(await ownStaff())).toMatchObject([{ month: '2026-11', totalFen: 300, lineCount: 1, status: 'drawn' }])
    await deliver(app)
    await redeemAt(app, shop)
    await deliver(app)
    const next = (await app.call(`GET /desk/merchants/${shop.merchantId}/settlement`, { as: shop.owner.token })).body
    expect(next['next']).toEqual({ amountFen: 600, lineCount: 2, drawnOn: '2027-01-01' })
    app.clock.set('2026-12-31T16:30:00.000Z')
    await drawStatements({ ctx: ctx(), input: { limit: 100 } })
    const later = await ownStaff()
    const [december] = await list(later)
    expect(december).toMatchObject({ month: '2026-12', totalFen: 600 })
    expect((await detailOf(december?.statementId ?? '', later)).entries.map((e) => [e.redemptionId === late, e.day])).toEqual([[true, '2026-11-30'], [false, '2026-12-01']])
  })

  it('a month that sums to nothing is not drawn', async () => {
    const shop = await openShop(app)
    const { redemptionId } = await redeemAt(app, shop)
    await reverseAt(app, shop, redemptionId)
    await deliver(app)
    expect(await drawNext(app, shop.merchantId)).toBeUndefined()
  })
})

describe('a statement', () => {
  it('is confirmed by its merchant once, then paid by the office with a reference, and the ledger is even', async () => {
    const { shop, statementId } = await drawn(2)
    expect((await post(statementId, 'payment', administrator.token, { reference: '20261201000001' })).body['code']).toBe('CONFLICT')
    expect((await post(statementId, 'confirmation', shop.ownerStaff.token)).body).toMatchObject({ status: 'confirmed', totalFen: 600 })
    expect((await post(statementId, 'confirmation', shop.ownerStaff.token)).body).toMatchObject({ code: 'CONFLICT', facts: { status: 'confirmed', since: START } })
    expect((await post(statementId, 'payment', administrator.token, { reference: '20261201000001' })).body).toMatchObject({ status: 'paid', paymentReference: '20261201000001' })
    expect((await post(statementId, 'payment', administrator.token, { reference: '20261201000002' })).body['code']).toBe('CONFLICT')
    expect(await rowsIn(app, `SELECT coalesce(sum(credit_fen - debit_fen), 0)::int AS owed FROM ledger_line WHERE account = 'payable' AND merchant_id = '${shop.merchantId}'`)).toEqual([{ owed: 0 }])
    expect(await auditOf(app, statementId)).toEqual(['settlement.confirm', 'settlement.draw', 'settlement.pay'])
    expect(((await app.call('GET /me/notices', { as: shop.owner.token })).body['items'] as { title: string }[]).map((n) => n.title)).toEqual(expect.arrayContaining(['2026-11 结算单已出', '2026-11 结算单已付款']))
  })

  it('is disputed line by line; what the office accepts is put right in the next one, and its judge does not pay', async () => {
    const { shop, statementId } = await drawn(3)
    const [first, second, third] = (await detailOf(statementId, shop.ownerStaff.token)).entries
    const lines = [first, second].map((e) => ({ entryId: e?.entryId, reason: '这一笔不是本店核销的' }))
    expect((await post(statementId, 'dispute', shop.ownerStaff.token, { lines: [lines[0], lines[0]] })).body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'lines.1.entryId' }] })
    expect((await post(statementId, 'dispute', shop.ownerStaff.token, { lines })).body).toMatchObject({ status: 'disputed' })
    const disputes = (await detailOf(statementId, reviewer.token)).entries.flatMap((e) => (e.dispute ? [e.dispute] : []))
    expect(disputes.map((d) => d.reason)).toEqual(['这一笔不是本店核销的', '这一笔不是本店核销的'])
    const [accepted, rejected] = disputes.map((d, i) => ({ disputeId: d.disputeId, outcome: i === 0 ? 'accepted' : 'rejected', answer: '经核实监控和收据' }))
    expect((await post(statementId, 'resolution', reviewer.token, { decisions: [accepted] })).body).toMatchObject({ code: 'VALIDATION', errors: [{ field: 'decisions' }] })
    expect((await post(statementId, 'resolution', reviewer.token, { decisions: [accepted, rejected] })).body).toMatchObject({ status: 'resolved', totalFen: 900, resolvedByMe: true })
    expect((await post(statementId, 'payment', reviewer.token, { reference: '20261201000001' })).body['code']).toBe('SECOND_PERSON_NEEDED')
    expect((await post(statementId, 'payment', administrator.token, { reference: '20261201000001' })).body['status']).toBe('paid')
    const after = await detailOf(statementId, shop.ownerStaff.token)
    expect(after.entries.map((e) => e.dispute?.outcome ?? null)).toEqual(['accepted', 'rejected', null])
    expect(after.entries[2]).toMatchObject({ entryId: third?.entryId, amountFen: 300 })
    const { next } = (await app.call(`GET /desk/merchants/${shop.merchantId}/settlement`, { as: shop.owner.token })).body as { next: unknown }
    expect(next).toMatchObject({ amountFen: -300, lineCount: 1 })
    expect(await rowsIn(app, `SELECT 1 FROM settlement_dispute WHERE reason_sealed LIKE '%本店%'`)).toEqual([])
  })

  it('that was paid stays as it was when a use in it is reversed afterwards: the next ones carry the refund until it is made up for', async () => {
    const { shop, statementId, redemptions: [used = ''] } = await drawn(1)
    await post(statementId, 'confirmation', shop.ownerStaff.token)
    await post(statementId, 'payment', administrator.token, { reference: '20261201000003' })
    app.clock.set('2026-12-05T04:00:00.000Z')
    const [office, staff] = [await createStaff(app, ['reviewer']), await createStaff(app, ['merchant-owner'], { merchantId: shop.merchantId })]
    await inTransaction(ctx(), async (tx) => {
      const redemption = await findRedemption(tx.db, used)
      if (redemption) await reverseByOffice(tx, { redemption, staffId: office.staffId, reason: '经核查非本人使用' })
    })
    await deliver(app)
    expect(await detailOf(statementId, staff.token)).toMatchObject({ status: 'paid', totalFen: 300, entries: [{ redemptionId: used, amountFen: 300 }] })
    expect(await linesOf(used)).toHaveLength(4)
    expect(await drawNext(app, shop.merchantId)).toBe(statementId)
    app.clock.set('2027-01-05T04:00:00.000Z')
    shop.owner = await createResident(app)
    await createPost(app, { merchantId: shop.merchantId, subjectId: shop.owner.subjectId, role: 'owner' })
    await redeemAt(app, shop)
    await redeemAt(app, shop)
    await deliver(app)
    const later = (await drawNext(app, shop.merchantId)) ?? ''
    const next = await detailOf(later, (await createStaff(app, ['merchant-owner'], { merchantId: shop.merchantId })).token)
    expect(next).toMatchObject({ month: '2027-01', totalFen: 300, lineCount: 3 })
    expect(next.entries.map((e) => e.amountFen).sort((a, b) => a - b)).toEqual([-300, 300, 300])
  })

  it('goes home as a CSV without formulas, and says nothing of who used the vouchers', async () => {
    const shop = await openShop(app)
    const { resident } = await redeemAt(app, shop, (await createPerk(app, { merchantId: shop.merchantId, title: '=cmd|停车', subsidyFen: 1250 })).perkId)
    await deliver(app)
    const statementId = (await drawNext(app, shop.merchantId)) ?? ''
    const { text, status } = await app.call(`GET /console/settlements/${statementId}/lines.csv`, { as: shop.ownerStaff.token })
    expect(status).toBe(200)
    expect(text).toContain("'=cmd|停车")
    expect(text).toContain(',12.5\r\n')
    for (const shown of [text, JSON.stringify(await detailOf(statementId, shop.ownerStaff.token))]) for (const secret of [resident.name, resident.idNumber, resident.subjectId]) expect(shown).not.toContain(secret)
  })
})

describe('the check', () => {
  it('finds the ledger right to the fen, and each thing that is not', async () => {
    const other = await startTestApp()
    try {
      const shop = await openShop(other)
      const { redemptionId } = await redeemAt(other, shop)
      const run = () => checkLedger(makeCtx(other.deps, { requestId: 'test-check', actor: { kind: 'system', name: 'test' } }))
      expect(await run()).toMatchObject({ findings: [], sums: { owedFen: 300, ledgerFen: 0, waiting: 1 } })
      await deliver(other)
      expect(await run()).toEqual({ findings: [], sums: { redemptions: 1, owedFen: 300, ledgerFen: 300, goodFaithFen: 0, adjustedFen: 0, paidFen: 0, waiting: 0 } })
      await rowsIn(other, `UPDATE voucher SET subsidy_fen = 400`)
      expect((await run()).findings).toEqual([{ what: 'redemption-differs', id: redemptionId, expectedFen: 400, foundFen: 300 }])
    } finally {
      await other.close()
    }
  })
})

describe('a ledger that is younger than its redemptions', () => {
  it('is filled once, by what each redemption says, beside the outbox, and the check holds', async () => {
    const shop = await openShop(app)
    const [kept, reversed] = [await redeemAt(app, shop), await redeemAt(app, shop)]
    await reverseAt(app, shop, reversed.redemptionId)
    await app.deps.db.execute(`UPDATE outbox SET done_at = now() WHERE topic IN ('voucher.redeemed', 'voucher.reversed') AND done_at IS NULL`)
    expect((await checkLedger(ctx())).findings.filter((f) => f.id === kept.redemptionId).map((f) => f.what)).toEqual(['redemption-missing'])
    expect(await backfillLedger({ ctx: ctx(), input: {} })).toBe(2)
    expect(await backfillLedger({ ctx: ctx(), input: {} })).toBe(0)
    expect((await linesOf(reversed.redemptionId)).map((l) => l.kind)).toEqual(['redemption', 'redemption', 'reversal', 'reversal'])
    expect((await linesOf(kept.redemptionId)).map((l) => l.kind)).toEqual(['redemption', 'redemption'])
    expect((await checkLedger(ctx())).findings).toEqual([])
  })
})

describe('on the owner’s phone', () => {
  it('a statement is read line by line, and answered once by the owner alone', async () => {
    const { shop, statementId } = await drawn(2)
    const manager = await createResident(app)
    await createPost(app, { merchantId: shop.merchantId, subjectId: manager.subjectId, role: 'manager' })
    const path = `/desk/merchants/${shop.merchantId}/settlements/${statementId}`
    const read = await app.call(`GET ${path}`, { as: manager.token })
    const { entries } = read.body as unknown as SettlementDetail
    expect(entries).toHaveLength(2)
    const lines = [{ entryId: entries[0]?.entryId, reason: '这一笔金额与约定不符' }]
    expect((await app.call(`POST ${path}/confirmation`, { as: manager.token })).status).toBe(403)
    expect((await app.call(`POST ${path}/dispute`, { as: manager.token, body: { lines } })).status).toBe(403)
    const stranger = await openShop(app)
    expect((await app.call(`GET ${path}`, { as: stranger.owner.token })).status).toBe(404)
    expect((await app.call(`GET /desk/merchants/${stranger.merchantId}/settlements/${statementId}`, { as: stranger.owner.token })).status).toBe(404)
    expect((await app.call(`POST ${path}/dispute`, { as: shop.owner.token, body: { lines: [{ entryId: entries[0]?.entryId, reason: '不对' }] } })).status).toBe(422)
    const disputed = await app.call(`POST ${path}/dispute`, { as: shop.owner.token, body: { lines } })
    expect(disputed.body).toMatchObject({ status: 'disputed', entries: [{ dispute: { reason: '这一笔金额与约定不符', outcome: null } }, { dispute: null }] })
    expect((await app.call(`POST ${path}/confirmation`, { as: shop.owner.token })).body).toMatchObject({ code: 'CONFLICT', facts: { status: 'disputed' } })
    const other = await drawn()
    expect((await app.call(`POST /desk/merchants/${other.shop.merchantId}/settlements/${other.statementId}/confirmation`, { as: other.shop.owner.token })).body).toMatchObject({ status: 'confirmed' })
    expect(await auditOf(app, other.statementId)).toContain('settlement.confirm')
  })
})
