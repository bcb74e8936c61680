import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOG_BEGINS, scanEntryText } from '../../packages/rules/src/index'
import { newId } from '../../apps/bff/src/lib/id'
import { pngWith } from '../../apps/bff/src/testing/photos'
import { launch } from './chrome'
import { enterConsole, look, to } from './console'
import { agree, arrive, clerksPerk, type Person, redeemOne } from './people'
import { seen } from './phone'
import { discard, ownersFirm, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser
let folder: string
let resident: Person
let clerk: Person

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinhui-console-perks-'))
  service = await startService()
  browser = await launch()
  ;[resident, clerk] = [await arrive(service.origin, 'volunteer'), await arrive(service.origin, 'clerk')]
  await agree(resident)
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
  rmSync(folder, { recursive: true, force: true })
})

const enter = (displayName: RegExp) => enterConsole(browser, service.origin, displayName)

it('a perk is drafted, tested and published; the list is searched and narrowed', async () => {
  const { page, errors, close } = await enter(/演示·审核员/)
  await to(page, '信易+ 权益')
  await page.getByRole('searchbox', { name: '权益或商户名称' }).fill('停车')
  await seen(page, /^共 \d+ 项$/)
  await page.getByRole('button', { name: '起草权益' }).click()
  await page.getByRole('button', { name: '保存草稿' }).waitFor()
  await look(page, 'perk-editor')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await seen(page, /^没有保存/)
  await page.getByRole('button', { name: '保存草稿' }).scrollIntoViewIfNeeded()
  await look(page, 'perk-editor-issues')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: '权益或商户名称' }).fill('堂食折扣')
  await seen(page, '共 1 项')
  await page.getByRole('link', { name: '堂食折扣' }).click()
  await page.getByRole('heading', { level: 1, name: '堂食折扣' }).waitFor()
  await look(page, 'perk')
  await page.getByRole('button', { name: '生成测试券' }).click()
  await page.getByLabel('测试券出示码').waitFor()
  await page.getByLabel('测试券出示码').scrollIntoViewIfNeeded()
  await look(page, 'perk-test')
  expect(errors).toEqual([])
  await close()
})

/** One voucher redeemed and reversed until that is too often, one given back after a desk without network let it in, and one pass that is none. */
async function raiseFlags(perkId: string): Promise<void> {
  const storeId = (await clerk.call('GET /desk')).posts[0]?.stores[0]?.storeId ?? ''
  const claim = async () => (await resident.call('POST /vouchers', { body: { perkId } })).voucherId
  const strip = async (voucherId: string) => (await resident.call('POST /vouchers/{voucherId}/passes', { params: { voucherId } })).passes
  const often = await claim()
  for (let i = 0; i < 5; i += 1) {
    const { redemptionId } = await clerk.call('POST /desk/redemptions', { body: { storeId, presented: (await strip(often))[0]?.text, together: { otherBill: true } } })
    await clerk.call('POST /desk/redemptions/{redemptionId}/reversal', { params: { redemptionId }, body: { reason: '误操作' } })
  }
  const returned = await claim()
  const [pass] = await strip(returned)
  const deviceId = newId('dev')
  const scan = { seq: 0, prevHash: LOG_BEGINS, kitId: 'none', admittedAt: new Date().toISOString(), pass: pass?.text ?? '' }
  const prevHash = createHash('sha256').update(scanEntryText({ ...scan, deviceId, storeId })).digest('hex')
  await resident.call('POST /vouchers/{voucherId}/cancellation', { params: { voucherId: returned } })
  const { results } = await clerk.call('POST /desk/offline-scans', { body: { storeId, deviceId, tickets: [], scans: [scan, { ...scan, seq: 1, prevHash, pass: 'XH1.not-a-pass' }] } })
  expect(results.map((one) => one.outcome)).toEqual(['returned', 'unproven'])
}

it('the fraud board and the reports: looked into, closed with a reason', async () => {
  const perk = await clerksPerk(resident)
  const { redemptionId } = await redeemOne(resident, clerk, perk)
  await resident.call('POST /me/receipts/{redemptionId}/not-me', { params: { redemptionId } })
  const { page, errors, close } = await enter(/演示·审核员/)
  await raiseFlags(perk)
  await to(page, '风险看板')
  // The kinds above the list are links of the same names.
  const board = page.getByRole('group', { name: '风险看板' })
  await expect
    .poll(async () => {
      await page.reload()
      await board.waitFor()
      return board.getByText('同券反复核销').count()
    }, { timeout: 60_000 })
    .toBeGreaterThan(0)
  await look(page, 'flags')
  await board.getByRole('link', { name: '同券反复核销' }).click()
  await page.getByRole('group', { name: '有关的核销' }).waitFor()
  await look(page, 'flag-redemptions')
  await page.goBack()
  await board.getByRole('link', { name: '离线：退券后仍出示' }).click()
  await page.getByRole('group', { name: '有关的离线扫码' }).waitFor()
  await look(page, 'flag-scans')
  await page.keyboard.press('r')
  await page.keyboard.type('持券人退券后又出示，已提醒')
  await page.getByRole('button', { name: /^提\s?交$/ }).click()
  await seen(page, /确有套取：持券人退券后又出示/)
  await to(page, '非本人使用')
  await seen(page, '共 1 件')
  await look(page, 'not-me-list')
  await page.getByRole('group', { name: '非本人使用' }).getByRole('link').first().click()
  await page.getByRole('heading', { level: 1, name: '堂食折扣' }).waitFor()
  await page.keyboard.press('a')
  await page.keyboard.type('调看监控，不是本人')
  await look(page, 'not-me')
  await page.getByRole('button', { name: /^提\s?交$/ }).click()
  await seen(page, '属实，已撤销')
  expect(errors).toEqual([])
  await close()
})

it('a merchant comes in by paper: typed by one officer, decided by another, its first owner invited', async () => {
  const { page, errors, close } = await enter(/演示·审核员/)
  await to(page, '入驻申请')
  await page.getByRole('button', { name: '录入纸质申请' }).click()
  for (const [label, value] of [['统一社会信用代码', ownersFirm(service.dataDir)], ['商户名称（招牌）', '映禾食品工厂店'], ['行业', '食品'], ['联系人', '安联系'], ['联系电话', '13800000000'], ['门店名称', '映禾工厂店'], ['地址', '云汀市青桥区听澜路 9 号'], ['营业时间', '09:00–18:00'], ['经度', '122.6'], ['纬度', '35.2']] as const) await page.getByLabel(label, { exact: true }).fill(value)
  await page.locator('svg.store-map.is-set').scrollIntoViewIfNeeded()
  await look(page, 'paper-form')
  await page.locator('svg.store-map.is-set').click({ position: { x: 300, y: 60 } })
  expect(await page.getByLabel('经度', { exact: true }).inputValue()).not.toBe('122.6')
  await page.getByRole('button', { name: /^保\s?存$/ }).click()
  await page.getByRole('heading', { level: 1, name: '映禾食品工厂店' }).waitFor()
  const licence = join(folder, '营业执照.png')
  writeFileSync(licence, pngWith({}))
  await page.getByLabel('选择营业执照文件').setInputFiles(licence)
  await page.getByRole('img', { name: '营业执照' }).waitFor()
  await page.evaluate(() => window.scrollTo(0, 0))
  await look(page, 'paper-hand-in')
  await page.getByRole('checkbox', { name: /已由商户签字盖章/ }).check()
  await page.getByRole('button', { name: '提交审核' }).click()
  await seen(page, '您录入的申请，须由另一人审核。')
  expect(errors).toEqual([])
  await close()
})

it('a merchant’s page: stores with positions, people and invitations, the agreement, and what a termination would end', async () => {
  const { page, errors, close } = await enter(/演示·审核员/)
  await to(page, '合作商户')
  await look(page, 'merchants')
  await page.getByRole('searchbox', { name: '名称或信用代码' }).fill('禾岚')
  await seen(page, '共 1 户')
  await page.getByRole('link', { name: '禾岚小馆' }).click()
  await seen(page, '姓名已脱敏')
  await look(page, 'merchant')
  await page.getByRole('region', { name: '人员' }).scrollIntoViewIfNeeded()
  await look(page, 'merchant-people')
  await page.getByRole('button', { name: /^修改/ }).first().click()
  await page.getByLabel('经度', { exact: true }).waitFor()
  await look(page, 'merchant-store')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '邀请上岗' }).click()
  await page.getByRole('button', { name: '生成邀请码' }).click()
  await page.getByLabel('邀请二维码').waitFor()
  await look(page, 'merchant-invitation')
  await page.getByRole('button', { name: /^完\s?成$/ }).click()
  await page.getByRole('button', { name: '终止合作' }).click()
  await page.getByRole('list', { name: '终止后' }).waitFor()
  await look(page, 'merchant-termination')
  await page.getByRole('button', { name: /^先\s?不$/ }).click()
  await page.getByRole('link', { name: /^通知/ }).click()
  await page.getByRole('heading', { level: 1, name: '通知' }).waitFor()
  await look(page, 'notices')
  expect(errors).toEqual([])
  await close()
})
