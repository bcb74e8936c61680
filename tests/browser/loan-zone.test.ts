import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { type Desk, enterConsole, look, to } from './console'
import { faults } from './look'
import { arrive, type Person } from './people'
import { open, seen } from './phone'
import { discard, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser
let boss: Person
beforeAll(async () => {
  service = await startService()
  browser = await launch()
  boss = await arrive(service.origin, 'owner')
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

const row = ({ page }: Desk, title: string) => page.getByRole('row').filter({ has: page.getByRole('cell', { name: title, exact: true }) })

/** Opens the zone's drawer, changes it, and waits until it is saved. */
async function change(desk: Desk, title: string, edit: (page: Page) => Promise<void>): Promise<void> {
  const { page } = desk
  await page.getByRole('button', { name: `修改专区：${title}` }).click()
  await page.getByRole('dialog', { name: `修改专区“${title}”` }).waitFor()
  await edit(page)
  await page.getByRole('button', { name: /^保\s*存$/ }).click()
  await page.getByRole('dialog', { name: `修改专区“${title}”` }).waitFor({ state: 'detached' })
}

it('the office opens a zone, puts it first, and a product that names it stands in it on the phone; closed, nobody sees it; opened again, it is as it was', async () => {
  const office = await enterConsole(browser, service.origin, /演示·审核员/)
  const { page } = office
  await to(page, '贷款专区')
  await seen(page, '普惠小微')
  await look(page, 'loan-zones')
  await page.getByRole('button', { name: '新增专区' }).click()
  const drawer = page.getByRole('dialog', { name: '新增专区' })
  for (const [label, value] of [['代码', '老字号'], ['名称', '中华老字号'], ['介绍', '面向经营二十年以上的老店。']] as const) await drawer.getByLabel(label, { exact: true }).fill(value)
  await drawer.getByLabel('排序', { exact: true }).fill('前面')
  await seen(page, '请填写 0 到 9999 的整数')
  expect(await drawer.getByRole('button', { name: /^保\s*存$/ }).isDisabled()).toBe(true)
  await drawer.getByLabel('排序', { exact: true }).fill('5')
  await page.waitForTimeout(500)
  await look(page, 'loan-zone-new')
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click()
  await row(office, '中华老字号').waitFor()
  expect(await row(office, '中华老字号').getByRole('cell').allInnerTexts()).toEqual(expect.arrayContaining(['老字号', '0', '5', '开放']))
  // First in the list, as firms will see it.
  expect(await page.getByRole('row').nth(1).innerText()).toContain('中华老字号')

  // A bank's product that names it, published by the office.
  const bank = await enterConsole(browser, service.origin, /演示·银行/)
  await to(bank.page, '信贷产品')
  await bank.page.getByRole('link', { name: '云汀纳税贷' }).click()
  await bank.page.getByRole('button', { name: '修改', exact: true }).click()
  await bank.page.getByRole('combobox', { name: '专区' }).click()
  await bank.page.getByTitle('老字号', { exact: true }).click()
  await bank.page.getByRole('button', { name: '保存草稿' }).click()
  await bank.page.getByRole('button', { name: '提交审核' }).click()
  await seen(bank.page, /由信用办的审核员审核。$/)
  await to(page, '信贷产品')
  await page.getByRole('link', { name: '云汀纳税贷' }).click()
  await page.getByRole('button', { name: '通过审核' }).click()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('region', { name: '下一步' }).waitFor({ state: 'detached' })
  await to(page, '贷款专区')
  await row(office, '中华老字号').filter({ hasText: '1' }).waitFor()
  await expect.poll(async () => (await row(office, '中华老字号').getByRole('cell').allInnerTexts()).slice(4, 6)).toEqual(['1', '5'])
  await look(page, 'loan-zones-product')

  const phone = await openWindow(browser, service.origin, PHONE)
  const zone = phone.page.getByRole('radio', { name: '中华老字号', exact: true }).filter({ visible: true })
  await open(phone.page, '/pages/finance/index')
  await zone.click()
  await seen(phone.page, '面向经营二十年以上的老店。')
  await phone.page.getByRole('button', { name: '看条件、算还款：云汀纳税贷' }).filter({ visible: true }).waitFor()
  expect(await phone.page.getByRole('button', { name: /^看条件、算还款：/ }).filter({ visible: true }).count()).toBe(1)
  expect.soft(await faults(phone.page, { target: 44 })).toEqual([])
  await shoot(phone.page, 'loan-zone-390')
  const codes = async () => (await boss.call('GET /loan-products')).zones.map((one) => one.code)
  expect((await codes())[0]).toBe('老字号')

  // Behind the others, then closed.
  await change(office, '中华老字号', (at) => at.getByLabel('排序', { exact: true }).fill('900'))
  await seen(page, '900')
  expect((await codes()).at(-1)).toBe('老字号')
  await change(office, '中华老字号', (at) => at.getByRole('checkbox', { name: /^开放/ }).uncheck())
  await row(office, '中华老字号').filter({ hasText: '已关闭' }).waitFor()
  await look(page, 'loan-zones-closed')
  expect(await codes()).not.toContain('老字号')
  await phone.page.reload()
  await seen(phone.page, '普惠小微')
  expect(await zone.count()).toBe(0)
  // The product itself is applied for as before.
  expect((await boss.call('GET /loan-products')).items.map((one) => one.name)).toContain('云汀纳税贷')

  await change(office, '中华老字号', (at) => at.getByRole('checkbox', { name: /^开放/ }).check())
  await row(office, '中华老字号').filter({ hasText: '开放' }).waitFor()
  await phone.page.reload()
  await zone.waitFor()
  expect([...office.errors, ...bank.errors, ...phone.errors]).toEqual([])
  await phone.context.close()
  await bank.close()
  await office.close()
})
