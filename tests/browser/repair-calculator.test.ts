import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { faults } from './look'
import { open, seen, tap } from './phone'
import { discard, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser

beforeAll(async () => {
  service = await startService()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

it('anyone types a decision and sees the first day to apply, the end by itself, and both rules where it is older than the new ones', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await open(page, '/features/repair/calculator/index')
  await seen(page, '不用登录。填决定书上的内容就能算，填的内容不保存。')
  await page.getByRole('textbox', { name: '作出决定的日期' }).filter({ visible: true }).fill('2026-02-10')
  await tap(page, '什么时候可以修复')
  await seen(page, '作出决定时的规定')
  await seen(page, '最早可申请')
  await seen(page, '自行停止')
  await seen(page, /以官方文本为准/)
  await page.getByText('作出决定时的规定').filter({ visible: true }).first().scrollIntoViewIfNeeded()
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'repair-calculator-390')
  expect(errors).toEqual([])
  await context.close()
})
