import { decodePass } from '@xinhui/pass'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateKeyFile, type KeyFile, openKeyRing, rotateKeyFile } from '../../lib/keys'
import { startTestApp, type TestApp } from '../../testing/app'
import { claimPerk, createMerchant, createPerk, createPost, fetchPasses } from '../../testing/market'
import { createResident, renewToken, type Resident } from '../../testing/people'

/** Keys are rotated while passes are about, as the operator's command does it and a restart takes it up. */
let app: TestApp
let merchant: Awaited<ReturnType<typeof createMerchant>>
let clerk: Resident
let holder: Resident
let file: KeyFile
beforeAll(async () => {
  app = await startTestApp()
  merchant = await createMerchant(app)
  clerk = await createResident(app)
  holder = await createResident(app)
  await createPost(app, { merchantId: merchant.merchantId, storeId: merchant.storeId, subjectId: clerk.subjectId })
  file = generateKeyFile()
  restart()
})
afterAll(() => app.close())

/** The sealer and the token keys are the running service's: only the pass keys are taken up from the file. */
function restart(): void {
  app.deps.keys.passes.splice(0, app.deps.keys.passes.length, ...openKeyRing(file).passes)
}
const rotate = (options: { atOnce?: boolean } = {}) => {
  file = rotateKeyFile(file, ['passes'], { now: app.clock.now(), ...options })
  restart()
}
const kids = async () => ((await app.call('GET /pass-keys')).body['keys'] as { kid: string }[]).map((k) => k.kid)
const passNow = async () => {
  for (const person of [clerk, holder]) person.token = await renewToken(app, person)
  const { perkId } = await createPerk(app, { merchantId: merchant.merchantId })
  const { voucherId } = await claimPerk(app, holder.token, perkId)
  const [pass] = await fetchPasses(app, holder.token, voucherId)
  const decoded = decodePass(pass?.text ?? '')
  if (!pass || !decoded.ok) throw new Error('no pass')
  return { text: pass.text, kid: decoded.claims.kid }
}
const redeem = async (text: string) => (await app.call('POST /desk/redemptions', { as: clerk.token, body: { storeId: merchant.storeId, presented: text } })).status
const days = (n: number) => app.clock.advance(n * 86_400)

it('a new key is published before it signs, the old one verifies after it stopped, and then both are gone in their time', async () => {
  const [old = ''] = await kids()
  const before = await passNow()
  rotate()
  const published = await kids()
  expect(published).toHaveLength(2)
  expect(published).toContain(old)
  const [coming = ''] = published
  expect(await redeem(before.text)).toBe(201)
  expect((await passNow()).kid).toBe(old)

  days(8)
  app.clock.advance(-20)
  const last = await passNow()
  expect(last.kid).toBe(old)
  app.clock.advance(20)
  const first = await passNow()
  expect(first.kid).toBe(coming)
  expect(await redeem(first.text)).toBe(201)
  expect(await redeem(last.text)).toBe(201)
  expect(await kids()).toEqual([coming, old])

  days(8)
  expect(await kids()).toEqual([coming])
  rotate()
  expect(file.passes.map((k) => k.kid)).not.toContain(old)
})

it('rotating again and again drops no key whose passes may be about', async () => {
  const { text, kid } = await passNow()
  for (let i = 0; i < 5; i += 1) rotate()
  expect(await kids()).toHaveLength(2)
  expect(await kids()).toContain(kid)
  expect(await redeem(text)).toBe(201)
})

it('after a leak the new key signs at once', async () => {
  const old = await passNow()
  rotate({ atOnce: true })
  const now = await passNow()
  expect(now.kid).not.toBe(old.kid)
  expect(await redeem(old.text)).toBe(201)
  expect(await redeem(now.text)).toBe(201)
})

it('the well-known address says the same, as a JWK set without private halves', async () => {
  const server = await app.listen()
  try {
    const response = await fetch(`${server.origin}/.well-known/jwks.json`)
    expect(response.headers.get('content-type')).toBe('application/jwk-set+json')
    const { keys } = (await response.json()) as { keys: Record<string, string>[] }
    expect(keys.map((k) => k['kid'])).toEqual(await kids())
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  } finally {
    await server.close()
  }
})
