import { checkTillMac, decodePass, parseTillCode, verifyPass } from '@xinhui/pass'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyEs256 } from '../../lib/keys'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, fetchPasses } from '../../testing/market'
import { createResident } from '../../testing/people'
import { tillMoment } from './issue-passes'

let app: TestApp
let merchantId = ''
let token = ''
let voucherId = ''
beforeAll(async () => {
  app = await startTestApp()
  merchantId = (await createMerchant(app)).merchantId
  const { perkId } = await createPerk(app, { merchantId })
  token = (await createResident(app)).token
  voucherId = (await claimPerk(app, token, perkId)).voucherId
})
afterAll(() => app.close())

it('the strip covers its minutes without a gap, each pass verified by the published key', async () => {
  const passes = await fetchPasses(app, token, voucherId)
  expect(passes).toHaveLength(app.deps.city.limits.passStripLength)
  expect(passes[0]?.notBefore).toBe(app.clock.now().toISOString())
  const jtis = new Set<string>()
  for (const [i, pass] of passes.entries()) {
    const next = passes[i + 1]
    if (next) expect(Date.parse(pass.expiresAt) - Date.parse(next.notBefore)).toBe(5000)
    const verdict = await verifyPass(pass.text, {
      keys: (kid) => app.deps.keys.passes.filter((k) => k.publicJwk.kid === kid).map((k) => (bytes, signature) => verifyEs256(bytes, signature, k)),
      nowSeconds: Date.parse(pass.notBefore) / 1000,
      clockSkewSeconds: 0,
      merchantId,
    })
    expect(verdict).toMatchObject({ ok: true, claims: { voucherId, merchantId, perkVersion: 1, tier: 0, lifeSeconds: 60 } })
    if (verdict.ok) jtis.add(verdict.claims.jti)
  }
  expect(jtis.size).toBe(passes.length)
})

it('a second strip has passes of its own', async () => {
  const jti = (text: string) => {
    const pass = decodePass(text)
    return pass.ok ? pass.claims.jti : ''
  }
  const [a, b] = [await fetchPasses(app, token, voucherId), await fetchPasses(app, token, voucherId)]
  expect(new Set([...a, ...b].map((p) => jti(p.text))).size).toBe(a.length + b.length)
})

it('the till code beside a pass is accepted in every second the pass is shown', async () => {
  const passes = await fetchPasses(app, token, voucherId)
  for (const pass of passes) {
    const code = parseTillCode(pass.tillCode)
    if (!code.ok) throw new Error(code.code)
    for (let at = Date.parse(pass.notBefore) / 1000; at < Date.parse(pass.expiresAt) / 1000; at += 1) {
      expect(await checkTillMac(code, { nowSeconds: at, hmac: (bytes) => app.deps.keys.tillMac(bytes) })).toBe(true)
    }
  }
  expect(new Set(passes.map((p) => p.tillCode)).size).toBe(passes.length)
})

it('for any start and any life of a pass, the three windows around its till code cover it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }), fc.integer({ min: 10, max: 60 }), (notBefore, life) => {
      const window = tillMoment(notBefore, life)
      expect(window % 30).toBe(0)
      expect(window - 30).toBeLessThanOrEqual(notBefore)
      expect(window + 60).toBeGreaterThanOrEqual(notBefore + life)
    }),
  )
})
