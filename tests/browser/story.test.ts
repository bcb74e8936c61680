import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot } from './chrome'
import { becomeResident, open, seen, tap } from './phone'
import { discard, type RunningService, startService } from './service'

const run = promisify(execFile)

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

/** A camera that sees the resident's screen: JPEG pictures one after the other are an MJPEG film. */
async function film(page: Page): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'xinhui-camera-')), 'screen.mjpeg')
  const picture = await page.screenshot({ type: 'jpeg', quality: 90, animations: 'disabled' })
  writeFileSync(file, Buffer.concat(Array.from({ length: 5 }, () => picture)))
  return file
}

const zbar = async (file: string): Promise<string> => {
  try {
    return (await run('zbarimg', ['--quiet', file])).stdout
  } catch (error) {
    // zbarimg leaves with 4 when it read nothing.
    if (typeof error === 'object' && error && 'code' in error && error.code === 4) return ''
    throw error
  }
}

const hasZbar = await run('zbarimg', ['--version']).then(
  () => true,
  () => false,
)
if (!hasZbar && process.env['CI'] === 'true') throw new Error('zbarimg is missing; CI installs zbar-tools')

it('a resident opens the score, claims a perk and shows the pass; the merchant’s camera reads the screen and redeems; both hold the receipt', async () => {
  const resident = await openWindow(browser, service.origin, PHONE)
  const { page } = resident
  await page.goto('/')
  await seen(page, '守信的人，处处方便')
  await shoot(page, 'home-out-390')

  await becomeResident(page, '社区志愿者')
  await shoot(page, 'home-unopened-390')
  await tap(page, '开通信用分')
  await seen(page, '用到的信息')
  await shoot(page, 'score-open-390')
  await page.getByRole('checkbox').filter({ visible: true }).click()
  await tap(page, '同意并开通')

  // The page reads like a bill: the lines add up to the number on top.
  await open(page, '/features/score/detail/index')
  await seen(page, '合计')
  await shoot(page, 'score-detail-390')
  const token = await page.evaluate(() => Object.values(localStorage).map((v) => /"accessToken":"([^"]+)"/.exec(v)?.[1]).find(Boolean))
  const mine = (await (await fetch(`${service.origin}/api/v1/me/score`, { headers: { authorization: `Bearer ${token}` } })).json()) as { score: { totalCenti: number; lines: { pointsCenti: number; title: string }[] } }
  const total = mine.score.lines.reduce((sum, l) => sum + l.pointsCenti, 0)
  expect(total).toBe(mine.score.totalCenti)
  const shown = (total / 100).toLocaleString('en-US')
  const numbers = (await page.locator('body').innerText()).split('\n').filter((line) => line.trim() === shown)
  expect(numbers.length, 'the number on top and the sum at the foot').toBeGreaterThanOrEqual(2)

  await open(page, '/pages/home/index')
  await seen(page, '极好')
  await shoot(page, 'home-open-390')

  await open(page, '/pages/perks/index')
  await seen(page, '堂食折扣')
  await shoot(page, 'perks-390')
  await tap(page, /堂食折扣/)
  await seen(page, '禾岚小馆')
  await shoot(page, 'perk-390')
  await tap(page, '领取')
  await seen(page, /收银码/)
  await page.waitForTimeout(1000)
  await shoot(page, 'pass-390')

  const shot = join(mkdtempSync(join(tmpdir(), 'xinhui-pass-')), 'pass.png')
  await page.screenshot({ path: shot, animations: 'disabled' })
  if (hasZbar) expect(await zbar(shot)).toMatch(/^QR-Code:XH1:[0-9A-Z $%*+./:-]{170,}/m)

  const merchantBrowser = await launch({ camera: await film(page) })
  try {
    const clerk = await openWindow(merchantBrowser, service.origin, PHONE)
    await becomeResident(clerk.page, '禾岚小馆店员')
    await open(clerk.page, '/features/desk/scan/index')
    await seen(clerk.page, '可核销')
    await shoot(clerk.page, 'desk-verdict-390')
    const told = await clerk.page.locator('body').innerText()
    for (const secret of ['沈知遥', '沈**', '990102', shown, '极好']) expect(told).not.toContain(secret)

    await tap(clerk.page, '确认核销')
    await seen(clerk.page, '继续扫码')
    await shoot(clerk.page, 'desk-receipt-390')
    const receiptNo = /\d{14}/.exec((await clerk.page.locator('body').innerText()).replaceAll(' ', ''))?.[0]
    expect(receiptNo).toBeDefined()

    // The resident’s screen turns by itself, and holds the same receipt.
    await seen(page, '看我的券')
    await shoot(page, 'receipt-390')
    expect((await page.locator('body').innerText()).replaceAll(' ', '')).toContain(receiptNo)

    // The camera still sees the same pass: a second time it says that it was used, when and where.
    await tap(clerk.page, '继续扫码')
    await seen(clerk.page, '不可核销')
    await seen(clerk.page, /使用门店/)
    await shoot(clerk.page, 'desk-used-390')

    // Scanned by mistake: reversed within the window, and the resident has the voucher back.
    await open(clerk.page, '/features/desk/receipts/index')
    await tap(clerk.page, /堂食折扣/)
    await tap(clerk.page, '撤销核销')
    await clerk.page.getByRole('textbox').filter({ visible: true }).fill('顾客改用其他优惠')
    await tap(clerk.page, '确认撤销')
    await seen(clerk.page, '已撤销')
    await shoot(clerk.page, 'desk-reversed-390')
    expect(clerk.errors).toEqual([])
  } finally {
    await merchantBrowser.close()
  }
  await open(page, '/features/voucher/list/index')
  await seen(page, '堂食折扣')
  await shoot(page, 'vouchers-390')
  expect(resident.errors).toEqual([])
  await resident.context.close()
})

it('the pass goes on without network, and says so', async () => {
  const { page, context } = await openWindow(browser, service.origin, PHONE)
  await becomeResident(page, '没开通信用分')
  await tap(page, '暂不开通')
  await open(page, '/pages/perks/index')
  await tap(page, /堂食折扣/)
  await tap(page, '领取')
  await seen(page, /收银码/)
  await page.waitForTimeout(1500)
  await context.setOffline(true)
  await seen(page, /离线/)
  await shoot(page, 'pass-offline-390')
  await context.setOffline(false)
  await context.close()
})

it('a refusal is asked once; closing deletes the number at once', async () => {
  const { page, context } = await openWindow(browser, service.origin, PHONE)
  await becomeResident(page, '刚满 18 岁')
  await tap(page, '暂不开通')
  await page.waitForTimeout(500)
  await page.reload()
  await page.waitForTimeout(1500)
  expect(await page.locator('body').innerText()).not.toContain('要不要开通信用分')
  await open(page, '/features/score/open/index')
  await page.getByRole('checkbox').filter({ visible: true }).click()
  await tap(page, '同意并开通')
  await open(page, '/features/score/detail/index')
  await seen(page, '合计')
  await tap(page, /关闭信用分/)
  await page.getByRole('dialog').getByRole('button', { name: /关闭信用分|确认关闭/ }).click()
  await seen(page, /没有开通信用分|已关闭/)
  await context.close()
})
