import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { faults, remember } from './look'
import { arrive, type Person } from './people'
import { open, seen, tap } from './phone'
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

const shown = (label: string) => ({ name: label, exact: true })

it('anybody finds a product in its zone, reads it and reckons with it to the fen', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  const market = await boss.call('GET /loan-products')
  const zone = market.zones.find(({ productIds }) => productIds.length > 0)
  const first = market.items.find(({ productId }) => zone?.productIds.includes(productId))
  if (!zone || !first) throw new Error('no zone has a product')
  await open(page, '/pages/finance/index')
  await page.getByRole('radio', shown(zone.title)).filter({ visible: true }).click()
  await seen(page, zone.intro)
  await tap(page, `看条件、算还款：${first.name}`)
  await page.waitForURL(/loan\/product/)
  await page.reload()
  await seen(page, '一共要还')
  const product = await boss.call('GET /loan-products/{productId}', { params: { productId: first.productId } })
  for (const rule of product.rules) await seen(page, rule)
  expect.soft(await faults(page, { target: 44 })).toEqual([])

  // A step down and another way of repaying: the page says what the API says.
  await page.getByRole('radio', shown('等额本息')).filter({ visible: true }).click()
  const slider = page.getByRole('slider', { name: '借多少' }).filter({ visible: true })
  await slider.focus()
  const planned = page.waitForResponse((answer) => answer.url().includes('/repayment-plan') && answer.url().includes('method=equal-instalment'))
  await page.keyboard.press('ArrowLeft')
  const plan = (await (await planned).json()) as { totalFen: number; interestFen: number; payments: { principalFen: number; interestFen: number; totalFen: number }[] }
  const yuan = (fen: number) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })
  await page.waitForFunction((text) => document.body.textContent?.includes(text), `${yuan(plan.interestFen)} 元`)
  await tap(page, '每月还多少')
  const rows = page.getByRole('table').filter({ visible: true }).getByRole('row')
  const cells = async (i: number) => rows.nth(i).getByRole('cell').allInnerTexts()
  expect((await cells(1)).slice(1)).toEqual([plan.payments[0]?.totalFen ?? 0, plan.payments[0]?.principalFen ?? 0, plan.payments[0]?.interestFen ?? 0].map(yuan))
  expect(errors).toEqual([])
  await context.close()
})

it('a firm reads what it lacks, follows the way out, and asks with amount and term filled in; from its matches it comes back to the product', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await remember(context, boss.kept)
  const { items } = await boss.call('GET /loan-products')
  const productId = items.toSorted((a, b) => a.amountMaxFen - b.amountMaxFen)[0]?.productId ?? ''
  const product = await boss.call('GET /loan-products/{productId}', { params: { productId } })
  await open(page, `/features/loan/product/index?productId=${productId}&amountFen=${product.amountMaxFen + 10_000_000}&months=12`)
  await seen(page, '暂不符合')
  await seen(page, /^金额改为/)
  expect.soft(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'loan-product-failed-390')
  await tap(page, /^按这个金额算/)
  const better = await boss.call('GET /firms/{firmId}/loan-products/{productId}/match', { params: { firmId, productId }, query: { amountFen: String(product.amountMaxFen), months: '12' } })
  expect(better.ways.map((way) => way.do)).not.toContain('ask')
  await page.waitForFunction(() => !document.body.textContent?.includes('金额改为'))

  await tap(page, '按这个金额提需求')
  await page.waitForURL(/loan\/request/)
  await page.waitForFunction((wan) => [...document.querySelectorAll('input')].some((input) => input.value === wan), String(product.amountMaxFen / 1_000_000))
  await tap(page, '看看哪些产品符合')
  await page.waitForURL(/loan\/matches/)
  // The first that fits is looked at, and applied for from there.
  await tap(page, /^看产品、算还款：/)
  await page.waitForURL(/loan\/product.*requestId/)
  await tap(page, '申请这个产品')
  await page.waitForURL(/loan\/apply/)
  await seen(page, /^只授权给/)
  expect(errors).toEqual([])
  await context.close()
})
