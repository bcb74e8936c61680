import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '@xinhui/contract'
import { addMonths, dayInShanghai } from '../../packages/rules/src/index'
import { signWebhook } from '../../apps/bff/src/lib/standard-webhooks'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { enterConsole, look, to } from './console'
import { faults, remember } from './look'
import { arrive, type Person, staffToken } from './people'
import { open, seen, tap } from './phone'
import { discard, ownersFirm, type RunningService, startService } from './service'

const BANK = '云汀银行'
const today = dayInShanghai(Date.now())

let service: RunningService
let browser: Browser
let boss: Person
let firmId: string
let hooks: Server
const told: string[] = []

beforeAll(async () => {
  service = await startService()
  browser = await launch()
  boss = await arrive(service.origin, 'owner')
  firmId = (await boss.call('POST /me/firms', { body: { uscc: ownersFirm(service.dataDir) } })).firmId
  hooks = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => told.push((JSON.parse(chunk.toString()) as { type: string }).type))
    request.on('end', () => response.writeHead(204).end())
  })
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  hooks?.close()
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

const asked = async <T>(token: string, method: string, path: string, body?: unknown): Promise<T> => {
  const answer = await fetch(`${service.origin}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Another bank, which has a system of its own instead of officers: registered by the office, known by its key. */
async function openBankSystem(lenderId: string, administrator: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const address = hooks.address()
  const webhookUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hooks`
  const made = await asked<{ clientId: string; webhookSecret: string }>(administrator, 'POST', `/console/lenders/${lenderId}/clients`, { name: '信贷系统', jwk: { kty: 'EC', crv: 'P-256', x, y }, webhookUrl })
  const token = await tokenOf(made.clientId, privateKey)
  return async (message: { applicationId: string; seq: number; step: Record<string, unknown> }) => {
    const body = JSON.stringify(message)
    const answer = await fetch(`${service.origin}/api/v1/lender/callbacks`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...signWebhook(made.webhookSecret, { id: `msg_${randomUUID()}`, at: new Date(), body }) }, body })
    return ((await answer.json()) as { outcome: string }).outcome
  }
}

async function tokenOf(clientId: string, key: KeyObject): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'ES256' })}.${part({ iss: clientId, sub: clientId, aud: `${service.origin}/api/v1/lender/token`, exp: Math.floor(Date.now() / 1000) + 60, jti: randomUUID() })}`
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const form = { grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: `${input}.${signature}` }
  return ((await (await fetch(`${service.origin}/api/v1/lender/token`, { method: 'POST', body: new URLSearchParams(form) })).json()) as { access_token: string }).access_token
}

async function step(page: Page, name: string): Promise<void> {
  const form = page.getByRole('region', { name: '办理' })
  await form.getByRole('radio', { name, exact: true }).check()
  await form.getByRole('button', { name, exact: true }).click()
  // The form is made anew for what may be done next: what is filled in before that is lost.
  await form.getByRole('radio', { name, exact: true }).waitFor({ state: 'detached' })
}

const results = (token: string) => asked<Api['GET /console/loan-results']['response']>(token, 'GET', `/console/loan-results?from=${today}&to=${today}&by=lender`)

it('a firm asks for 50 万 for a year, authorises its tax data, applies to two banks; one refuses with a reason, one offers, signs and pays out, and the office’s figures move by exactly that', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await remember(context, boss.kept)
  await open(page, '/pages/finance/index')
  await tap(page, '为企业申请贷款')
  await seen(page, '还没有融资需求')
  await page.reload()
  await seen(page, '还没有融资需求')
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-home-empty-390')

  await tap(page, '填写融资需求')
  await page.waitForURL(/loan\/request/)
  await page.getByRole('textbox', { name: '需要多少（万元）' }).filter({ visible: true }).fill('50')
  await page.waitForTimeout(600)
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-request-390')
  await tap(page, '看看哪些产品符合')
  await page.waitForURL(/loan\/matches/)
  await seen(page, /^还缺信息/)
  await page.waitForTimeout(600)
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-matches-390')
  const requestId = new URL(page.url().replace('#', '')).searchParams.get('requestId') ?? ''
  const matches = async () => (await boss.call('GET /loan-requests/{requestId}/matches', { params: { requestId } })).items
  const unknown = (await matches()).filter((m) => m.status === 'unknown' && m.consents.some((c) => c.item === 'tax-rating'))
  expect(unknown.length).toBeGreaterThan(0)

  // What is unknown is authorised, and known from then on.
  await page.getByRole('button', { name: /^授权：纳税信用级别/ }).filter({ visible: true }).first().click()
  await seen(page, '授权归集“纳税信用级别”？')
  await shoot(page, 'loan-authorise-390')
  await page.getByRole('button', { name: '授权', exact: true }).filter({ visible: true }).click()
  await seen(page, '已授权')
  await page.waitForFunction(() => document.querySelectorAll('[aria-label^="授权：纳税信用级别"]').length === 0)
  const known = await matches()
  for (const { product } of unknown) expect(known.find((m) => m.product.productId === product.productId)?.consents.map((c) => c.item)).not.toContain('tax-rating')

  const open50 = known.filter((m) => m.status !== 'failed')
  const mine = open50.find((m) => m.product.lenderName === BANK)
  const other = open50.find((m) => m.product.lenderName !== BANK)
  if (!mine || !other) throw new Error(`no two banks to apply to: ${known.map((m) => `${m.product.lenderName} ${m.product.name} ${m.status}`).join(', ')}`)
  const [administrator, reviewer] = [await staffToken(service.origin, 'administrator'), await staffToken(service.origin, 'reviewer')]
  const report = await openBankSystem(other.lenderId, administrator)
  const before = await results(reviewer)

  // One consent for each bank.
  const applied: string[] = []
  for (const { product } of [mine, other]) {
    await open(page, `/features/loan/apply/index?requestId=${requestId}&productId=${product.productId}`)
    // Opened anew: the page does not slide in.
    await page.reload()
    await seen(page, `只授权给${product.lenderName}`)
    if (applied.length === 0) {
      expect.soft(await faults(page, { target: 44 })).toEqual([])
      await shoot(page, 'loan-apply-390')
    }
    // Only what is required is ticked; the bank would see nothing of a class that the city may not collect, until it may.
    const field = (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).filter({ visible: true })
    const checked = (name: string) => field(name).getAttribute('aria-checked')
    if (applied.length === 0) {
      expect([await checked('企业基本信息'), await checked('公共信用综合评价等级'), await checked('纳税信息')]).toEqual(['true', 'false', 'false'])
      await field('参保信息').click()
      await page.getByRole('radio', { name: '12 个月' }).filter({ visible: true }).click()
      await tap(page, '去授权：社会保险缴费')
      await seen(page, '授权归集“社会保险缴费”？')
      await page.getByRole('button', { name: '授权', exact: true }).filter({ visible: true }).click()
      await page.waitForFunction(() => document.querySelectorAll('[aria-label="去授权：社会保险缴费"]').length === 0)
      expect([await checked('参保信息'), await page.getByRole('radio', { name: '12 个月' }).filter({ visible: true }).getAttribute('aria-checked')]).toEqual(['true', 'true'])
      await shoot(page, 'loan-apply-authorised-390')
    }
    for (const name of ['公共信用综合评价等级', '行政处罚和名单', '纳税信息']) await field(name).click()
    await page.getByRole('checkbox', { name: '我已读过，代表企业同意以上授权' }).filter({ visible: true }).click()
    await tap(page, '授权并申请')
    await page.waitForURL(/loan\/detail/)
    await seen(page, '待银行受理')
    applied.push(new URL(page.url().replace('#', '')).searchParams.get('applicationId') ?? '')
  }
  const [mineId = '', otherId = ''] = applied

  // The other bank's own system takes it and refuses with a reason; its reports come in the wrong order.
  expect(await report({ applicationId: otherId, seq: 2, step: { kind: 'refuse', code: 'cash-flow', note: '近半年回款下降' } })).toBe('waiting')
  expect(await report({ applicationId: otherId, seq: 1, step: { kind: 'accept' } })).toBe('applied')
  await page.reload()
  await seen(page, '没有通过的理由')
  await seen(page, '经营现金流不足以还款')
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-refused-390')

  // The first bank's officer works in the console.
  const desk = await enterConsole(browser, service.origin, new RegExp(BANK))
  await to(desk.page, '贷款申请')
  await desk.page.getByRole('link', { name: /映禾/ }).first().waitFor()
  await look(desk.page, 'loan-list')
  await desk.page.getByRole('link', { name: /映禾/ }).first().click()
  await desk.page.getByRole('heading', { name: '企业授权查看的信息' }).waitFor()
  await look(desk.page, 'loan-case')
  await step(desk.page, '受理')
  await step(desk.page, '开始尽职调查')
  await desk.page.getByRole('radio', { name: '报价', exact: true }).check()
  await desk.page.getByRole('textbox', { name: '金额（万元）' }).fill('45')
  await desk.page.getByRole('textbox', { name: '年利率（%）' }).fill(String(mine.product.rateMinBps / 100))
  await step(desk.page, '报价')
  await desk.page.getByText('待企业答复').first().waitFor()

  // The firm sees the whole cost first, and agrees.
  await open(page, `/features/loan/detail/index?applicationId=${mineId}`)
  await page.reload()
  await seen(page, /（利息和费用）$/)
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-offer-390')
  await tap(page, '接受报价')
  await seen(page, '接受这个报价？')
  await page.getByRole('dialog').getByRole('button', { name: '接受报价' }).click()
  await seen(page, '待签约')

  await desk.page.reload()
  await step(desk.page, '登记签约')
  await desk.page.getByText('待放款').first().waitFor()
  await desk.page.getByRole('radio', { name: '登记放款', exact: true }).check()
  await desk.page.getByLabel('到期日', { exact: true }).fill(addMonths(today, 12))
  await desk.page.getByRole('checkbox', { name: '首贷户' }).check()
  await step(desk.page, '登记放款')
  await desk.page.getByText('已放款').first().waitFor()
  expect(desk.errors).toEqual([])
  await to(desk.page, '抢单池')
  await desk.page.getByRole('heading', { level: 1, name: '抢单池' }).waitFor()
  await look(desk.page, 'loan-pool')
  await desk.close()

  await page.reload()
  await seen(page, '已放款')
  await seen(page, /放款/)
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-disbursed-390')
  await open(page, `/features/loan/home/index?firmId=${firmId}`)
  await page.reload()
  await seen(page, new RegExp(`${BANK} · `))
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-home-390')
  // Each reading of the bank's is in the firm's access log.
  const log = (await boss.call('GET /firms/{firmId}/access-log', { params: { firmId } })).items
  expect(log.filter((entry) => entry.viewer === BANK && entry.purpose === '审查贷款申请').length).toBeGreaterThan(0)

  // The office's figures moved by exactly that.
  const after = await results(reviewer)
  expect(after.total.disbursedFen - before.total.disbursedFen).toBe(45_000_000)
  expect(after.total.creditFen - before.total.creditFen).toBe(45_000_000)
  expect([after.total.refused - before.total.refused, after.total.applications - before.total.applications, after.total.firstLoans - before.total.firstLoans]).toEqual([1, 2, 1])
  const office = await enterConsole(browser, service.origin, /审核/)
  await office.page.goto(`/console/loan-results?from=${today}&to=${today}`)
  await office.page.getByText('450,000.00 元').first().waitFor()
  await look(office.page, 'loan-results')
  expect(office.errors).toEqual([])
  await office.close()
  // The other bank was told of the application it got.
  await expect.poll(() => told, { timeout: 15_000 }).toContain('loan.submit')
  expect(errors).toEqual([])
  await context.close()
})

it('a firm complains about a bank and sees until when it is answered', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, { ...PHONE, dark: true })
  await remember(context, boss.kept)
  const [loan] = (await boss.call('GET /firms/{firmId}/loan-applications', { params: { firmId } })).items
  await open(page, `/features/loan/complaint/index?applicationId=${loan?.applicationId ?? ''}&firmId=${firmId}`)
  await page.getByRole('textbox', { name: '什么情况' }).filter({ visible: true }).fill('要求先买一份保险才受理')
  await tap(page, '提交投诉')
  await seen(page, '处理中')
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-complaint-dark-390')
  expect(errors).toEqual([])
  await context.close()
})
