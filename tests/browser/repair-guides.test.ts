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

it('anyone finds a guide by a word inside it, reads it again without network, and prints it', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await open(page, '/features/guide/list/index')
  await seen(page, '失信被执行人怎么办')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'guides-390')
  await page.getByRole('textbox', { name: '搜罚款、年报、裁定书' }).filter({ visible: true }).fill('管理人')
  await seen(page, /破产管理人/)
  await tap(page, /破产重整期间怎么修复/)
  await page.waitForURL(/guideId=reorganisation/)
  await seen(page, '1. 取得法院批准重整计划的裁定')
  await page.goBack()
  // The list is there again before the network goes: what it still asks for on its way would fail.
  await page.waitForURL(/guide\/list/)
  await seen(page, /破产管理人/)
  await context.setOffline(true)
  await tap(page, /破产重整期间怎么修复/)
  await seen(page, /没有网络，内容更新于/)
  await seen(page, '4. 到期重新评价')
  await context.setOffline(false)
  // Opened anew: the page does not slide in.
  await page.reload()
  await seen(page, '4. 到期重新评价')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'guide-390')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: '打印' }).filter({ visible: true }).count()).toBe(0)
  // All of it is there, not what a screen shows.
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(PHONE.height)
  expect(errors.filter((e) => !/ERR_INTERNET_DISCONNECTED/.test(e))).toEqual([])
  await page.goto(`${service.origin}/api/v1/repair-guides/penalty/page`)
  await page.getByRole('heading', { name: '3. 签承诺书，提交申请' }).waitFor()
  await page.getByRole('link', { name: '信用修复承诺书' }).click()
  await page.getByRole('heading', { name: '信用修复承诺书' }).waitFor()
  await context.close()
})

it('a resident downloads the promise filled in from an own record, in the dark and in large type too', async () => {
  const resident = await arrive(service.origin, 'repairing')
  const { items } = await resident.call('GET /me/records')
  const recordId = items.find(({ tone }) => tone === 'negative')?.recordId ?? ''
  for (const [look, kept, target, name] of [[{}, {}, 44, 'guide-record-390'], [{ dark: true }, { 'large-type': JSON.stringify({ data: true }) }, 60, 'guide-record-large-dark-390']] as const) {
    const { context, page, errors } = await openWindow(browser, service.origin, { ...PHONE, ...look })
    await remember(context, { ...resident.kept, ...kept })
    await open(page, `/features/guide/read/index?guideId=person&recordId=${recordId}`)
    await seen(page, '下载填好的信用修复承诺书')
    expect(await faults(page, { target })).toEqual([])
    await page.getByText('下载填好的信用修复承诺书').filter({ visible: true }).first().scrollIntoViewIfNeeded()
    await shoot(page, name)
    const arrives = page.waitForEvent('download')
    await tap(page, '下载信用修复承诺书')
    expect((await arrives).suggestedFilename()).toBe('信用修复承诺书.html')
    expect(errors).toEqual([])
    await context.close()
  }
})
