import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { enterConsole, look, to } from './console'
import { faults, remember } from './look'
import { arrive, type Person } from './people'
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
