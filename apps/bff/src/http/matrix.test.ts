import { randomInt } from 'node:crypto'
import type { EndpointKey, StaffRole } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../db/sql'
import { newId } from '../lib/id'
import { startTestApp, type TestApp } from '../testing/app'
import { createCommitment } from '../testing/commitments'
import { createInterview } from '../testing/interviews'
import { createApplication, createFirm, createInvitation, createObjection, LICENCE_PDF } from '../testing/firms'
import { createLender as createBank, createProduct } from '../testing/lenders'
import { applyTo, bringTo, type Borrower, consentBody, createLender, createRequest, NEED, stepOf, TERMS } from '../testing/loans'
import { createMerchant, createOrganization, createPerk, createPost, createPostInvitation, createStore, perkDraft } from '../testing/market'
import { createResident, createStaff, createVisitor, type Resident, type StaffMember } from '../testing/people'
import { createRecord } from '../testing/records'
import { createLetter, createRepair, type RepairState } from '../testing/repairs'
import { createStatement } from '../testing/settlements'
import { createOrder, PHOTO, PHOTO_ID } from '../testing/waivers'
import { createTill, tillKey } from '../testing/tills'
import { insertCompensation } from '../modules/loan-support/loan-support.store'
import { repairPolicy } from '../modules/repair/repair-policy'
import type { RegisteredRoute, Role } from './route'

/**
 * Every registered route × every kind of caller × owner or stranger. A route added without a fixture fails here, so that
 * nobody forgets to say whose data it touches.
 */
let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ZONE = { title: '文旅', intro: '面向文化和旅游企业。', shows: 'named', position: 90 }

const STAFF_ROLES: StaffRole[] = ['reviewer', 'steward', 'auditor', 'administrator', 'merchant-owner', 'lender-officer']

interface World {
  owner: Resident
  stranger: Resident
  merchantId: string
  storeId: string
  perkId: string
  voucherId: string
  redemptionId: string
  consentId: string
  noticeId: string
  batchId: string
  /** Session of the staff member who calls as `administrator`. */
  staffSessionId: string
  tokens: Record<'visitor' | StaffRole | 'other-merchant-owner', string>
}

const pass = async (token: string, voucherId: string) => {
  const { body } = await app.call(`POST /vouchers/${voucherId}/passes`, { as: token })
  return (body['passes'] as { text: string }[])[0]?.text ?? ''
}

/** The bank whose officer calls, and another one's officer. */
let banks: ReturnType<typeof createLender> | undefined
const lending = () => (banks ??= createLender(app))
let otherOfficer: Promise<StaffMember> | undefined
const strangeOfficer = () => (otherOfficer ??= createLender(app).then(({ lenderId }) => createStaff(app, ['lender-officer'], { lenderId })))

/** Those who own nothing of a world of their own serve in all of them: a password hash takes its time. */
let serving: Promise<Record<'reviewer' | 'steward' | 'auditor' | 'lender-officer', StaffMember>> | undefined
const cityStaff = () =>
  (serving ??= (async () => ({
    reviewer: await createStaff(app, ['reviewer']),
    steward: await createStaff(app, ['steward']),
    auditor: await createStaff(app, ['auditor']),
    'lender-officer': await createStaff(app, ['lender-officer'], { lenderId: (await lending()).lenderId, isLenderLead: true }),
  }))())

/** Somebody who owns one of everything, and somebody who owns nothing of it. */
async function makeWorld(): Promise<World> {
  const [owner, stranger] = [await createResident(app), await createResident(app)]
  const mine = await createMerchant(app)
  const other = await createMerchant(app)
  await createPost(app, { merchantId: mine.merchantId, subjectId: owner.subjectId, role: 'owner' })
  await createPost(app, { merchantId: other.merchantId, subjectId: stranger.subjectId, role: 'owner' })
  const { perkId } = await createPerk(app, { merchantId: mine.merchantId, perPersonLimit: 10 })
  const voucherId = String((await app.call('POST /vouchers', { as: owner.token, body: { perkId } })).body['voucherId'])
  const usedId = String((await app.call('POST /vouchers', { as: owner.token, body: { perkId } })).body['voucherId'])
  const redeemed = await app.call('POST /desk/redemptions', { as: owner.token, body: { storeId: mine.storeId, presented: await pass(owner.token, usedId) } })
  const opened = await app.call('POST /me/score', { as: owner.token, body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } })
  const staff = {
    ...(await cityStaff()),
    administrator: await createStaff(app, ['administrator']),
    'merchant-owner': await createStaff(app, ['merchant-owner'], { merchantId: mine.merchantId }),
    'other-merchant-owner': await createStaff(app, ['merchant-owner'], { merchantId: other.merchantId }),
  }
  const imported = await app.call('POST /console/imports?fileName=x.csv', { as: staff.steward.token, raw: new TextEncoder().encode('姓名,身份证号码,手机号码,区县\n'), headers: { 'content-type': 'application/octet-stream' } })
  const batches = (await app.call('GET /console/imports', { as: staff.steward.token })).body['items'] as { batchId: string }[]
  expect([redeemed.status, opened.status, imported.status < 500]).toEqual([201, 201, true])
  return {
    owner,
    stranger,
    merchantId: mine.merchantId,
    storeId: mine.storeId,
    perkId,
    voucherId,
    redemptionId: String(redeemed.body['redemptionId']),
    consentId: String(opened.body['consentId']),
    noticeId: await createNotice(owner.subjectId),
    batchId: batches[0]?.batchId ?? '',
    staffSessionId: staff.administrator.sessionId,
    tokens: { visitor: (await createVisitor(app)).token, ...Object.fromEntries(Object.entries(staff).map(([role, s]) => [role, s.token])) } as World['tokens'],
  }
}

async function createNotice(subjectId: string): Promise<string> {
  const { notice } = await import('../modules/notice/notice.table')
  const id = newId('ntc')
  await app.deps.db.insert(notice).values({ id, subjectId, kind: 'test', title: '测试通知', body: '这是一条通知', cause: id, createdAt: app.clock.now() })
  return id
}

/** The owner's repair case in this state, or of this kind of reader. */
const repairOf = async (w: World, until: RepairState) => createRepair(app, { person: w.owner, officer: (await cityStaff()).reviewer, until })
const FALSE_COMMITMENT = { kind: 'false-commitment', note: '接到举报，缴款凭证系伪造' }

const itemConsent = (item: string) => ({ item, agreed: true, textVersion: app.deps.city.itemConsent.textVersion })
/** A code the stranger's firm has made: whoever holds it may use it. */
async function agentCode(w: World): Promise<string> {
  const { firmId } = await createFirm(app, { personId: w.stranger.subjectId })
  return String((await app.call(`POST /firms/${firmId}/agent-codes`, { as: w.stranger.token, body: { rights: ['file'], until: '2026-12-31' } })).body['code'])
}
const statementOf = (w: World, until: 'drawn' | 'disputed' | 'confirmed') => createStatement(app, { merchantId: w.merchantId, as: w.tokens['merchant-owner'], until })
const NEW_YEAR = { year: 2027, source: '关于2027年部分节假日安排的通知（测试）', off: ['2027-01-01'], working: [] }
const repairable = (w: World) => createRecord(app, { subjectId: w.owner.subjectId, item: 'penalty', decidedOn: '2026-11-10', content: { severity: '一般' } })
async function firmRepairable(w: World): Promise<string> {
  const { firmId } = await ownFirm(w)
  return `/firms/${firmId}/records/${(await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-11-10', content: { severity: '一般' } })).recordId}`
}
/** The owner's firm with a need, and an application to the bank in this state. */
async function borrowing(w: World): Promise<Borrower> {
  const { firmId } = await createFirm(app, { personId: w.owner.subjectId })
  return { person: w.owner, firmId, requestId: await createRequest(app, { person: w.owner, firmId }) }
}
async function loanOf(w: World, until?: Parameters<typeof bringTo>[2]): Promise<string> {
  const applicationId = await applyTo(app, await borrowing(w), await lending())
  if (until) await bringTo(app, { officer: (await cityStaff())['lender-officer'].token, firm: w.owner.token, applicationId }, until)
  return applicationId
}
const lenderSystem = () => ({ name: '信贷系统', jwk: tillKey().jwk, webhookUrl: 'https://bank.example.com/hooks' })
/** A lender has one living system at a time. */
async function lenderClients(): Promise<{ path: string; living: string | undefined; as: string }> {
  const path = `/console/lenders/${(await lending()).lenderId}/clients`
  const as = (await cityStaff())['lender-officer'].token
  const items = (await app.call(`GET ${path}`, { as })).body['items'] as { clientId: string; status: string }[]
  return { path, living: items.find((c) => c.status === 'active')?.clientId, as }
}
const CRITERIA = ['lawful-operation', 'fixed-premises', 'real-need', 'good-credit', 'lawful-use'].map((code) => ({ code, met: true }))
const STRETCH = 'from=2026-01-01&to=2026-12-31'
const ownFirm = (w: World) => createFirm(app, { personId: w.owner.subjectId })

async function promising(w: World, hearing = false): Promise<{ firmId: string; commitmentId: string }> {
  const { firmId } = await ownFirm(w)
  return { firmId, commitmentId: (await createCommitment(app, { subjectId: firmId, signedById: w.owner.subjectId, hearing })).commitmentId }
}
async function invited(w: World, until: 'notified' | 'held' | 'appealed'): Promise<{ firmId: string; interviewId: string }> {
  const { firmId } = await ownFirm(w)
  return { firmId, interviewId: (await createInterview(app, { firmId, until })).interviewId }
}
const roundOf = async (w: World) => String((await app.call('POST /console/repair-invitations', { as: w.tokens.reviewer, body: {} })).body['roundId'])
const STATEMENT = { statement: '当天停业检修，台账随后补齐' }

const STORE = { name: '云汀测试二店', address: '云汀市临河区测试路 2 号', longitudeE6: 118_500_000, latitudeE6: 25_100_000, hours: '08:00–22:00' }

const FORM = { name: '云汀测试小馆', industry: '餐饮', contactName: '安测试', contactPhone: '13800000000', stores: [STORE] }
async function applying(w: World): Promise<{ firmId: string; applicationId: string }> {
  const { firmId } = await ownFirm(w)
  return { firmId, ...(await createApplication(app, { firmId, applicantId: w.owner.subjectId })) }
}

interface Call {
  path: string
  body?: unknown
  raw?: string | Uint8Array
}

const DRAFT = {
  name: '测试贷', kind: 'credit', amountMinFen: 1_000_000, amountMaxFen: 100_000_000, rateMinBps: 365, rateMaxBps: 480, feeBps: 0, termMinMonths: 3, termMaxMonths: 36, repayment: '等额本息', method: 'equal-instalment', renewal: 'none',
  zone: null, audience: '小微企业', responseWorkingDays: 3, entryRules: [{ kind: 'first-loan' }], validUntil: '2027-12-31',
}
const PAPER = '盖章的产品说明书'
const PROGRAMME = {
  kind: 'interest-subsidy', title: '首贷贴息', issuer: '市财政局', basis: '测试办法', basisUrl: null, basisVerified: false, opensOn: '2026-01-01', closesOn: '2027-12-31', potFen: 100_000_000, loanMaxFen: 300_000_000, entryRules: [],
  subsidy: { shareBps: 5000, pointsBps: null, yearCapFen: 3_000_000, maxMonths: 12 }, compensation: null, unsecured: false, freeOfCharge: true,
}
/** Path of a programme by another person than those that are tried. */
async function programmePath(): Promise<string> {
  const code = `p${newId('req').slice(4)}`
  await app.call('POST /console/loan-programmes', { as: (await createStaff(app, ['reviewer'])).token, body: { code, draft: PROGRAMME } })
  return `/console/loan-programmes/${code}`
}
async function attachedPath(): Promise<string> {
  const [path, productId] = [await programmePath(), await ownProduct()]
  await app.call(`POST ${path}/products`, { as: (await createStaff(app, ['reviewer'])).token, body: { productId } })
  return `${path}/products/${productId}`
}
const LENDER = { name: '云汀测试银行', kind: 'city-bank', licenceNumber: 'B0000H000000001', licenceFrom: '2020-01-01', licenceUntil: null, answerWorkingDays: 5 }
const colleague = async () => (await createStaff(app, ['lender-officer'], { lenderId: (await lending()).lenderId })).staffId
const ownLender = async () => (await lending()).lenderId
const ownProduct = async (over: Parameters<typeof createProduct>[1] = {}) => (await createProduct(app, { lenderId: await ownLender(), ...over })).productId
async function handedIn(): Promise<string> {
  const productId = await ownProduct({ status: 'draft' })
  await app.call(`POST /console/loan-products/${productId}/submission`, { as: (await cityStaff())['lender-officer'].token, body: { version: 1 } })
  return productId
}
/** What the office wrote for the lender, handed in. */
async function onBehalf(): Promise<string> {
  const as = (await cityStaff()).reviewer.token
  const productId = String((await app.call('POST /console/loan-products', { as, body: { lenderId: await ownLender(), draft: DRAFT, paper: PAPER } })).body['productId'])
  await app.call(`POST /console/loan-products/${productId}/submission`, { as, body: { version: 1 } })
  return productId
}
async function reviewed(): Promise<string> {
  const productId = await handedIn()
  await app.call(`POST /console/loan-products/${productId}/review`, { as: (await cityStaff()).reviewer.token, body: { version: 1, passed: true } })
  return productId
}

/** How each route is called so that the owner succeeds. `null`: no fixture is needed to judge the roles (its own secret decides). */
const FIXTURES: Record<EndpointKey, ((w: World) => Call | Promise<Call>) | null> = {
  'GET /city': () => ({ path: '/city' }),
  'GET /pass-keys': () => ({ path: '/pass-keys' }),
  'POST /sessions/wechat': null,
  'POST /sessions/refresh': null,
  'DELETE /sessions/current': () => ({ path: '/sessions/current' }),
  'GET /me': () => ({ path: '/me' }),
  'POST /me/real-name': null,
  'POST /staff/sessions': null,
  'POST /staff/sessions/refresh': null,
  'GET /staff/me': () => ({ path: '/staff/me' }),
  'GET /staff/sessions': () => ({ path: '/staff/sessions' }),
  'DELETE /staff/sessions/{sessionId}': (w) => ({ path: `/staff/sessions/${w.staffSessionId}` }),
  'GET /demo/personas': null,
  'POST /demo/personas/{key}/code': null,
  'GET /demo/staff': null,
  'GET /me/consents': () => ({ path: '/me/consents' }),
  'DELETE /me/consents/{consentId}': (w) => ({ path: `/me/consents/${w.consentId}` }),
  'GET /me/item-consents': () => ({ path: '/me/item-consents' }),
  'POST /me/consents': () => ({ path: '/me/consents', body: itemConsent('housing-fund') }),
  'GET /me/export': () => ({ path: '/me/export' }),
  'GET /me/account': () => ({ path: '/me/account' }),
  'DELETE /me/account': () => ({ path: '/me/account' }),
  'POST /objections': async (w) => ({ path: '/objections', body: { recordId: (await createRecord(app, { subjectId: w.owner.subjectId, item: 'honour', decidedOn: '2026-01-02' })).recordId, reason: '这条记录不是我的' } }),
  'GET /me/objections': () => ({ path: '/me/objections' }),
  'GET /console/objections': () => ({ path: '/console/objections' }),
  'GET /console/objections/{objectionId}': async (w) => ({ path: `/console/objections/${(await createObjection(app, w.owner.subjectId)).objectionId}` }),
  'POST /console/objections/{objectionId}/forwarding': async () => ({ path: `/console/objections/${(await createObjection(app, (await createResident(app)).subjectId)).objectionId}/forwarding` }),
  'POST /console/objections/{objectionId}/office-reply': async () => ({ path: `/console/objections/${(await createObjection(app, (await createResident(app)).subjectId)).objectionId}/office-reply`, body: { position: 'stands', reply: '经核查记录无误' } }),
  'POST /console/objections/{objectionId}/answer': async (w) => ({ path: `/console/objections/${(await createObjection(app, w.owner.subjectId)).objectionId}/answer`, body: { outcome: 'upheld', answer: '经核实记录无误' } }),
  'GET /repair-offers/{recordId}': async (w) => ({ path: `/repair-offers/${(await createRecord(app, { subjectId: w.owner.subjectId, item: 'penalty', decidedOn: '2026-05-12' })).recordId}` }),
  'GET /me/repair-cases': () => ({ path: '/me/repair-cases' }),
  'POST /repair-cases': async (w) => ({ path: '/repair-cases', body: { recordId: (await createRecord(app, { subjectId: w.owner.subjectId, item: 'penalty', decidedOn: '2026-05-12' })).recordId } }),
  'GET /repair-cases/{caseId}': async (w) => ({ path: `/repair-cases/${(await repairOf(w, 'draft')).caseId}` }),
  'PUT /repair-cases/{caseId}': async (w) => ({ path: `/repair-cases/${(await repairOf(w, 'draft')).caseId}`, body: { statement: '已缴清罚款' } }),
  'POST /repair-cases/{caseId}/evidence': null,
  'GET /repair-cases/{caseId}/evidence/{evidenceId}': async (w) => {
    const { caseId, evidenceId } = await repairOf(w, 'ready')
    return { path: `/repair-cases/${caseId}/evidence/${evidenceId}` }
  },
  'DELETE /repair-cases/{caseId}/evidence/{evidenceId}': async (w) => {
    const { caseId, evidenceId } = await repairOf(w, 'ready')
    return { path: `/repair-cases/${caseId}/evidence/${evidenceId}` }
  },
  'POST /repair-cases/{caseId}/commitment': async (w) => {
    const { commitment, commitmentHash } = repairPolicy(app.deps.city)
    return { path: `/repair-cases/${(await repairOf(w, 'draft')).caseId}/commitment`, body: { agreed: true, textVersion: commitment.textVersion, hash: commitmentHash } }
  },
  'POST /repair-cases/{caseId}/submission': async (w) => ({ path: `/repair-cases/${(await repairOf(w, 'ready')).caseId}/submission` }),
  'POST /repair-cases/{caseId}/answer': async (w) => ({ path: `/repair-cases/${(await repairOf(w, 'correcting')).caseId}/answer`, body: { answer: '已重新上传' } }),
  'POST /repair-cases/{caseId}/withdrawal': async (w) => ({ path: `/repair-cases/${(await repairOf(w, 'submitted')).caseId}/withdrawal` }),
  'GET /me/repair-letters': () => ({ path: '/me/repair-letters' }),
  'POST /repair-letters/{letterId}/acknowledgement': async (w) => ({ path: `/repair-letters/${(await createLetter(app, w.owner.subjectId)).letterId}/acknowledgement` }),
  'GET /console/repair-cases': () => ({ path: '/console/repair-cases' }),
  'GET /console/repair-cases/{caseId}': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'submitted')).caseId}` }),
  'GET /console/repair-cases/{caseId}/evidence/{evidenceId}': async (w) => {
    const { caseId, evidenceId } = await repairOf(w, 'submitted')
    return { path: `/console/repair-cases/${caseId}/evidence/${evidenceId}` }
  },
  'POST /console/repair-cases/{caseId}/defects': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'submitted')).caseId}/defects`, body: { defects: [{ code: 'duties-proof', text: '缴款凭证看不清' }] } }),
  'POST /console/repair-cases/{caseId}/acceptance': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'submitted')).caseId}/acceptance`, body: {} }),
  'POST /console/repair-cases/{caseId}/reviews': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'accepted')).caseId}/reviews`, body: { offices: ['市税务局'] } }),
  'POST /console/repair-cases/{caseId}/opinion': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'reviewing')).caseId}/opinion`, body: { office: '市税务局', opinion: 'agree', note: '无欠税' } }),
  'POST /console/repair-cases/{caseId}/decision': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'accepted')).caseId}/decision`, body: { outcome: 'approved', note: '义务已履行完毕' } }),
  'POST /console/repair-cases/{caseId}/linked-cases': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'approved')).caseId}/linked-cases`, body: FALSE_COMMITMENT }),
  'GET /console/repair-cases/{caseId}/letters/{channel}': async (w) => ({ path: `/console/repair-cases/${(await repairOf(w, 'approved')).caseId}/letters/province` }),
  'GET /console/repair-letters': () => ({ path: '/console/repair-letters' }),
  'GET /console/repair-officers': () => ({ path: '/console/repair-officers' }),
  'PUT /console/repair-officers/{username}': async () => ({ path: `/console/repair-officers/${(await cityStaff()).reviewer.username}`, body: { office: '', lead: false } }),
  'POST /console/subject-searches': () => ({ path: '/console/subject-searches', body: { text: '云汀', purpose: '核实', basis: '本人申请' } }),
  'GET /console/subjects/{subjectId}': (w) => ({ path: `/console/subjects/${w.owner.subjectId}?purpose=${encodeURIComponent('核实')}&basis=${encodeURIComponent('本人申请')}` }),
  'GET /me/firms': () => ({ path: '/me/firms' }),
  'POST /me/firms': null,
  'POST /me/firms/{agencyId}/acceptance': async (w) => ({ path: `/me/firms/${(await createInvitation(app, { firmId: (await createOrganization(app)).subjectId, idNumber: w.owner.idNumber })).agencyId}/acceptance` }),
  'DELETE /me/firms/{agencyId}': async (w) => ({ path: `/me/firms/${(await ownFirm(w)).agencyId}` }),
  'GET /firms/{firmId}/file': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/file` }),
  'GET /firms/{firmId}/score': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/score` }),
  'GET /firms/{firmId}/score/history': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/score/history` }),
  'GET /firms/{firmId}/score/projection': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/score/projection` }),
  'POST /firms/{firmId}/score/what-if': async (w) => {
    const { firmId } = await ownFirm(w)
    const { recordId } = await createRecord(app, { subjectId: firmId, item: 'penalty', decidedOn: '2026-01-02', content: { severity: '一般' } })
    return { path: `/firms/${firmId}/score/what-if`, body: { end: [{ recordId, on: '2026-12-01' }] } }
  },
  'POST /me/firms/code-offer': async (w) => ({ path: '/me/firms/code-offer', body: { code: await agentCode(w) } }),
  'POST /me/firms/code': async (w) => ({ path: '/me/firms/code', body: { code: await agentCode(w) } }),
  'GET /firms/{firmId}/agent-codes': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/agent-codes` }),
  'POST /firms/{firmId}/agent-codes': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/agent-codes`, body: { rights: ['file'], until: '2026-12-31' } }),
  'DELETE /firms/{firmId}/agent-codes/{invitationId}': async (w) => {
    const { firmId } = await ownFirm(w)
    const made = await app.call(`POST /firms/${firmId}/agent-codes`, { as: w.owner.token, body: { rights: ['file'], until: '2026-12-31' } })
    return { path: `/firms/${firmId}/agent-codes/${String(made.body['invitationId'])}` }
  },
  'GET /firms/{firmId}/access-log': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/access-log` }),
  'GET /firms/{firmId}/item-consents': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/item-consents` }),
  'POST /firms/{firmId}/consents': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/consents`, body: itemConsent('tax-rating') }),
  'DELETE /firms/{firmId}/consents/{consentId}': async (w) => {
    const { firmId } = await ownFirm(w)
    const { body } = await app.call(`POST /firms/${firmId}/consents`, { as: w.owner.token, body: itemConsent('tax-rating') })
    return { path: `/firms/${firmId}/consents/${String(body['consentId'])}` }
  },
  'GET /firms/{firmId}/objections': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/objections` }),
  'POST /firms/{firmId}/objections': async (w) => {
    const { firmId } = await ownFirm(w)
    return { path: `/firms/${firmId}/objections`, body: { recordId: (await createRecord(app, { subjectId: firmId, item: 'honour', decidedOn: '2026-01-02' })).recordId, reason: '这条记录不是本企业的' } }
  },
  'GET /firms/{firmId}/agents': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/agents` }),
  'POST /firms/{firmId}/agents': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/agents`, body: { idNumber: w.stranger.idNumber, rights: ['file'], until: '2026-12-31' } }),
  'DELETE /firms/{firmId}/agents/{agencyId}': async (w) => {
    const { firmId } = await ownFirm(w)
    return { path: `/firms/${firmId}/agents/${(await createInvitation(app, { firmId, idNumber: w.stranger.idNumber })).agencyId}` }
  },
  'GET /me/access-log': () => ({ path: '/me/access-log' }),
  'GET /score-models/{subjectKind}': () => ({ path: '/score-models/person' }),
  'GET /me/score': () => ({ path: '/me/score' }),
  'POST /me/score': () => ({ path: '/me/score', body: { agreed: true, textVersion: app.deps.city.scoreConsent.textVersion } }),
  'POST /me/score/refusal': () => ({ path: '/me/score/refusal' }),
  'DELETE /me/score': () => ({ path: '/me/score' }),
  'GET /me/score/history': () => ({ path: '/me/score/history' }),
  'GET /me/score/projection': () => ({ path: '/me/score/projection' }),
  'POST /me/score/what-if': () => ({ path: '/me/score/what-if', body: { add: [{ item: 'volunteer', field: 'hours', amount: 10 }] } }),
  'GET /me/notices': () => ({ path: '/me/notices' }),
  'POST /me/notices/{noticeId}/read': (w) => ({ path: `/me/notices/${w.noticeId}/read` }),
  'GET /console/notices': () => ({ path: '/console/notices' }),
  'POST /console/notices/seen': () => ({ path: '/console/notices/seen', body: { noticeId: newId('ofn') } }),
  'GET /console/score-models': () => ({ path: '/console/score-models' }),
  'POST /console/score-models': () => ({ path: '/console/score-models', body: { source: 'id: x' } }),
  'GET /console/score-models/{releaseId}': () => ({ path: `/console/score-models/${newId('smr')}` }),
  'POST /console/score-models/{releaseId}/simulation': () => ({ path: `/console/score-models/${newId('smr')}/simulation` }),
  'POST /console/score-models/{releaseId}/approval': () => ({ path: `/console/score-models/${newId('smr')}/approval`, body: { effectiveFrom: '2027-01-01' } }),
  'POST /console/score-models/{releaseId}/withdrawal': () => ({ path: `/console/score-models/${newId('smr')}/withdrawal` }),
  'GET /console/organization-scores': () => ({ path: '/console/organization-scores' }),
  'GET /console/organization-scores/{subjectId}': () => ({ path: `/console/organization-scores/${newId('sub')}` }),
  'GET /me/records': () => ({ path: '/me/records' }),
  'GET /console/imports': () => ({ path: '/console/imports' }),
  'POST /console/imports': () => ({ path: '/console/imports?fileName=a.csv', raw: 'a,b\n1,2\n' }),
  'GET /console/imports/{batchId}': (w) => ({ path: `/console/imports/${w.batchId}` }),
  'GET /console/imports/{batchId}/rejects.csv': (w) => ({ path: `/console/imports/${w.batchId}/rejects.csv` }),
  'POST /console/imports/{batchId}/cancellation': (w) => ({ path: `/console/imports/${w.batchId}/cancellation` }),
  'GET /console/records/{recordId}/history': () => ({ path: '/console/records/rec_00000000000000000000000000/history' }),
  'POST /intake/batches': null,
  'GET /intake/batches/{batchId}': null,
  'GET /console/office-clients': () => ({ path: '/console/office-clients' }),
  'GET /console/office-clients/{clientId}': () => ({ path: '/console/office-clients/ofc_00000000000000000000000000' }),
  'POST /console/office-clients': () => ({ path: '/console/office-clients', body: {} }),
  'DELETE /console/office-clients/{clientId}': () => ({ path: '/console/office-clients/ofc_00000000000000000000000000' }),
  'GET /working-years': () => ({ path: '/working-years' }),
  'GET /console/working-years': () => ({ path: '/console/working-years' }),
  'POST /console/working-years/preview': () => ({ path: '/console/working-years/preview', body: NEW_YEAR }),
  'POST /console/working-years': () => ({ path: '/console/working-years', body: NEW_YEAR }),
  'GET /repair-guides': () => ({ path: '/repair-guides' }),
  'GET /repair-guides/{guideId}': () => ({ path: '/repair-guides/penalty' }),
  'GET /repair-guides/{guideId}/page': () => ({ path: '/repair-guides/penalty/page' }),
  'GET /repair-templates/{template}': () => ({ path: '/repair-templates/commitment-letter' }),
  'GET /me/records/{recordId}/repair-templates/{template}': async (w) => ({ path: `/me/records/${(await repairable(w)).recordId}/repair-templates/commitment-letter` }),
  'GET /firms/{firmId}/records/{recordId}/repair-templates/{template}': async (w) => ({ path: `${await firmRepairable(w)}/repair-templates/commitment-letter` }),
  'POST /repair/check': () => ({ path: '/repair/check', body: { subjectKind: 'organization', recordKind: 'penalty', decidedOn: '2026-05-10' } }),
  'GET /me/records/{recordId}/repair': async (w) => ({ path: `/me/records/${(await repairable(w)).recordId}/repair` }),
  'GET /me/records/{recordId}/repair.ics': async (w) => ({ path: `/me/records/${(await repairable(w)).recordId}/repair.ics` }),
  'POST /me/records/{recordId}/repair-reminder': async (w) => ({ path: `/me/records/${(await repairable(w)).recordId}/repair-reminder` }),
  'DELETE /me/records/{recordId}/repair-reminder': async (w) => ({ path: `/me/records/${(await repairable(w)).recordId}/repair-reminder` }),
  'GET /firms/{firmId}/records/{recordId}/repair': async (w) => ({ path: `${await firmRepairable(w)}/repair` }),
  'GET /firms/{firmId}/records/{recordId}/repair.ics': async (w) => ({ path: `${await firmRepairable(w)}/repair.ics` }),
  'POST /firms/{firmId}/records/{recordId}/repair-reminder': async (w) => ({ path: `${await firmRepairable(w)}/repair-reminder` }),
  'DELETE /firms/{firmId}/records/{recordId}/repair-reminder': async (w) => ({ path: `${await firmRepairable(w)}/repair-reminder` }),
  'GET /console/quality': () => ({ path: '/console/quality?period=2026-11' }),
  'GET /console/quality/late': () => ({ path: '/console/quality/late?period=2026-11&office=x' }),
  'GET /console/quality/failing': () => ({ path: '/console/quality/failing?period=2026-11&office=x' }),
  'GET /console/quality/codes': () => ({ path: '/console/quality/codes' }),
  'PUT /console/quality/outputs': () => ({ path: '/console/quality/outputs', body: { office: '云汀市综合行政执法局', period: '2026-11', produced: 3 } }),
  'GET /console/layouts': () => ({ path: '/console/layouts' }),
  'GET /scenes': () => ({ path: '/scenes' }),
  'GET /perks': () => ({ path: '/perks' }),
  'GET /perks/{perkId}': (w) => ({ path: `/perks/${w.perkId}` }),
  'POST /vouchers': (w) => ({ path: '/vouchers', body: { perkId: w.perkId } }),
  'GET /me/vouchers': () => ({ path: '/me/vouchers' }),
  'GET /firms/{firmId}/vouchers': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/vouchers` }),
  'GET /vouchers/{voucherId}': (w) => ({ path: `/vouchers/${w.voucherId}` }),
  'POST /vouchers/{voucherId}/cancellation': (w) => ({ path: `/vouchers/${w.voucherId}/cancellation` }),
  'POST /vouchers/{voucherId}/passes': (w) => ({ path: `/vouchers/${w.voucherId}/passes` }),
  'GET /firms/{firmId}/receipts': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/receipts` }),
  'GET /me/receipts': () => ({ path: '/me/receipts' }),
  'GET /me/receipts/{redemptionId}': (w) => ({ path: `/me/receipts/${w.redemptionId}` }),
  'GET /desk': () => ({ path: '/desk' }),
  'POST /desk/checks': async (w) => ({ path: '/desk/checks', body: { storeId: w.storeId, presented: await pass(w.owner.token, w.voucherId) } }),
  'POST /desk/redemptions': async (w) => ({ path: '/desk/redemptions', body: { storeId: w.storeId, presented: await pass(w.owner.token, w.voucherId) } }),
  'GET /desk/offline-kit': (w) => ({ path: `/desk/offline-kit?storeId=${w.storeId}` }),
  'POST /desk/offline-scans': (w) => ({
    path: '/desk/offline-scans',
    body: { storeId: w.storeId, deviceId: newId('dev'), tickets: [], scans: [{ seq: 0, prevHash: '0'.repeat(64), kitId: 'none', admittedAt: '2026-11-21T04:00:00.000Z', pass: 'XH1:' }] },
  }),
  'GET /desk/redemptions': (w) => ({ path: `/desk/redemptions?storeId=${w.storeId}` }),
  'GET /desk/redemptions/{redemptionId}': (w) => ({ path: `/desk/redemptions/${w.redemptionId}` }),
  'POST /desk/redemptions/{redemptionId}/reversal': (w) => ({ path: `/desk/redemptions/${w.redemptionId}/reversal`, body: { reason: '顾客改用其他优惠' } }),
  'GET /firms/{firmId}/merchant-application': async (w) => ({ path: `/firms/${(await applying(w)).firmId}/merchant-application` }),
  'PUT /firms/{firmId}/merchant-application': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/merchant-application`, body: FORM }),
  'POST /firms/{firmId}/merchant-application/licence': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/merchant-application/licence`, raw: LICENCE_PDF.toString() }),
  'GET /firms/{firmId}/merchant-application/licence': async (w) => ({ path: `/firms/${(await applying(w)).firmId}/merchant-application/licence` }),
  // The registry decides too; application.test.ts plugs one in.
  'POST /firms/{firmId}/merchant-application/submission': null,
  'GET /console/merchant-agreement': () => ({ path: '/console/merchant-agreement' }),
  'GET /console/merchant-applications': () => ({ path: '/console/merchant-applications' }),
  'POST /console/merchant-applications': async () => ({ path: '/console/merchant-applications', body: { ...FORM, uscc: (await createOrganization(app)).uscc } }),
  'GET /console/merchant-applications/{applicationId}': async (w) => ({ path: `/console/merchant-applications/${(await applying(w)).applicationId}` }),
  'POST /console/merchant-applications/{applicationId}/licence': null,
  'GET /console/merchant-applications/{applicationId}/licence': async (w) => ({ path: `/console/merchant-applications/${(await applying(w)).applicationId}/licence` }),
  'POST /console/merchant-applications/{applicationId}/submission': null,
  'POST /console/merchant-applications/{applicationId}/decision': async (w) => ({ path: `/console/merchant-applications/${(await applying(w)).applicationId}/decision`, body: { outcome: 'approved' } }),
  'GET /desk/merchants/{merchantId}/agreement': (w) => ({ path: `/desk/merchants/${w.merchantId}/agreement` }),
  'POST /console/merchants/{merchantId}/agreement': async () => ({ path: `/console/merchants/${(await createMerchant(app)).merchantId}/agreement`, body: { agreed: true, textVersion: app.deps.city.merchantAgreement.textVersion, validUntil: '2028-06-30' } }),
  'POST /desk/merchants/{merchantId}/agreement': (w) => ({ path: `/desk/merchants/${w.merchantId}/agreement`, body: { agreed: true, textVersion: app.deps.city.merchantAgreement.textVersion } }),
  'GET /desk/merchants/{merchantId}': (w) => ({ path: `/desk/merchants/${w.merchantId}` }),
  'GET /desk/merchants/{merchantId}/stores': (w) => ({ path: `/desk/merchants/${w.merchantId}/stores` }),
  'POST /desk/merchants/{merchantId}/stores': (w) => ({ path: `/desk/merchants/${w.merchantId}/stores`, body: STORE }),
  'PUT /desk/merchants/{merchantId}/stores/{storeId}': (w) => ({ path: `/desk/merchants/${w.merchantId}/stores/${w.storeId}`, body: STORE }),
  'POST /desk/merchants/{merchantId}/stores/{storeId}/closure': (w) => ({ path: `/desk/merchants/${w.merchantId}/stores/${w.storeId}/closure` }),
  'POST /desk/merchants/{merchantId}/stores/{storeId}/reopening': async (w) => ({ path: `/desk/merchants/${w.merchantId}/stores/${(await createStore(app, w.merchantId, { status: 'closed' })).storeId}/reopening` }),
  'GET /desk/merchants/{merchantId}/staff': (w) => ({ path: `/desk/merchants/${w.merchantId}/staff` }),
  'POST /desk/merchants/{merchantId}/invitations': (w) => ({ path: `/desk/merchants/${w.merchantId}/invitations`, body: { role: 'clerk', storeId: w.storeId } }),
  'DELETE /desk/merchants/{merchantId}/invitations/{invitationId}': async (w) => ({ path: `/desk/merchants/${w.merchantId}/invitations/${(await createPostInvitation(app, w)).invitationId}` }),
  'POST /desk/merchants/{merchantId}/posts/{postId}/end': async (w) => ({
    path: `/desk/merchants/${w.merchantId}/posts/${(await createPost(app, { merchantId: w.merchantId, storeId: w.storeId, subjectId: (await createResident(app)).subjectId })).postId}/end`,
    body: { reason: 'left' },
  }),
  'POST /merchant-invitations/preview': async () => ({ path: '/merchant-invitations/preview', body: { code: (await createPostInvitation(app, await createMerchant(app))).code } }),
  'POST /merchant-invitations/acceptance': async () => ({ path: '/merchant-invitations/acceptance', body: { code: (await createPostInvitation(app, await createMerchant(app))).code } }),
  'POST /console/merchants/{merchantId}/suspension': (w) => ({ path: `/console/merchants/${w.merchantId}/suspension`, body: { reason: 'complaint' } }),
  'POST /console/merchants/{merchantId}/resumption': async () => ({ path: `/console/merchants/${(await createMerchant(app, { status: 'suspended' })).merchantId}/resumption` }),
  'POST /console/merchants/{merchantId}/termination': async () => ({ path: `/console/merchants/${(await createMerchant(app)).merchantId}/termination`, body: { reason: 'request' } }),
  'GET /console/merchants/{merchantId}/termination': (w) => ({ path: `/console/merchants/${w.merchantId}/termination` }),
  'POST /console/merchants/{merchantId}/invitations': (w) => ({ path: `/console/merchants/${w.merchantId}/invitations`, body: { role: 'clerk', storeId: w.storeId } }),
  'DELETE /console/merchants/{merchantId}/invitations/{invitationId}': async (w) => ({ path: `/console/merchants/${w.merchantId}/invitations/${(await createPostInvitation(app, w)).invitationId}` }),
  'POST /console/merchants/{merchantId}/posts/{postId}/end': async (w) => ({
    path: `/console/merchants/${w.merchantId}/posts/${(await createPost(app, { merchantId: w.merchantId, storeId: w.storeId, subjectId: (await createResident(app)).subjectId })).postId}/end`,
    body: { reason: 'phone-lost' },
  }),
  'POST /console/merchants/{merchantId}/stores': (w) => ({ path: `/console/merchants/${w.merchantId}/stores`, body: STORE }),
  'PUT /console/merchants/{merchantId}/stores/{storeId}': (w) => ({ path: `/console/merchants/${w.merchantId}/stores/${w.storeId}`, body: STORE }),
  'POST /console/merchants/{merchantId}/stores/{storeId}/closure': (w) => ({ path: `/console/merchants/${w.merchantId}/stores/${w.storeId}/closure` }),
  'POST /console/merchants/{merchantId}/stores/{storeId}/reopening': async (w) => ({ path: `/console/merchants/${w.merchantId}/stores/${(await createStore(app, w.merchantId, { status: 'closed' })).storeId}/reopening` }),
  'POST /waivers': async (w) => ({ path: '/waivers', body: { perkId: (await createPerk(app, { merchantId: w.merchantId, kind: 'deposit-waiver' })).perkId } }),
  'POST /waivers/{waiverId}/consent': async (w) => ({ path: `/waivers/${await createOrder(app, { ...w, until: 'quoted' })}/consent`, body: { agreed: true, textVersion: app.deps.city.waiver?.terms.textVersion } }),
  'GET /me/waivers': () => ({ path: '/me/waivers' }),
  'GET /waivers/{waiverId}': async (w) => ({ path: `/waivers/${await createOrder(app, { ...w, until: 'reserved' })}` }),
  'POST /waivers/{waiverId}/cancellation': async (w) => ({ path: `/waivers/${await createOrder(app, { ...w, until: 'reserved' })}/cancellation` }),
  'POST /waivers/{waiverId}/acceptance': async (w) => ({ path: `/waivers/${await createOrder(app, { ...w, until: 'claimed' })}/acceptance` }),
  'POST /waivers/{waiverId}/dispute': async (w) => ({ path: `/waivers/${await createOrder(app, { ...w, until: 'claimed' })}/dispute`, body: { reason: '还的时候是好的，有照片' } }),
  'GET /waivers/{waiverId}/photos/{photoId}': async (w) => ({ path: `/waivers/${await createOrder(app, { ...w, until: 'claimed' })}/photos/${PHOTO_ID}` }),
  'GET /me/score/closing': () => ({ path: '/me/score/closing' }),
  'GET /desk/waivers': (w) => ({ path: `/desk/waivers?storeId=${w.storeId}` }),
  'GET /desk/waivers/{waiverId}': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'in-use' })}` }),
  'POST /desk/waivers/{waiverId}/return': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'in-use' })}/return`, body: { useFen: 1200, intact: true } }),
  'POST /desk/waivers/{waiverId}/photos': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'returned' })}/photos`, raw: PHOTO }),
  'GET /desk/waivers/{waiverId}/photos/{photoId}': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'claimed' })}/photos/${PHOTO_ID}` }),
  'POST /desk/waivers/{waiverId}/claim': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'photographed' })}/claim`, body: { amountFen: 2000, reason: '镜头有明显划痕' } }),
  'POST /desk/waivers/{waiverId}/reduction': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'billed' })}/reduction`, body: { discountFen: 100 } }),
  'POST /desk/waivers/{waiverId}/payment': async (w) => ({ path: `/desk/waivers/${await createOrder(app, { ...w, until: 'billed' })}/payment` }),
  'GET /console/waivers': () => ({ path: '/console/waivers' }),
  'GET /console/waivers/{waiverId}': async (w) => ({ path: `/console/waivers/${await createOrder(app, { ...w, until: 'disputed' })}` }),
  'GET /console/waivers/{waiverId}/photos/{photoId}': async (w) => ({ path: `/console/waivers/${await createOrder(app, { ...w, until: 'disputed' })}/photos/${PHOTO_ID}` }),
  'POST /console/waivers/{waiverId}/decision': async (w) => ({ path: `/console/waivers/${await createOrder(app, { ...w, until: 'disputed' })}/decision`, body: { upheldFen: 1000, reason: '划痕为旧痕，支持一半' } }),
  'POST /pay-score/notifications': null,
  'POST /demo/waivers/{waiverId}/confirmation': null,
  'POST /till/token': null,
  'POST /till/checks': () => ({ path: '/till/checks', body: { presented: '0' } }),
  'POST /till/redemptions': () => ({ path: '/till/redemptions', body: { presented: '0' } }),
  'GET /till/redemptions/{redemptionId}': (w) => ({ path: `/till/redemptions/${w.redemptionId}` }),
  'POST /till/redemptions/{redemptionId}/reversal': (w) => ({ path: `/till/redemptions/${w.redemptionId}/reversal`, body: { reason: '顾客改用其他优惠' } }),
  'GET /console/flags': () => ({ path: '/console/flags' }),
  'GET /console/flag-counts': () => ({ path: '/console/flag-counts' }),
  'GET /console/flags/{flagId}': () => ({ path: `/console/flags/${newId('flg')}` }),
  'POST /console/flags/{flagId}/closure': () => ({ path: `/console/flags/${newId('flg')}/closure`, body: { outcome: 'explained', note: '周末促销，排队核销' } }),
  'POST /me/receipts/{redemptionId}/not-me': (w) => ({ path: `/me/receipts/${w.redemptionId}/not-me` }),
  'GET /console/not-me': () => ({ path: '/console/not-me' }),
  'GET /console/not-me/{reportId}': () => ({ path: `/console/not-me/${newId('nme')}` }),
  'POST /console/not-me/{reportId}/resolution': () => ({ path: `/console/not-me/${newId('nme')}/resolution`, body: { outcome: 'refused', answer: '监控显示为本人使用' } }),
  'GET /console/tills': () => ({ path: '/console/tills' }),
  'POST /console/merchants/{merchantId}/tills': (w) => ({ path: `/console/merchants/${w.merchantId}/tills`, body: { storeId: w.storeId, name: '1 号收银台', jwk: tillKey().jwk } }),
  'DELETE /console/merchants/{merchantId}/tills/{clientId}': async (w) => ({ path: `/console/merchants/${w.merchantId}/tills/${(await createTill(app, w)).clientId}` }),
  'GET /desk/merchants/{merchantId}/settlement': (w) => ({ path: `/desk/merchants/${w.merchantId}/settlement` }),
  'GET /desk/merchants/{merchantId}/settlements/{statementId}': async (w) => ({ path: `/desk/merchants/${w.merchantId}/settlements/${(await statementOf(w, 'drawn')).statementId}` }),
  'POST /desk/merchants/{merchantId}/settlements/{statementId}/confirmation': async (w) => ({ path: `/desk/merchants/${w.merchantId}/settlements/${(await statementOf(w, 'drawn')).statementId}/confirmation` }),
  'POST /desk/merchants/{merchantId}/settlements/{statementId}/dispute': async (w) => {
    const { statementId, entryId } = await statementOf(w, 'drawn')
    return { path: `/desk/merchants/${w.merchantId}/settlements/${statementId}/dispute`, body: { lines: [{ entryId, reason: '这一笔不是本店核销的' }] } }
  },
  'GET /console/settlements': () => ({ path: '/console/settlements' }),
  'GET /console/settlements/{statementId}': async (w) => ({ path: `/console/settlements/${(await statementOf(w, 'drawn')).statementId}` }),
  'GET /console/settlements/{statementId}/lines.csv': async (w) => ({ path: `/console/settlements/${(await statementOf(w, 'drawn')).statementId}/lines.csv` }),
  'POST /console/settlements/{statementId}/confirmation': async (w) => ({ path: `/console/settlements/${(await statementOf(w, 'drawn')).statementId}/confirmation` }),
  'POST /console/settlements/{statementId}/dispute': async (w) => {
    const { statementId, entryId } = await statementOf(w, 'drawn')
    return { path: `/console/settlements/${statementId}/dispute`, body: { lines: [{ entryId, reason: '这一笔不是本店核销的' }] } }
  },
  'POST /console/settlements/{statementId}/resolution': async (w) => {
    const { statementId, disputeId } = await statementOf(w, 'disputed')
    return { path: `/console/settlements/${statementId}/resolution`, body: { decisions: [{ disputeId, outcome: 'accepted', answer: '经核实，下月更正' }] } }
  },
  'POST /console/settlements/{statementId}/payment': async (w) => ({ path: `/console/settlements/${(await statementOf(w, 'confirmed')).statementId}/payment`, body: { reference: '20261201000001' } }),
  'GET /commitment-templates': () => ({ path: '/commitment-templates' }),
  'GET /me/commitments': () => ({ path: '/me/commitments' }),
  'POST /me/commitments': () => ({ path: '/me/commitments', body: { template: 'civic', textVersion: 'civic-2026-11', agreed: true, fields: {} } }),
  'GET /me/commitments/{commitmentId}': async (w) => ({ path: `/me/commitments/${(await createCommitment(app, { subjectId: w.owner.subjectId })).commitmentId}` }),
  'POST /me/commitments/{commitmentId}/statement': async (w) => ({ path: `/me/commitments/${(await createCommitment(app, { subjectId: w.owner.subjectId, template: 'permit-notice', hearing: true })).commitmentId}/statement`, body: STATEMENT }),
  'GET /firms/{firmId}/commitments': async (w) => ({ path: `/firms/${(await promising(w)).firmId}/commitments` }),
  'POST /firms/{firmId}/commitments': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/commitments`, body: { template: 'wage-payment', textVersion: 'wage-payment-2026-11', agreed: true, fields: { payDay: 15 } } }),
  'GET /firms/{firmId}/commitments/{commitmentId}': async (w) => {
    const { firmId, commitmentId } = await promising(w)
    return { path: `/firms/${firmId}/commitments/${commitmentId}` }
  },
  'POST /firms/{firmId}/commitments/{commitmentId}/statement': async (w) => {
    const { firmId, commitmentId } = await promising(w, true)
    return { path: `/firms/${firmId}/commitments/${commitmentId}/statement`, body: STATEMENT }
  },
  'GET /console/commitments': () => ({ path: '/console/commitments' }),
  'GET /console/commitment-figures': () => ({ path: '/console/commitment-figures' }),
  'GET /console/commitments/{commitmentId}': async (w) => ({ path: `/console/commitments/${(await promising(w)).commitmentId}` }),
  'POST /console/commitments/{commitmentId}/checks/{checkId}': async (w) => {
    const { firmId } = await ownFirm(w)
    const { commitmentId, checkId } = await createCommitment(app, { subjectId: firmId, signedById: w.owner.subjectId })
    return { path: `/console/commitments/${commitmentId}/checks/${checkId}`, body: { result: 'met', note: '台账齐全' } }
  },
  'POST /console/commitments/{commitmentId}/decision': async (w) => ({ path: `/console/commitments/${(await promising(w, true)).commitmentId}/decision`, body: { outcome: 'kept', reason: '说明属实，予以认可' } }),
  'GET /console/monitoring': () => ({ path: '/console/monitoring' }),
  'GET /console/interviews': () => ({ path: '/console/interviews' }),
  'POST /console/interviews': async (w) => ({ path: '/console/interviews', body: { firmId: (await ownFirm(w)).firmId, reason: '三年内多次受到行政处罚', place: '市信用信息中心', appointedAt: new Date(app.clock.now().getTime() + 86_400_000).toISOString() } }),
  'GET /console/interviews/{interviewId}': async (w) => ({ path: `/console/interviews/${(await invited(w, 'notified')).interviewId}` }),
  'POST /console/interviews/{interviewId}/result': async (w) => ({ path: `/console/interviews/${(await invited(w, 'notified')).interviewId}/result`, body: { result: '已提醒，限期整改' } }),
  'POST /console/interviews/{interviewId}/cancellation': async (w) => ({ path: `/console/interviews/${(await invited(w, 'notified')).interviewId}/cancellation`, body: { reason: '时间有变，另行通知' } }),
  'POST /console/interviews/{interviewId}/decision': async (w) => ({ path: `/console/interviews/${(await invited(w, 'appealed')).interviewId}/decision`, body: { outcome: 'upheld', decision: '申诉理由不成立' } }),
  'GET /firms/{firmId}/interviews': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/interviews` }),
  'POST /firms/{firmId}/interviews/{interviewId}/statement': async (w) => {
    const { firmId, interviewId } = await invited(w, 'notified')
    return { path: `/firms/${firmId}/interviews/${interviewId}/statement`, body: { statement: '两起处罚已经整改' } }
  },
  'POST /firms/{firmId}/interviews/{interviewId}/appeal': async (w) => {
    const { firmId, interviewId } = await invited(w, 'held')
    return { path: `/firms/${firmId}/interviews/${interviewId}/appeal`, body: { appeal: '两起处罚已被撤销' } }
  },
  'GET /console/repair-invitations/preview': () => ({ path: '/console/repair-invitations/preview' }),
  'GET /console/repair-invitations': () => ({ path: '/console/repair-invitations' }),
  'POST /console/repair-invitations': () => ({ path: '/console/repair-invitations', body: {} }),
  'GET /console/repair-invitations/{roundId}': async (w) => ({ path: `/console/repair-invitations/${await roundOf(w)}` }),
  'GET /firms/{firmId}/loan-requests': async (w) => ({ path: `/firms/${(await borrowing(w)).firmId}/loan-requests` }),
  'POST /firms/{firmId}/loan-requests': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/loan-requests`, body: NEED }),
  'GET /loan-requests/{requestId}': async (w) => ({ path: `/loan-requests/${(await borrowing(w)).requestId}` }),
  'GET /loan-requests/{requestId}/matches': async (w) => ({ path: `/loan-requests/${(await borrowing(w)).requestId}/matches` }),
  'POST /loan-requests/{requestId}/declaration': async (w) => ({ path: `/loan-requests/${(await borrowing(w)).requestId}/declaration`, body: { agreed: true } }),
  'POST /loan-requests/{requestId}/closure': async (w) => ({ path: `/loan-requests/${(await borrowing(w)).requestId}/closure` }),
  'GET /loan-consent': () => ({ path: '/loan-consent' }),
  'GET /console/loan-declarations': () => ({ path: '/console/loan-declarations' }),
  'POST /console/loan-requests/{requestId}/recommendation': async (w) => ({ path: `/console/loan-requests/${(await borrowing(w)).requestId}/recommendation`, body: { criteria: CRITERIA } }),
  'POST /loan-requests/{requestId}/applications': async (w) => ({ path: `/loan-requests/${(await borrowing(w)).requestId}/applications`, body: consentBody(app, (await lending()).productId) }),
  'GET /firms/{firmId}/loan-applications': async (w) => ({ path: `/firms/${(await borrowing(w)).firmId}/loan-applications` }),
  'GET /loan-applications/{applicationId}': async (w) => ({ path: `/loan-applications/${await loanOf(w)}` }),
  'POST /loan-applications/{applicationId}/offer-answer': async (w) => ({ path: `/loan-applications/${await loanOf(w, 'offered')}/offer-answer`, body: { answer: 'counter', version: 4, ...TERMS } }),
  'POST /loan-applications/{applicationId}/withdrawal': async (w) => ({ path: `/loan-applications/${await loanOf(w)}/withdrawal` }),
  'POST /loan-applications/{applicationId}/consent-withdrawal': async (w) => ({ path: `/loan-applications/${await loanOf(w)}/consent-withdrawal` }),
  'POST /loan-applications/{applicationId}/complaints': async (w) => ({ path: `/loan-applications/${await loanOf(w)}/complaints`, body: { kind: 'slow', text: '三天没有答复' } }),
  'GET /firms/{firmId}/loan-complaints': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/loan-complaints` }),
  'GET /lender/loan-pool': () => ({ path: '/lender/loan-pool' }),
  'POST /lender/loan-pool/{requestId}/interest': async (w) => ({ path: `/lender/loan-pool/${(await borrowing(w)).requestId}/interest`, body: { productId: (await lending()).productId } }),
  'GET /lender/loan-applications': () => ({ path: '/lender/loan-applications' }),
  'GET /lender/loan-applications/{applicationId}': async (w) => ({ path: `/lender/loan-applications/${await loanOf(w)}` }),
  'GET /lender/refusal-reasons': () => ({ path: '/lender/refusal-reasons' }),
  'POST /lender/loan-applications/{applicationId}/steps': async (w) => ({ path: `/lender/loan-applications/${await loanOf(w)}/steps`, body: { kind: 'accept' } }),
  'POST /lender/token': null,
  'POST /lender/callbacks': null,
  'GET /console/lenders': () => ({ path: '/console/lenders' }),
  'POST /console/lenders': async () => ({ path: '/console/lenders', body: { uscc: (await createOrganization(app)).uscc, ...LENDER, contact: { name: '安测试', phone: '13800000000' } } }),
  'GET /console/lenders/{lenderId}': async () => ({ path: `/console/lenders/${await ownLender()}` }),
  'PUT /console/lenders/{lenderId}': async () => ({ path: `/console/lenders/${(await createBank(app)).lenderId}`, body: { version: 1, ...LENDER } }),
  // A type of its own: console-lender.test.ts hands one in.
  'POST /console/lenders/{lenderId}/licence': null,
  'GET /console/lenders/{lenderId}/licence': null,
  'POST /console/lenders/{lenderId}/suspension': async () => ({ path: `/console/lenders/${(await createBank(app)).lenderId}/suspension`, body: { reason: 'complaint' } }),
  'POST /console/lenders/{lenderId}/resumption': async () => ({ path: `/console/lenders/${(await createBank(app, { status: 'suspended' })).lenderId}/resumption` }),
  'POST /console/lenders/{lenderId}/termination': async () => ({ path: `/console/lenders/${(await createBank(app)).lenderId}/termination`, body: { reason: 'agreement' } }),
  'POST /console/lenders/{lenderId}/officers': async () => ({ path: `/console/lenders/${await ownLender()}/officers`, body: { username: `officer${randomInt(1e9)}`, displayName: '专员', lead: false } }),
  'POST /console/lenders/{lenderId}/officers/{staffId}/disabling': async () => ({ path: `/console/lenders/${await ownLender()}/officers/${await colleague()}/disabling` }),
  'POST /console/lenders/{lenderId}/officers/{staffId}/reset': async () => ({ path: `/console/lenders/${await ownLender()}/officers/${await colleague()}/reset` }),
  'GET /console/lenders/{lenderId}/clients': async () => ({ path: `/console/lenders/${(await lending()).lenderId}/clients` }),
  'POST /console/lenders/{lenderId}/clients': async () => {
    const { path, living, as } = await lenderClients()
    if (living) await app.call(`DELETE ${path}/${living}`, { as })
    return { path, body: lenderSystem() }
  },
  'POST /console/lenders/{lenderId}/clients/{clientId}/secret': async () => {
    const { path, living, as } = await lenderClients()
    const clientId = living ?? String((await app.call(`POST ${path}`, { as, body: lenderSystem() })).body['clientId'])
    return { path: `${path}/${clientId}/secret` }
  },
  'GET /console/lenders/{lenderId}/deliveries': async () => ({ path: `/console/lenders/${await ownLender()}/deliveries` }),
  // Only what was given up is sent again: deliveries.test.ts.
  'POST /console/lenders/{lenderId}/deliveries/{messageId}/resend': null,
  'DELETE /console/lenders/{lenderId}/clients/{clientId}': async () => {
    const { path, living, as } = await lenderClients()
    return { path: `${path}/${living ?? String((await app.call(`POST ${path}`, { as, body: lenderSystem() })).body['clientId'])}` }
  },
  'GET /console/loan-results': () => ({ path: `/console/loan-results?${STRETCH}` }),
  'GET /console/loan-results/applications': () => ({ path: `/console/loan-results/applications?${STRETCH}` }),
  'GET /console/loan-complaints': () => ({ path: '/console/loan-complaints' }),
  'POST /console/loan-complaints/{complaintId}/answer': () => ({ path: `/console/loan-complaints/${newId('lcp')}/answer`, body: { upheld: true, answer: '情况属实，已责令整改' } }),
  'GET /loan-products': () => ({ path: '/loan-products' }),
  'GET /loan-products/{productId}': async () => ({ path: `/loan-products/${(await createProduct(app)).productId}` }),
  'GET /repayment-plan': () => ({ path: '/repayment-plan?amountFen=50000000&months=12&rateBps=360&method=equal-instalment' }),
  'GET /firms/{firmId}/loan-products/{productId}/match': async (w) => ({ path: `/firms/${(await ownFirm(w)).firmId}/loan-products/${(await createProduct(app)).productId}/match?amountFen=50000000&months=12` }),
  'GET /console/loan-zones': () => ({ path: '/console/loan-zones' }),
  'POST /console/loan-zones': () => ({ path: '/console/loan-zones', body: { ...ZONE, code: newId('req') } }),
  'PUT /console/loan-zones/{code}': async () => {
    const code = newId('req')
    await app.call('POST /console/loan-zones', { as: (await cityStaff()).reviewer.token, body: { ...ZONE, code } })
    return { path: `/console/loan-zones/${code}`, body: { ...ZONE, isOpen: false, version: 1 } }
  },
  'GET /console/loan-programmes': () => ({ path: '/console/loan-programmes' }),
  'POST /console/loan-programmes': () => ({ path: '/console/loan-programmes', body: { code: `p${newId('req').slice(4)}`, draft: PROGRAMME } }),
  'GET /console/loan-programmes/{code}/money': async () => ({ path: `${await programmePath()}/money` }),
  'POST /console/loan-programmes/{code}/subsidy-batches': async () => ({ path: `${await programmePath()}/subsidy-batches` }),
  'POST /console/loan-subsidy-batches/{batchId}/payment': () => ({ path: `/console/loan-subsidy-batches/${newId('lbt')}/payment`, body: { reference: '20261201000001' } }),
  'POST /console/loan-subsidies/{subsidyId}/cancellation': () => ({ path: `/console/loan-subsidies/${newId('lsb')}/cancellation`, body: { reason: 'request' } }),
  'POST /console/loan-compensations/{compensationId}/decision': () => ({ path: `/console/loan-compensations/${newId('lcm')}/decision`, body: { approved: true, reason: '材料齐全' } }),
  'POST /console/loan-compensations/{compensationId}/payment': () => ({ path: `/console/loan-compensations/${newId('lcm')}/payment`, body: { reference: '20261201000001' } }),
  'POST /lender/loan-applications/{applicationId}/compensation-claim': async (w) => {
    const applicationId = await loanOf(w, 'agreed')
    const code = (await programmePath()).split('/').at(-1) ?? ''
    const as = (await cityStaff())['lender-officer'].token
    await stepOf(app, as, applicationId, { kind: 'sign', ...TERMS, signedOn: '2025-11-21' })
    await stepOf(app, as, applicationId, { kind: 'disburse', amountFen: TERMS.amountFen, on: '2025-11-21', dueOn: '2026-11-20', firstLoan: true })
    await stepOf(app, as, applicationId, { kind: 'overdue', on: '2026-11-21' })
    const [loan] = await rowsOf<{ subjectId: string; lenderId: string }>(app.deps.db, sql`SELECT subject_id AS "subjectId", lender_id AS "lenderId" FROM loan_application WHERE id = ${applicationId}`)
    if (!loan) throw new Error('no loan')
    await insertCompensation(app.deps.db, { id: newId('lcm'), applicationId, programmeCode: code, ...loan, status: 'covered', shareBps: 4000, coveredOn: '2026-11-21' })
    return { path: `/lender/loan-applications/${applicationId}/compensation-claim`, body: { lossFen: 100 } }
  },
  'POST /console/loan-programmes/dry-run': () => ({ path: '/console/loan-programmes/dry-run', body: { draft: PROGRAMME } }),
  'GET /console/loan-programmes/{code}': async () => ({ path: await programmePath() }),
  'PUT /console/loan-programmes/{code}': async () => ({ path: await programmePath(), body: { version: 1, draft: PROGRAMME } }),
  'POST /console/loan-programmes/{code}/publication': async () => ({ path: `${await programmePath()}/publication`, body: { version: 1 } }),
  'POST /console/loan-programmes/{code}/pause': async () => {
    const path = await programmePath()
    await app.call(`POST ${path}/publication`, { as: (await cityStaff()).reviewer.token, body: { version: 1 } })
    return { path: `${path}/pause` }
  },
  'POST /console/loan-programmes/{code}/end': async () => ({ path: `${await programmePath()}/end` }),
  'POST /console/loan-programmes/{code}/products': async () => ({ path: `${await programmePath()}/products`, body: { productId: await ownProduct() } }),
  'POST /console/loan-programmes/{code}/products/{productId}/confirmation': async () => ({ path: `${await attachedPath()}/confirmation` }),
  'DELETE /console/loan-programmes/{code}/products/{productId}': async () => ({ path: await attachedPath() }),
  'GET /console/loan-products/{productId}/programmes': async () => ({ path: `/console/loan-products/${await ownProduct()}/programmes` }),
  'GET /console/loan-rule-choices': () => ({ path: '/console/loan-rule-choices' }),
  'POST /console/loan-products': async () => ({ path: '/console/loan-products', body: { lenderId: await ownLender(), draft: DRAFT, paper: PAPER } }),
  'POST /console/loan-products/dry-run': () => ({ path: '/console/loan-products/dry-run', body: { draft: DRAFT } }),
  'GET /console/loan-products/{productId}': async () => ({ path: `/console/loan-products/${await ownProduct()}` }),
  'PUT /console/loan-products/{productId}': async () => ({ path: `/console/loan-products/${await ownProduct()}`, body: { version: 1, draft: DRAFT, paper: PAPER } }),
  'POST /console/loan-products/{productId}/submission': async () => ({ path: `/console/loan-products/${await ownProduct({ status: 'draft' })}/submission`, body: { version: 1 } }),
  'POST /console/loan-products/{productId}/review': async () => ({ path: `/console/loan-products/${await handedIn()}/review`, body: { version: 1, passed: true } }),
  'POST /console/loan-products/{productId}/confirmation': async () => ({ path: `/console/loan-products/${await onBehalf()}/confirmation`, body: { version: 1, agreed: true } }),
  'POST /console/loan-products/{productId}/publication': async () => ({ path: `/console/loan-products/${await reviewed()}/publication`, body: { version: 1 } }),
  'POST /console/loan-products/{productId}/pause': async () => ({ path: `/console/loan-products/${await ownProduct()}/pause` }),
  'POST /console/loan-products/{productId}/resumption': async () => ({ path: `/console/loan-products/${await ownProduct({ status: 'paused' })}/resumption` }),
  'POST /console/loan-products/{productId}/end': async () => ({ path: `/console/loan-products/${await ownProduct()}/end` }),
  'GET /console/overview': () => ({ path: '/console/overview' }),
  'GET /console/merchants': () => ({ path: '/console/merchants' }),
  'GET /console/merchants/{merchantId}': (w) => ({ path: `/console/merchants/${w.merchantId}` }),
  'GET /console/perks': () => ({ path: '/console/perks' }),
  'POST /console/perks': (w) => ({ path: '/console/perks', body: { merchantId: w.merchantId, draft: perkDraft() } }),
  'GET /console/perks/{perkId}': (w) => ({ path: `/console/perks/${w.perkId}` }),
  'PUT /console/perks/{perkId}': (w) => ({ path: `/console/perks/${w.perkId}`, body: { version: 1, draft: perkDraft() } }),
  'POST /console/perks/{perkId}/tests': (w) => ({ path: `/console/perks/${w.perkId}/tests` }),
  'POST /console/perks/{perkId}/publication': async (w) => ({ path: `/console/perks/${(await createPerk(app, { merchantId: w.merchantId, status: 'tested' })).perkId}/publication` }),
  'POST /console/perks/{perkId}/pause': (w) => ({ path: `/console/perks/${w.perkId}/pause` }),
  'POST /console/perks/{perkId}/resumption': async (w) => ({ path: `/console/perks/${(await createPerk(app, { merchantId: w.merchantId, status: 'paused' })).perkId}/resumption` }),
  'POST /console/perks/{perkId}/end': (w) => ({ path: `/console/perks/${w.perkId}/end` }),
  'POST /console/perks/{perkId}/refill': async (w) => ({ path: `/console/perks/${(await createPerk(app, { merchantId: w.merchantId, subsidyFen: 0 })).perkId}/refill`, body: { count: 10 } }),
  'POST /console/perks/{perkId}/codes': async (w) => ({ path: `/console/perks/${(await createPerk(app, { merchantId: w.merchantId, kind: 'loaded-code' })).perkId}/codes`, raw: 'CODE-0001\nCODE-0002\n' }),
  'GET /console/loan-products': () => ({ path: '/console/loan-products' }),
  'GET /catalog': () => ({ path: '/catalog' }),
  'GET /organizations': () => ({ path: '/organizations?search=%E4%BA%91%E6%B1%80' }),
  'GET /organizations/{uscc}': () => ({ path: '/organizations/91990101000000000A' }),
  'GET /publications': () => ({ path: '/publications' }),
  'GET /publication-withdrawals': () => ({ path: '/publication-withdrawals' }),
  'GET /publication-filters': () => ({ path: '/publication-filters' }),
  'GET /lists/{colour}': () => ({ path: '/lists/red' }),
  'GET /console/publications': () => ({ path: '/console/publications' }),
  'GET /console/audit': () => ({ path: '/console/audit' }),
}

const call = (route: RegisteredRoute, as: string | undefined, { path, body, raw }: Call) =>
  app.call(`${route.key.split(' ')[0]} ${path}`, {
    as,
    ...(body === undefined ? {} : { body }),
    ...(raw === undefined ? {} : { raw: typeof raw === 'string' ? new TextEncoder().encode(raw) : raw, headers: { 'content-type': 'application/octet-stream' } }),
  })

/** What a caller without the right role is told. */
function refusalOf(caller: 'anonymous' | 'visitor' | 'resident' | StaffRole, roles: readonly Role[]): number | null {
  if (roles.includes('anonymous')) return null
  if (caller === 'anonymous') return 401
  if (caller === 'visitor') return roles.includes('account') ? null : 403
  if (caller === 'resident') return roles.includes('account') || roles.includes('resident') ? null : 403
  return roles.includes(caller) ? null : 403
}

/** Routes whose path names one thing that has an owner. */
// A need in the pool is every lender's.
const namesAnOwnedThing = (route: RegisteredRoute) => !route.key.includes('/loan-pool/') && /\{(voucherId|redemptionId|consentId|agencyId|firmId|noticeId|merchantId|sessionId|waiverId|statementId|productId|commitmentId|interviewId|caseId|letterId|requestId|applicationId|lenderId)\}/.test(route.key)

describe('route × role × owner', () => {
  it('every endpoint of the contract is registered once, with a policy that says who, whose and what is audited', () => {
    const keys = app.api.routes.map((r) => r.key)
    expect(keys.sort()).toEqual(Object.keys(FIXTURES).sort())
    for (const route of app.api.routes) {
      expect(route.roles.length, route.key).toBeGreaterThan(0)
      if (route.owner === 'public') expect(route.roles, route.key).toContain('anonymous')
      if (!route.key.startsWith('GET ') && route.idempotency !== 'none') expect(route.audit, route.key).toBeTypeOf('string')
    }
  })

  it('callers without the role are refused before anything else is looked at', async () => {
    const world = await makeWorld()
    for (const route of app.api.routes) {
      const fixture = FIXTURES[route.key]
      const request: Call = fixture ? await fixture(world) : { path: route.key.split(' ')[1]?.replaceAll(/\{\w+\}/g, 'x') ?? '' }
      const callers: ['anonymous' | 'visitor' | 'resident' | StaffRole, string | undefined][] = [['anonymous', undefined], ['visitor', world.tokens.visitor], ['resident', world.stranger.token], ...STAFF_ROLES.map((r): [StaffRole, string] => [r, world.tokens[r]])]
      for (const [caller, token] of callers) {
        const refusal = refusalOf(caller, route.roles)
        if (refusal === null) continue
        const { status, body } = await call(route, token, request)
        expect([route.key, caller, status], JSON.stringify(body)).toEqual([route.key, caller, refusal])
      }
    }
  })

  it('a stranger with the right role finds nothing, and the owner still does', async () => {
    let readWorld: World | undefined
    for (const route of app.api.routes) {
      const fixture = FIXTURES[route.key]
      if (!fixture || !['self', 'firm', 'merchant-post', 'staff-scope', 'lender'].includes(route.owner)) continue
      // Reading changes nothing: all reads share a world, every write has one of its own.
      const world = route.key.startsWith('GET ') ? (readWorld ??= await makeWorld()) : await makeWorld()
      const stranger = route.owner === 'lender' ? (await strangeOfficer()).token : route.owner === 'staff-scope' ? world.tokens['other-merchant-owner'] : route.roles.includes('resident') || route.roles.includes('account') ? world.stranger.token : world.tokens['steward']
      const request = await fixture(world)
      if (namesAnOwnedThing(route) || (route.owner === 'merchant-post' && route.key !== 'GET /desk')) {
        const { status, body } = await call(route, stranger, request)
        expect([route.key, status, body['code']]).toEqual([route.key, 404, 'NOT_FOUND'])
      } else if (route.key.startsWith('GET ') && route.roles.some((r) => r !== 'lender-officer' || route.key !== 'GET /console/loan-products')) {
        const { text } = await call(route, route.key === 'GET /console/loan-products' ? world.tokens['lender-officer'] : stranger, request)
        for (const id of [world.voucherId, world.redemptionId, world.consentId, world.merchantId, world.owner.subjectId]) expect(text, route.key).not.toContain(id)
      }
      const owner = route.owner === 'lender' ? world.tokens['lender-officer'] : route.owner === 'staff-scope' ? (route.key === 'GET /console/loan-products' ? world.tokens['lender-officer'] : world.tokens['merchant-owner']) : route.roles.includes('resident') || route.roles.includes('account') ? world.owner.token : world.tokens.administrator
      // Refusing what is already open is a conflict of state, not of rights.
      const expected = route.key === 'POST /me/score/refusal' ? 409 : undefined
      const { status, body } = await call(route, owner, request)
      if (expected) expect([route.key, status]).toEqual([route.key, expected])
      else expect(status, `${route.key}: ${JSON.stringify(body)}`).toBeLessThan(300)
    }
  }, 180_000)
})
