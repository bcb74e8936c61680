import type { SettlementDetail } from '@xinhui/contract'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff, type StaffMember } from '../../testing/people'
import { rowsIn } from '../../testing/rows'
import { deliver, openShop, redeemAt, reverseAt } from '../../testing/settlements'
import { checkLedger } from './check-ledger'
import { drawStatements } from './draw-statements'
import { postRedemption } from './post-redemption'
import { listStatements } from './statement.store'

let app: TestApp
let judge: StaffMember
let cashier: StaffMember
beforeAll(async () => {
  app = await startTestApp()
  judge = await createStaff(app, ['reviewer'])
  cashier = await createStaff(app, ['administrator'])
})
afterAll(() => app.close())

const ctx = (now = app.clock.now()) => ({ ...makeCtx(app.deps, { requestId: 'test-history', actor: { kind: 'system', name: 'test' } }), now })

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'redeem' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('post' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'deliver' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'draw' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('confirm' as const, 'dispute' as const, 'resolve' as const, 'pay' as const), which: fc.nat() }) },
)

it('whatever is redeemed, reversed, posted twice or late, drawn, disputed and paid, the ledger equals the redemptions', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 22 }), async (steps) => {
      const shop = await openShop(app)
      const redemptions: string[] = []
      let month = 0
      const statementAt = async (which: number) => {
        const rows = await listStatements(app.deps.db, { merchantId: shop.merchantId, limit: 100 })
        return rows[which % Math.max(rows.length, 1)]?.id
      }
      for (const act of steps) {
        const redemptionId = 'which' in act ? redemptions[act.which % Math.max(redemptions.length, 1)] : undefined
        if (act.do === 'redeem') redemptions.push((await redeemAt(app, shop)).redemptionId)
        else if (act.do === 'deliver') await deliver(app)
        else if (act.do === 'draw') {
          month += 1
          await drawStatements({ ctx: ctx(new Date(Date.UTC(2026, 10 + month, 1, 1))), input: { limit: 1000 } })
        } else if (act.do === 'reverse') {
          if (redemptionId) await reverseAt(app, shop, redemptionId)
        } else if (act.do === 'post') {
          if (redemptionId) await postRedemption({ ctx: ctx(), input: { redemptionId } })
        } else {
          const statementId = await statementAt(act.which)
          if (!statementId) continue
          const { entries } = (await app.call(`GET /console/settlements/${statementId}`, { as: shop.ownerStaff.token })).body as unknown as SettlementDetail
          const one = entries[act.which % entries.length]
          const disputes = entries.flatMap((e) => (e.dispute ? [e.dispute.disputeId] : []))
          const path = `POST /console/settlements/${statementId}`
          if (act.do === 'confirm') await app.call(`${path}/confirmation`, { as: shop.ownerStaff.token })
          else if (act.do === 'dispute') await app.call(`${path}/dispute`, { as: shop.ownerStaff.token, body: { lines: [{ entryId: one?.entryId, reason: '这一笔不是本店核销的' }] } })
          else if (act.do === 'resolve') await app.call(`${path}/resolution`, { as: judge.token, body: { decisions: disputes.map((disputeId) => ({ disputeId, outcome: act.which % 2 === 0 ? 'accepted' : 'rejected', answer: '经核实监控和收据' })) } })
          else await app.call(`${path}/payment`, { as: cashier.token, body: { reference: '20261201000001' } })
        }
      }
      await deliver(app)
      const { findings, sums } = await checkLedger(ctx())
      expect(findings).toEqual([])
      expect(sums.ledgerFen).toBe(sums.owedFen)
      expect(sums.waiting).toBe(0)
      const living = await rowsIn<{ n: number }>(app, `SELECT count(*)::int AS n FROM redemption WHERE merchant_id = '${shop.merchantId}' AND reversed_at IS NULL`)
      const owed = await rowsIn<{ fen: number }>(app, `SELECT coalesce(sum(credit_fen - debit_fen), 0)::int AS fen FROM ledger_line WHERE merchant_id = '${shop.merchantId}' AND account = 'payable' AND kind IN ('redemption', 'reversal')`)
      expect(owed[0]?.fen).toBe(300 * (living[0]?.n ?? Number.NaN))
    }),
    { numRuns: 12 },
  )
})
