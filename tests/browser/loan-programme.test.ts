import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMonths, dayInShanghai } from '../../packages/rules/src/index'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { enterConsole, look, to } from './console'
import { faults, remember } from './look'
import { arrive, type Person, staffToken } from './people'
import { open, seen } from './phone'
import { discard, ownersFirm, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser
let boss: Person
let firmId: string
beforeAll(async () => {
  service = await startService()
  browser = await launch()
  boss = await arrive(service.origin, 'owner')
  firmId = (await boss.call('POST /me/firms', { body: { uscc: ownersFirm(service.dataDir) } })).firmId
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

/** Brings what is said into the middle of the window. */
const middle = (page: Page, words: string) => page.getByText(words, { exact: true }).filter({ visible: true }).first().evaluate((element) => element.scrollIntoView({ block: 'center' }))

it('the office keeps two programmes with their pots; a firm reads what one saves, in its matches and before and after in the calculator', async () => {
  const office = await enterConsole(browser, service.origin, /演示·审核员/)
  const { page } = office
  await to(page, '支持项目')
  await seen(page, '科创贷款风险补偿')
  await look(page, 'loan-programmes')
  await page.getByRole('link', { name: '首贷贴息' }).click()
  await seen(page, '还没有和正式文件核对，企业页面会写明')
  await look(page, 'loan-programme')
  await page.getByRole('button', { name: /^暂\s*停$/ }).click()
  await page.getByRole('button', { name: /^修\s*改$/ }).click()
  await seen(page, '保存后仍是暂停，须由另一人发布才生效；已经答应的贷款按当时的条款办理。')
  await page.waitForTimeout(500)
  await look(page, 'loan-programme-edit')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^发\s*布$/ }).click()
  await page.getByRole('region', { name: '下一步' }).waitFor({ state: 'detached' })

  const market = await boss.call('GET /loan-products')
  const supported: { productId: string; name: string; kinds: string[] }[] = []
  for (const { productId, name } of market.items) {
    const { programmes } = await boss.call('GET /loan-products/{productId}', { params: { productId } })
    if (programmes.length > 0) supported.push({ productId, name, kinds: programmes.map(({ kind }) => kind) })
  }
  expect(new Set(supported.flatMap(({ kinds }) => kinds))).toEqual(new Set(['interest-subsidy', 'risk-compensation']))
  const subsidised = supported.find(({ kinds }) => kinds.includes('interest-subsidy'))
  if (!subsidised) throw new Error('no product is subsidised')

  const phone = await openWindow(browser, service.origin, PHONE)
  await remember(phone.context, boss.kept)
  await open(phone.page, `/features/loan/product/index?productId=${subsidised.productId}`)
  await seen(phone.page, '贴息以后，利息和费用共')
  await seen(phone.page, '云汀市财政局替企业付利息的 50%，最多每年 2 个百分点')
  await phone.page.waitForTimeout(500)
  await middle(phone.page, '云汀市财政局替企业付利息的 50%，最多每年 2 个百分点')
  await shoot(phone.page, 'loan-support-390')
  await middle(phone.page, '贴息以后，利息和费用共')
  expect.soft(await faults(phone.page, { target: 44 })).toEqual([])
  await shoot(phone.page, 'loan-subsidy-390')

  const { requestId } = await boss.call('POST /firms/{firmId}/loan-requests', { params: { firmId }, body: { amountFen: 30_000_000, termMonths: 12, use: 'stock', collateral: [], inPool: false } })
  await open(phone.page, `/features/loan/matches/index?requestId=${requestId}`)
  await seen(phone.page, /顺序按总成本/)
  await middle(phone.page, '首贷贴息')
  expect.soft(await faults(phone.page, { target: 44 })).toEqual([])
  await shoot(phone.page, 'loan-support-matches-390')

  expect([...office.errors, ...phone.errors]).toEqual([])
  await phone.context.close()
  await office.close()
})

it('a loan is promised its subsidy, its interest brings it due, one person draws the batch, another pays, and the firm sees it', async () => {
  const code = 'first-loan-subsidy'
  const asked = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${service.origin}/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  }
  // What the programme asks for is authorised; the bank's cheapest credit product is put under it by two persons.
  const { textVersion } = await boss.call('GET /firms/{firmId}/item-consents', { params: { firmId } })
  await boss.call('POST /firms/{firmId}/consents', { params: { firmId }, body: { item: 'loan-record', agreed: true, textVersion } })
  const product = (await boss.call('GET /loan-products')).items.find(({ lenderName, kind, amountMaxFen }) => lenderName === '云汀银行' && kind === 'credit' && amountMaxFen >= 30_000_000)
  if (!product) throw new Error('the bank offers no credit product')
  const [administrator, bank] = [await staffToken(service.origin, 'administrator'), await staffToken(service.origin, 'lender-officer')]
  if ((await boss.call('GET /loan-products/{productId}', { params: { productId: product.productId } })).programmes.every((one) => one.code !== code)) {
    await asked(administrator, 'POST', `/console/loan-programmes/${code}/products`, { productId: product.productId })
    await asked(await staffToken(service.origin, 'reviewer'), 'POST', `/console/loan-programmes/${code}/products/${product.productId}/confirmation`)
  }

  const amountFen = 30_000_000
  const day = dayInShanghai(Date.now())
  const { requestId } = await boss.call('POST /firms/{firmId}/loan-requests', { params: { firmId }, body: { amountFen, termMonths: 12, use: 'stock', collateral: [], inPool: false } })
  const consent = await boss.call('GET /loan-consent')
  const { applicationId } = await boss.call('POST /loan-requests/{requestId}/applications', { params: { requestId }, body: { productId: product.productId, fields: ['profile'], months: 6, agreed: true, textVersion: consent.textVersion } })
  const step = (body: object) => asked(bank, 'POST', `/lender/loan-applications/${applicationId}/steps`, body)
  const terms = { amountFen, rateBps: product.rateMinBps, termMonths: 12 }
  await step({ kind: 'accept' })
  await step({ kind: 'offer', ...terms })
  const { version } = await boss.call('GET /loan-applications/{applicationId}', { params: { applicationId } })
  await boss.call('POST /loan-applications/{applicationId}/offer-answer', { params: { applicationId }, body: { answer: 'agree', version } })
  await step({ kind: 'sign', ...terms, signedOn: day })
  await step({ kind: 'disburse', amountFen, on: day, dueOn: addMonths(day, 12), firstLoan: true })
  const promised = (await boss.call('GET /loan-applications/{applicationId}', { params: { applicationId } })).support.subsidy
  expect(promised).toMatchObject({ isAvailable: true, dueFen: 0 })
  await step({ kind: 'repay', amountFen: 0, interestFen: 70_000, on: day })

  const office = await enterConsole(browser, service.origin, /演示·审核员/)
  const { page } = office
  await to(page, '支持项目')
  await page.getByRole('link', { name: '首贷贴息' }).click()
  await seen(page, '台账和资金池一致')
  const phone = await openWindow(browser, service.origin, PHONE)
  await remember(phone.context, boss.kept)
  const { dueFen, reservedFen } = (await boss.call('GET /loan-applications/{applicationId}', { params: { applicationId } })).support.subsidy ?? { dueFen: 0, reservedFen: 0 }
  // Interest paid ahead of its year waits for it.
  if (dueFen > 0) {
    await page.getByRole('button', { name: '汇总成一批' }).click()
    await page.getByRole('button', { name: /^汇\s*总$/ }).click()
    await seen(page, '待付款')
    expect(await page.getByRole('button', { name: /^登记付款/ }).count()).toBe(0)
    const second = await enterConsole(browser, service.origin, /演示·管理员/)
    await to(second.page, '支持项目')
    await second.page.getByRole('link', { name: '首贷贴息' }).click()
    await second.page.getByRole('button', { name: /^登记付款/ }).click()
    await second.page.getByRole('textbox', { name: '银行流水号' }).fill('20261127000001')
    await second.page.getByRole('button', { name: /^确\s*定$/ }).click()
    await seen(second.page, /20261127000001$/)
    await second.page.getByText('资金池', { exact: true }).first().evaluate((element) => element.scrollIntoView())
    expect(second.errors).toEqual([])
    await second.close()
  }
  await page.reload()
  await seen(page, '台账和资金池一致')
  await page.getByText('款项', { exact: true }).first().evaluate((element) => element.scrollIntoView())
  await look(page, 'loan-programme-money')
  expect(reservedFen).toBeGreaterThan(0)

  await open(phone.page, `/features/loan/detail/index?applicationId=${applicationId}`)
  await seen(phone.page, '最多补')
  await middle(phone.page, '最多补')
  expect.soft(await faults(phone.page, { target: 44 })).toEqual([])
  await shoot(phone.page, 'loan-subsidy-due-390')
  expect([...office.errors, ...phone.errors]).toEqual([])
  await phone.context.close()
  await office.close()
})
