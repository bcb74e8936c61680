import { randomInt } from 'node:crypto'
import type { PerkDraft } from '@xinhui/contract'
import { dayInShanghai, orgCodeCheckCharacter, type PerkBenefit, type PerkKind, type PerkTerms, usccCheckCharacter } from '@xinhui/rules'
import { makeCtx } from '../context'
import { newId } from '../lib/id'
import { consent } from '../modules/consent/consent.table'
import { inviteStaff } from '../modules/merchant/invite-staff'
import { findMerchant } from '../modules/merchant/merchant.store'
import { merchant, merchantPost, store } from '../modules/merchant/merchant.table'
import { perk } from '../modules/perk/perk.table'
import { record } from '../modules/record/record.table'
import { score } from '../modules/score/score.table'
import { subject } from '../modules/subject/subject.table'
import type { TestApp } from './app'

const digits = (length: number) => String(randomInt(10 ** length)).padStart(length, '0')

/** A valid code (GB 32100) of the demo city's region. */
function randomUscc(): string {
  const body = digits(8)
  const first17 = `91990101${body}${orgCodeCheckCharacter(body)}`
  return first17 + usccCheckCharacter(first17)
}

export async function createOrganization(app: TestApp, options: { name?: string } = {}): Promise<{ subjectId: string; uscc: string }> {
  const subjectId = newId('sub')
  const uscc = randomUscc()
  await app.deps.db.insert(subject).values({ id: subjectId, kind: 'organization', uscc, name: options.name ?? `云汀测试企业${digits(4)}`, district: '990101', createdAt: app.clock.now() })
  return { subjectId, uscc }
}

/** A merchant with one open store. */
export async function createMerchant(
  app: TestApp,
  options: { name?: string; storeName?: string; status?: 'active' | 'suspended' | 'terminated'; industry?: string } = {},
): Promise<{ merchantId: string; storeId: string; subjectId: string; uscc: string; name: string; storeName: string }> {
  const name = options.name ?? `云汀测试商户${digits(4)}`
  const { subjectId, uscc } = await createOrganization(app, { name })
  const merchantId = newId('mer')
  const now = app.clock.now()
  await app.deps.db.insert(merchant).values({ id: merchantId, subjectId, name, industry: options.industry ?? '停车', status: options.status ?? 'active', createdAt: now, updatedAt: now })
  const { storeId, name: storeName } = await createStore(app, merchantId, { name: options.storeName ?? `${name}一店` })
  return { merchantId, storeId, subjectId, uscc, name, storeName }
}

export async function createStore(app: TestApp, merchantId: string, options: { name?: string; status?: 'open' | 'closed' } = {}): Promise<{ storeId: string; name: string }> {
  const storeId = newId('sto')
  const name = options.name ?? `测试门店${digits(4)}`
  await app.deps.db
    .insert(store)
    .values({ id: storeId, merchantId, code: `S${digits(8)}`, name, address: '云汀市临河区测试路 1 号', longitudeE6: 118_500_000, latitudeE6: 25_100_000, hours: '08:00–22:00', status: options.status ?? 'open', updatedAt: app.clock.now() })
  return { storeId, name }
}

/** Makes the person a clerk (of `storeId`), manager or owner of the merchant. */
export async function createPost(app: TestApp, post: { merchantId: string; subjectId: string; storeId?: string; role?: 'owner' | 'manager' | 'clerk' }): Promise<{ postId: string }> {
  const postId = newId('pos')
  await app.deps.db.insert(merchantPost).values({
    id: postId,
    merchantId: post.merchantId,
    storeId: post.storeId ?? null,
    subjectId: post.subjectId,
    role: post.role ?? (post.storeId ? 'clerk' : 'owner'),
    createdAt: app.clock.now(),
  })
  return { postId }
}

/** An open invitation to be a clerk of the store, as its merchant makes it. */
export async function createPostInvitation(app: TestApp, of: { merchantId: string; storeId: string }): Promise<{ invitationId: string; code: string }> {
  const ctx = makeCtx(app.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'test' } })
  const found = await findMerchant(app.deps.db, of.merchantId)
  if (!found) throw new Error('no such merchant')
  const { invitation, code } = await inviteStaff({ ctx, input: { by: { merchant: found, role: 'owner', subjectId: null, postId: null, storeId: null }, role: 'clerk', storeId: of.storeId } })
  return { invitationId: invitation.id, code }
}

const BENEFITS: Record<PerkKind, PerkBenefit> = {
  discount: { kind: 'percent', percentBps: 8000 },
  'amount-off': { kind: 'amount-off', amountFen: 1500, minimumFen: 10_000 },
  price: { kind: 'price', priceFen: 1990 },
  'free-use': { kind: 'hours', hours: 2 },
  'deposit-waiver': { kind: 'deposit-waiver', depositFen: 30_000 },
  'post-pay': { kind: 'post-pay', limitFen: 50_000 },
  priority: { kind: 'priority' },
  'loaded-code': { kind: 'loaded-code' },
  'partner-link': { kind: 'partner-link', url: 'https://partner.example/use' },
}

/** Terms without restrictions, for a person, giving a usual benefit of this kind, together with whatever else there is. */
export const openTerms = (kind: PerkKind = 'discount', over: Partial<PerkTerms> = {}): PerkTerms => ({
  benefit: BENEFITS[kind],
  stores: null,
  blackouts: { days: [], weekdays: [], hours: [] },
  stacking: 'with-perks',
  audience: 'person',
  quota: { perDay: null, perPeriod: null },
  ...over,
})

/** What an editor would fill in for a perk like `createPerk`’s. */
export const perkDraft = (over: Partial<PerkDraft> = {}): PerkDraft => ({
  scene: 'parking',
  kind: 'discount',
  title: '守信停车优惠',
  summary: '在合作停车场享受停车折扣。',
  instructions: '账单按券面折扣结算',
  tiers: [
    { title: '优享', fromCenti: 65_000, words: '停车 8 折', value: { kind: 'percent', percentBps: 8000 } },
    { title: '人人享', fromCenti: null, value: { kind: 'percent', percentBps: 9000 } },
  ],
  terms: { stores: null, blackouts: { days: [], weekdays: [], hours: [] }, stacking: 'alone', audience: 'person', quota: { perDay: null, perPeriod: null } },
  quotaTotal: 100,
  perPersonLimit: 1,
  claimFrom: '2026-11-01',
  claimUntil: '2027-12-31',
  voucherValidDays: 30,
  subsidyFen: 0,
  ...over,
})

/** A published perk of the merchant, claimable today: 8 折 from 650 points, 9 折 for everybody. Any column can be given. */
export async function createPerk(app: TestApp, options: { merchantId: string } & Partial<typeof perk.$inferInsert>): Promise<{ perkId: string }> {
  const now = app.clock.now()
  const today = dayInShanghai(now.getTime())
  const perkId = options.id ?? newId('prk')
  await app.deps.db.insert(perk).values({
    code: `P${digits(8)}`,
    scene: 'parking',
    kind: 'discount',
    title: '守信停车优惠',
    summary: '在合作停车场享受停车折扣。',
    instructions: '账单按券面折扣结算',
    tiers: [
      { title: '优享', benefit: '停车 8 折', fromCenti: 65_000 },
      { title: '人人享', benefit: '停车 9 折', fromCenti: null },
    ],
    terms: openTerms(options.kind),
    status: 'published',
    testedVersion: 1,
    quotaTotal: 1000,
    perPersonLimit: 1,
    claimFrom: today,
    claimUntil: '2027-12-31',
    voucherValidDays: 30,
    subsidyFen: 300,
    contentHash: `test-${digits(8)}`,
    createdAt: now,
    updatedAt: now,
    ...options,
    id: perkId,
  })
  return { perkId }
}

/** Puts an organisation on the list of serious wrongdoers (严重失信主体名单), from yesterday until `endsOn`. */
export async function putOnSeriousList(app: TestApp, subjectId: string, options: { decidedOn?: string; endsOn?: string; status?: 'valid' | 'void' } = {}): Promise<{ recordId: string }> {
  const now = app.clock.now()
  const recordId = newId('rec')
  await app.deps.db.insert(record).values({
    id: recordId,
    subjectId,
    item: 'serious-list',
    sourceKey: `test-${recordId}`,
    sourceOffice: '云汀市市场监督管理局',
    decidedOn: options.decidedOn ?? dayInShanghai(now.getTime() - 86_400_000),
    endsOn: options.endsOn ?? null,
    status: options.status ?? 'valid',
    content: {},
    contentHash: `test-${digits(8)}`,
    createdAt: now,
    updatedAt: now,
  })
  return { recordId }
}

/** Gives a person an open score of exactly this many points (hundredths), under a consent as the product makes it. */
export async function giveScore(app: TestApp, subjectId: string, totalCenti: number): Promise<void> {
  const now = app.clock.now()
  const consentId = newId('cns')
  await app.deps.db.insert(consent).values({ id: consentId, subjectId, purpose: 'score', receiver: 'city', fields: [], textVersion: 'test', status: 'living', grantedAt: now })
  await app.deps.db
    .insert(score)
    .values({ id: newId('sco'), subjectId, consentId, modelId: 'test', day: dayInShanghai(now.getTime()), totalCenti, grade: '测试', change: null, computedAt: now })
}

/** Claims a perk over the API as the person behind `token`. */
export async function claimPerk(app: TestApp, token: string, perkId: string): Promise<{ voucherId: string }> {
  const { status, body, text } = await app.call('POST /vouchers', { as: token, body: { perkId } })
  if (status !== 201) throw new Error(`claim refused: ${text}`)
  return { voucherId: String(body['voucherId']) }
}

/** The passes the phone would hold for a voucher now. */
export async function fetchPasses(app: TestApp, token: string, voucherId: string): Promise<{ text: string; tillCode: string; notBefore: string; expiresAt: string }[]> {
  const { status, body, text } = await app.call(`POST /vouchers/${voucherId}/passes`, { as: token })
  if (status !== 201) throw new Error(`no passes: ${text}`)
  return body['passes'] as { text: string; tillCode: string; notBefore: string; expiresAt: string }[]
}
