import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axe, DESK, launch, openWindow, PHONE, shoot } from './chrome'
import { faults, remember } from './look'
import { arrive, type Person } from './people'
import { open, seen, tap } from './phone'
import { signIn } from './sign-in'
import { discard, ownersFirm, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser
let boss: Person
let resident: Person
let firmId: string

beforeAll(async () => {
  service = await startService()
  browser = await launch()
  boss = await arrive(service.origin, 'owner')
  resident = await arrive(service.origin, 'volunteer')
  firmId = (await boss.call('POST /me/firms', { body: { uscc: ownersFirm(service.dataDir) } })).firmId
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

/** The console as the demo's reviewer sees it. */
async function enter(): Promise<{ page: Page; errors: string[]; close: () => Promise<void> }> {
  const { context, page, errors } = await openWindow(browser, service.origin, DESK)
  await signIn(page, /演示·审核员/)
  return { page, errors, close: () => context.close() }
}

async function to(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: title }).click()
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
}

it('a firm signs, its check fails, it is heard and called broken: each page shows where in the loop it stands', async () => {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await remember(context, boss.kept)
  await open(page, `/features/commitment/list/index?firmId=${firmId}`)
  await seen(page, '可以签署')
  expect(await faults(page, { target: 44 })).toEqual([])
  await tap(page, /食品安全诚信经营承诺/)
  await seen(page, '填写并签署')
  await page.getByRole('textbox', { name: '经营场所' }).filter({ visible: true }).fill('云汀市临河区听澜路 8 号')
  await page.getByRole('textbox', { name: '食品安全员岗位' }).filter({ visible: true }).fill('店长')
  await page.getByRole('checkbox', { name: /我已读过/ }).filter({ visible: true }).click()
  expect(await faults(page, { target: 44 })).toEqual([])
  await tap(page, '签署')
  await seen(page, '签署的内容')
  await shoot(page, 'commitment-open-390')
  expect(await faults(page, { target: 44 })).toEqual([])
  const { items } = await boss.call('GET /firms/{firmId}/commitments', { params: { firmId } })
  const commitmentId = items[0]?.commitmentId ?? ''

  const office = await enter()
  await to(office.page, '信用承诺')
  await office.page.getByRole('link', { name: '食品安全诚信经营承诺' }).first().click()
  await office.page.getByRole('heading', { level: 1, name: '食品安全诚信经营承诺' }).waitFor()
  await office.page.getByLabel('未通过（先听取说明）').click()
  await office.page.getByLabel('核查情况').fill('进货台账缺三天')
  await office.page.getByRole('button', { name: '提交核查结果' }).click()
  await office.page.getByText(/还没有说明/).waitFor()
  expect(await axe(office.page)).toEqual([])

  await boss.call('POST /firms/{firmId}/commitments/{commitmentId}/statement', { params: { firmId, commitmentId }, body: { statement: '台账在仓库，次日已补交' } })
  await office.page.reload()
  await office.page.getByText('台账在仓库，次日已补交').waitFor()
  await office.page.getByLabel('违背承诺', { exact: true }).click()
  await office.page.getByLabel('认定理由').fill('补交的台账与进货不符')
  await office.page.getByRole('button', { name: '作出认定' }).click()
  await office.page.getByRole('heading', { level: 2, name: '认定理由' }).waitFor()
  await shoot(office.page, 'console-commitment-1280')
  await to(office.page, '信用承诺')
  await office.page.getByText(/创建指标 13/).waitFor()
  expect(await axe(office.page)).toEqual([])
  await shoot(office.page, 'console-commitments-1280')
  expect(office.errors).toEqual([])
  await office.close()

  await page.goto('about:blank')
  await open(page, `/features/commitment/detail/index?firmId=${firmId}&commitmentId=${commitmentId}`)
  await seen(page, '认定：没有做到')
  await shoot(page, 'commitment-broken-390')
  expect(await faults(page, { target: 44 })).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})

it('a person signs one and reads that it never punishes; the page stands in the dark and in large type', async () => {
  const { commitmentId } = await resident.call('POST /me/commitments', { body: { template: 'civic', textVersion: 'civic-2026-11', agreed: true, fields: {} } })
  const { context, page, errors } = await openWindow(browser, service.origin, { ...PHONE, dark: true })
  await remember(context, { ...resident.kept, 'large-type': JSON.stringify({ data: true }) })
  await open(page, `/features/commitment/detail/index?commitmentId=${commitmentId}`)
  await seen(page, '签署的内容')
  expect(await faults(page, { target: 60 })).toEqual([])
  await shoot(page, 'commitment-large-dark-390')
  await open(page, '/features/commitment/list/index')
  await seen(page, /个人的承诺只奖不罚/)
  expect([await faults(page, { target: 60 }), errors]).toEqual([[], []])
  await context.close()
})

it('the office sees whom to invite and how many that reaches, gives notice of an interview, and the firm explains itself', async () => {
  const office = await enter()
  await to(office.page, '监测预警')
  await office.page.getByRole('heading', { level: 2, name: '可以申请修复的企业' }).waitFor()
  await office.page.getByRole('button', { name: '批量邀请' }).click()
  await office.page.getByText('将收到邀请').waitFor()
  expect(await axe(office.page)).toEqual([])
  await office.page.getByRole('button', { name: /先\s*不/ }).click()
  await shoot(office.page, 'console-monitoring-1280')
  await office.page.goto(`/console/interviews?firmId=${firmId}`)
  await office.page.getByLabel('地点').fill('市信用信息中心 302')
  await office.page.getByLabel('时间', { exact: true }).fill('2030-01-07T10:00')
  await office.page.getByRole('button', { name: '发出通知' }).click()
  await office.page.getByText('登记约谈结果').first().waitFor()
  expect([await axe(office.page), office.errors]).toEqual([[], []])
  await office.close()

  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await remember(context, boss.kept)
  await open(page, `/features/interview/list/index?firmId=${firmId}`)
  await seen(page, '待约谈')
  await shoot(page, 'firm-interview-390')
  await page.getByRole('textbox', { name: '情况说明' }).filter({ visible: true }).fill('两起处罚已经整改，附整改报告')
  await tap(page, '提交说明')
  await seen(page, /两起处罚已经整改/)
  expect([await faults(page, { target: 44 }), errors]).toEqual([[], []])
  await context.close()
})
