import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { faults, remember } from './look'
import { arrive, clerksPerk, type Person } from './people'
import { open, seen, tap } from './phone'
import { discard, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser
let resident: Person
let clerk: Person
beforeAll(async () => {
  service = await startService()
  browser = await launch()
  resident = await arrive(service.origin, 'volunteer')
  clerk = await arrive(service.origin, 'clerk')
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

it('a desk without network scans a pass, says what to give and writes it down; back on the network both sides hold the receipt', async () => {
  const { voucherId } = await resident.call('POST /vouchers', { body: { perkId: await clerksPerk(resident) } })
  const { passes } = await resident.call('POST /vouchers/{voucherId}/passes', { params: { voucherId } })
  const text = passes[0]?.text ?? ''

  const { page, context, errors } = await openWindow(browser, service.origin, PHONE)
  await remember(context, clerk.kept)
  // A browser fetches a page when it is first opened; WeChat has all of them.
  await open(page, '/features/desk/queue/index')
  await seen(page, '没有离线核销')
  await open(page, '/features/desk/scan/index')
  await seen(page, '再打开相机')
  await seen(page, /离线数据：刚刚更新/)

  await context.setOffline(true)
  const show = async (code: string) => {
    await page.getByRole('textbox', { name: '收银码' }).filter({ visible: true }).fill(code)
    await tap(page, '查验')
  }
  await show(passes[0]?.tillCode ?? '')
  await seen(page, /收银码要联网才能核对/)
  await tap(page, '重新扫码')
  await show(text)
  await seen(page, '没有网络，由这部手机核验')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'desk-alone-verdict-390')
  await tap(page, '确认核销')
  await seen(page, '已核销，待入账')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'desk-alone-kept-390')
  await tap(page, '继续扫码')
  await seen(page, /1 笔待入账，最早/)
  await shoot(page, 'desk-alone-waiting-390')
  await show(text)
  await seen(page, /这部手机 .* 已核销过这张券/)
  await tap(page, '继续扫码')
  await tap(page, '离线记录')
  // A trial waits until the page has slid in.
  await page.getByRole('button', { name: '现在同步' }).filter({ visible: true }).click({ trial: true })
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'desk-queue-waiting-390')
  // Nobody but the phone knows yet.
  expect((await resident.call('GET /vouchers/{voucherId}', { params: { voucherId } })).status).toBe('issued')

  await context.setOffline(false)
  await seen(page, '离线核销都已入账')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'desk-queue-390')
  await tap(page, /已入账/)
  await seen(page, '入账时间')

  const { items } = await resident.call('GET /me/receipts')
  const mine = items.find((receipt) => receipt.voucherId === voucherId)
  expect(mine?.syncedAt).toEqual(expect.any(String))
  const theirs = await clerk.call('GET /desk/redemptions/{redemptionId}', { params: { redemptionId: mine?.redemptionId ?? '' } })
  expect(theirs).toMatchObject({ receiptNo: mine?.receiptNo, redeemedAt: mine?.redeemedAt, syncedAt: mine?.syncedAt })
  expect(errors.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line))).toEqual([])

  const theirPhone = await openWindow(browser, service.origin, PHONE)
  await remember(theirPhone.context, resident.kept)
  await open(theirPhone.page, `/features/voucher/receipt/index?redemptionId=${mine?.redemptionId}`)
  await seen(theirPhone.page, /店里当时没有网络/)
  expect(await faults(theirPhone.page, { target: 44 })).toEqual([])
  await shoot(theirPhone.page, 'receipt-alone-390')
})
