// @vitest-environment node
import { createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import type { DeskRule, OfflineKit } from '@xinhui/contract'
import { bytesToId, type PassClaims, signPass } from '@xinhui/pass'
import { describe, expect, it } from 'vitest'
import * as crypto from './crypto'
import { judgeOffline } from './judge'
import { keepKit, kitState } from './kit'
import { bookedLine, kitWords, waitingWords } from './offline.view'
import type { BookedScan } from './scan-book'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
const key = { kid: '0a1b2c3d', x, y }
const es256 = (bytes: Uint8Array) => new Uint8Array(sign('sha256', bytes, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }))
const id = (prefix: string) => bytesToId(prefix, new Uint8Array(randomBytes(16)))

const NOON = Date.parse('2026-11-21T04:00:00Z')
const [merchantId, storeId, voucherId, withdrawn] = [id('mer_'), id('sto_'), id('vch_'), id('vch_')]
const rule: DeskRule = { version: 1, perkTitle: '停车优惠', instructions: '账单按券面折扣结算', benefits: ['停车 9 折', '停车 8 折'], onlineOnly: false, terms: { stores: null, blackouts: { days: [], weekdays: [], hours: [] }, stacking: 'alone' } }

function answerOf(rules: DeskRule[] = [rule], issuedAt = new Date(NOON).toISOString()): OfflineKit {
  const content = { merchantId, storeId, storeName: '临河店', maxAgeHours: 24, clockSkewSeconds: 30, sameBillMinutes: 15, keys: [key], rules, withdrawn: [withdrawn] }
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const signed = `XK1.${key.kid}.${Buffer.from(JSON.stringify([digest])).toString('base64url')}`
  const ticket = `${signed}.${Buffer.from(es256(Buffer.from(`xinhui/kit/v1\0${signed}`))).toString('base64url')}`
  return { kitId: 'kit_1', storeId, issuedAt, expiresAt: issuedAt, digest, ticket, content }
}
const kitOf = (rules?: DeskRule[], ahead = 0) => keepKit(answerOf(rules), undefined, { from: NOON - ahead, until: NOON - ahead }, crypto)
const passOf = (claims: Partial<PassClaims> = {}, by = es256) => signPass({ kid: key.kid, jti: '0011223344556677', voucherId, merchantId, perkVersion: 1, tier: 1, notBefore: NOON / 1000, lifeSeconds: 60, ...claims }, by)
const nobody = { admitted: () => undefined, all: () => [] }
const judge = (text: string, given: Partial<Parameters<typeof judgeOffline>[1]> = {}) => judgeOffline(text, { kit: kitOf(), book: nobody, used: [], now: NOON + 5000, crypto, ...given })

describe('the phone’s own cryptography', () => {
  it('agrees with the platform’s: signatures, both halves of them, and hashes of Chinese text', () => {
    const message = randomBytes(68)
    const signature = es256(message)
    expect(crypto.verifyEs256(key, message, signature)).toBe(true)
    const n = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
    const other = (n - BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`)).toString(16).padStart(64, '0')
    const twin = new Uint8Array([...signature.subarray(0, 32), ...Buffer.from(other, 'hex')])
    expect(verify('sha256', message, { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, twin)).toBe(true)
    expect(crypto.verifyEs256(key, message, twin)).toBe(true)
    for (let at = 0; at < 64; at += 7) {
      const bad = Uint8Array.from(signature)
      bad[at] = (bad[at] ?? 0) ^ 1
      expect(crypto.verifyEs256(key, message, bad)).toBe(false)
    }
    const text = '守信停车优惠 8 折 — €💳'
    expect(crypto.sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'))
    expect(Buffer.from(crypto.fromBase64Url(message.toString('base64url')))).toEqual(message)
  })
})

describe('the kit', () => {
  it('is kept when its digest and signature hold, and is the one from before when the server says so', () => {
    const answer = answerOf()
    const kept = keepKit(answer, undefined, { from: NOON - 4000, until: NOON - 2000 }, crypto)
    expect(kept).toMatchObject({ kitId: 'kit_1', clockAheadMs: 3000 })
    expect(keepKit({ ...answer, kitId: 'kit_2', content: null }, kept, { from: NOON, until: NOON }, crypto)).toMatchObject({ kitId: 'kit_2', content: answer.content })
    expect(keepKit({ ...answer, content: null }, undefined, { from: NOON, until: NOON }, crypto)).toBeUndefined()
    const swollen = answer.content && { ...answer.content, withdrawn: [] }
    expect(keepKit({ ...answer, content: swollen }, undefined, { from: NOON, until: NOON }, crypto)).toBeUndefined()
    expect(keepKit({ ...answer, ticket: answer.ticket.replace('XK1', 'XK2') }, undefined, { from: NOON, until: NOON }, crypto)).toBeUndefined()
  })

  it('serves up to the city’s limit, by the server’s clock, and its age is said', () => {
    const kit = kitOf()
    const at = (hours: number) => kitState(kit, NOON + hours * 3_600_000)
    expect(at(23.99)).toMatchObject({ is: 'good' })
    expect(at(24)).toMatchObject({ is: 'old', maxAgeHours: 24 })
    expect(at(-1)).toEqual({ is: 'clock' })
    // This phone's clock is ten minutes slow and is set right by the kit.
    expect(kitState(kitOf(undefined, 600_000), NOON - 600_000 + 60_000)).toMatchObject({ is: 'good', ageMs: 60_000 })
    expect(kitWords(at(0.2), NOON + 720_000)).toEqual({ words: '离线数据：12 分钟前更新，断网时也能核销二维码', good: true })
    expect(kitWords(at(24), NOON).words).toBe('离线数据已超过 24 小时，断网时不能核销')
    expect([kitState(undefined, NOON), at(-1)].map((s) => kitWords(s, NOON).good)).toEqual([false, false])
  })
})

describe('a pass without network', () => {
  it('is good: the verdict says what to give, and what to write down', async () => {
    const answer = await judge(await passOf())
    expect(answer).toMatchObject({ verdict: { verdict: 'may', benefit: '停车 8 折', perkTitle: '停车优惠', instructions: '账单按券面折扣结算' }, draft: { voucherId, kitId: 'kit_1', admittedAt: '2026-11-21T04:00:05.000Z', benefit: '停车 8 折' } })
  })

  it('forged, old, early, foreign, withdrawn or let in before is refused, each with its reason', async () => {
    const forger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const forged = await passOf({}, (bytes) => new Uint8Array(sign('sha256', bytes, { key: forger.privateKey, dsaEncoding: 'ieee-p1363' })))
    const seen = { admitted: () => ({ admittedAt: '2026-11-21T02:02:00.000Z' }) as BookedScan, all: () => [] }
    for (const [text, code, given] of [
      [forged, 'FORGED', {}],
      [await passOf({ notBefore: NOON / 1000 - 91 }), 'PASS_EXPIRED', {}],
      [await passOf({ notBefore: NOON / 1000 + 60 }), 'NOT_YET', {}],
      [await passOf({ merchantId: id('mer_') }), 'WRONG_MERCHANT', {}],
      [await passOf({ voucherId: withdrawn }), 'WITHDRAWN', {}],
      [await passOf(), 'USED', { book: seen }],
      ['XH1:??', 'UNREADABLE', {}],
    ] as const) {
      const answer = await judge(text, given)
      expect(answer).toMatchObject({ verdict: { verdict: 'may-not', code } })
      expect('draft' in answer).toBe(false)
    }
    expect(await judge(await passOf(), { book: seen })).toMatchObject({ verdict: { sentence: '这部手机 10:02 已核销过这张券' } })
  })

  it('that this phone redeemed with network since its kit was made is refused; what the kit is younger than, the kit decides', async () => {
    const one = { voucherId, redemptionId: 'red_1', storeId, benefit: '停车 8 折' }
    const after = [{ ...one, redeemedAt: '2026-11-21T04:00:03.000Z' }]
    expect(await judge(await passOf(), { used: after })).toMatchObject({ verdict: { verdict: 'may-not', code: 'USED', sentence: '这部手机 12:00 已联网核销过这张券' } })
    expect(await judge(await passOf({ voucherId: id('vch_') }), { used: after.map((u) => ({ ...u, storeId: id('sto_') })) })).toMatchObject({ verdict: { verdict: 'may' } })
    // Reversed elsewhere meanwhile: the newer kit does not name it.
    expect(await judge(await passOf(), { used: [{ ...one, redeemedAt: '2026-11-21T03:40:00.000Z' }] })).toMatchObject({ verdict: { verdict: 'may' } })
  })

  it('after another voucher the clerk is asked whether it is one bill, unless both go with other perks or the city’s minutes are over', async () => {
    const stacking = { ...rule, terms: { ...rule.terms, stacking: 'with-perks' as const } }
    const before = (minutes: number, stacks: boolean) => ({ admitted: () => undefined, all: () => [{ storeId, admittedAt: new Date(NOON - minutes * 60_000).toISOString(), benefit: '洗车 5 折', stacks } as BookedScan] })
    const asks = async (rules: DeskRule[], given: Partial<Parameters<typeof judgeOffline>[1]>) => {
      const answer = await judge(await passOf(), { kit: kitOf(rules), ...given })
      return 'ask' in answer ? answer.ask : undefined
    }
    expect(await asks([rule], {})).toBeUndefined()
    expect(await asks([rule], { book: before(5, true) })).toBe('这部手机 11:55 刚核销过“洗车 5 折”。同一位顾客的同一笔消费，两项不能叠加')
    expect(await asks([stacking], { book: before(5, true) })).toBeUndefined()
    expect(await asks([stacking], { book: before(5, false) })).toContain('不能叠加')
    expect(await asks([rule], { book: before(16, false) })).toBeUndefined()
    expect(await asks([rule], { used: [{ voucherId: id('vch_'), redemptionId: 'red_1', storeId, benefit: '洗车 5 折', redeemedAt: '2026-11-21T03:50:00.000Z' }] })).toContain('不能叠加')
  })

  it('is left to the network: a till code, an unknown key, no kit or an old one, a wrong clock, a perk with money behind it', async () => {
    const text = await passOf()
    for (const [shown, unable, given] of [
      ['104277193055641780', '收银码要联网才能核对，请顾客出示二维码', {}],
      [await passOf({ kid: 'ffffffff' }), '无法核验这个出示码，请联网后再扫', {}],
      [text, '这部手机还没有离线数据', { kit: undefined }],
      [text, '离线数据超过 24 小时，不能再用来核销', { now: NOON + 25 * 3_600_000 }],
      [text, '手机时间不对，不能离线核销', { now: NOON - 3_600_000 }],
      [text, '这种券要联网才能核销', { kit: kitOf([{ ...rule, onlineOnly: true }]) }],
    ] as const) expect(await judge(shown, given)).toEqual({ unable })
  })

  it('keeps to the perk’s stores and hours', async () => {
    const elsewhere = { ...rule, terms: { ...rule.terms, stores: [id('sto_')] } }
    expect(await judge(await passOf(), { kit: kitOf([elsewhere]) })).toMatchObject({ verdict: { verdict: 'may-not', code: 'WRONG_STORE' } })
    const lunch = { ...rule, terms: { ...rule.terms, blackouts: { days: [], weekdays: [], hours: [{ from: '11:30', until: '13:30' }] } } }
    expect(await judge(await passOf(), { kit: kitOf([lunch]) })).toMatchObject({ verdict: { verdict: 'may-not', code: 'BLACKOUT_HOURS' } })
  })

  it('that goes with none of the shop’s promotions asks for them, and is refused when the clerk says there is one', async () => {
    expect(await judge(await passOf())).toMatchObject({ verdict: { verdict: 'may', asksPromotions: true } })
    expect(await judge(await passOf(), { promotions: true })).toMatchObject({ verdict: { verdict: 'may-not', code: 'NOT_STACKABLE', sentence: '不能与店内其他优惠同时使用' } })
    const friendly = kitOf([{ ...rule, terms: { ...rule.terms, stacking: 'with-promotions' } }])
    for (const promotions of [undefined, true] as const) expect(await judge(await passOf(), { kit: friendly, promotions })).toMatchObject({ verdict: { verdict: 'may', asksPromotions: false } })
  })

  it('that may be one of several perks names them, and one newer than the kit trusts the customer’s screen', async () => {
    const wash = { ...rule, perkTitle: '洗车优惠', benefits: ['洗车 9 折', '洗车 5 折'] }
    expect(await judge(await passOf(), { kit: kitOf([rule, wash]) })).toMatchObject({ verdict: { benefit: '停车 8 折，或 洗车 5 折', perkTitle: null, instructions: '看顾客屏幕上的优惠名称，按那一项结算' } })
    expect(await judge(await passOf({ perkVersion: 9 }))).toMatchObject({ verdict: { verdict: 'may', benefit: '见顾客屏幕上的优惠' } })
  })
})

describe('the record', () => {
  const one = { benefit: '停车 8 折', admittedAt: '2026-11-21T02:02:00.000Z' }
  it('says how many wait and since when, and what became of each', () => {
    expect(waitingWords([{ admittedAt: '2026-11-21T03:00:00.000Z' }, one], NOON)).toBe('2 笔待入账，最早 10:02')
    expect(waitingWords([], NOON)).toBe('离线核销都已入账')
    expect(bookedLine(one, NOON)).toEqual({ title: '停车 8 折', note: '10:02 离线核销', tag: { words: '待入账', tone: 'amber' } })
    const result = { scanId: 'scn_1', outcome: 'again' as const, sentence: '此券另于 11月21日 10:01 在青桥店使用；本店按善意核销，补贴照付', paidInGoodFaith: true, receiptNo: null, redemptionId: null }
    expect(bookedLine({ ...one, result }, NOON)).toMatchObject({ note: '10:02 · 此券另于 11月21日 10:01 在青桥店使用；本店按善意核销，补贴照付', tag: { words: '另有使用' } })
  })
})
