import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { faults, remember } from './look'
import { arrive } from './people'
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

it('a resident sees the way of an own penalty, in the light, in the dark and in large type', async () => {
  const resident = await arrive(service.origin, 'repairing')
  const { items } = await resident.call('GET /me/records')
  const recordId = items.find(({ tone }) => tone === 'negative')?.recordId ?? ''
  expect(recordId).not.toBe('')
  for (const [look, name] of [[{}, 'repair-record-390'], [{ dark: true }, 'repair-record-dark-390']] as const) {
    const { context, page, errors } = await openWindow(browser, service.origin, { ...PHONE, ...look })
    await remember(context, resident.kept)
    await open(page, '/features/record/list/index')
    await tap(page, /^什么时候可以修复/)
    await page.waitForURL(new RegExp(recordId))
    // Opened anew: the page does not slide in.
    await page.reload()
    await page.getByRole('img', { name: /作出决定，/ }).filter({ visible: true }).waitFor()
    expect(await faults(page, { target: 44 })).toEqual([])
    await shoot(page, name)
    expect(errors).toEqual([])
    await context.close()
  }
  const { context, page } = await openWindow(browser, service.origin, PHONE)
  await remember(context, { ...resident.kept, 'large-type': JSON.stringify({ data: true }) })
  await open(page, `/features/repair/record/index?recordId=${recordId}`)
  await page.getByRole('img', { name: /作出决定，/ }).filter({ visible: true }).waitFor()
  expect(await faults(page, { target: 60 })).toEqual([])
  await shoot(page, 'repair-record-large-390')
  await context.close()
})
