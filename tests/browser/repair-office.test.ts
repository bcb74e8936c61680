import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './chrome'
import { enterConsole, look, to } from './console'
import { seen } from './phone'
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

it('an administrator sees what a year of holidays moves before it counts, reads the letters, and puts an officer into an office', async () => {
  const { page, errors, close } = await enterConsole(browser, service.origin, /演示·管理员/)
  await to(page, '工作日历')
  await seen(page, '随产品提供')
  await look(page, 'working-years')
  await page.getByRole('button', { name: '载入一年' }).click()
  await page.getByRole('textbox', { name: '年份' }).fill('2027')
  await page.getByRole('textbox', { name: '通知' }).fill('国务院办公厅关于2027年部分节假日安排的通知（演示）')
  await page.getByRole('textbox', { name: '放假的日期' }).fill('1月1日至3日\n2月5日至11日')
  await page.getByRole('textbox', { name: '调休上班的日期' }).fill('2月14日')
  await page.getByRole('button', { name: '看会改变什么' }).click()
  const confirm = page.getByRole('button', { name: '确认载入 2027 年' })
  await confirm.scrollIntoViewIfNeeded()
  await look(page, 'working-years-diff')
  await confirm.click()
  await seen(page, '第 1 版')

  await to(page, '两书同达')
  await look(page, 'repair-letters')

  await to(page, '部门人员')
  await page.getByRole('textbox', { name: '审核员的用户名' }).fill('nobody-here')
  await page.getByRole('combobox', { name: '部门' }).fill('市税务局')
  await page.getByRole('button', { name: '分到部门' }).click()
  await seen(page, '没有这个用户')
  await look(page, 'repair-officers')
  expect(errors.filter((e) => !/404/.test(e))).toEqual([])
  await close()
})
