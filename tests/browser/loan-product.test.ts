import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './chrome'
import { enterConsole, look, to } from './console'
import { arrive, type Person } from './people'
import { seen } from './phone'
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

const matched = async (requestId: string, name: string) => (await boss.call('GET /loan-requests/{requestId}/matches', { params: { requestId } })).items.find((one) => one.product.name === name)

it('a bank builds a product by clicking, counts firms and hands it in; the office reads what it says, publishes it, and a firm’s match has it; the next version is judged by what changed', async () => {
  const { requestId } = await boss.call('POST /firms/{firmId}/loan-requests', { params: { firmId }, body: { amountFen: 50_000_000, termMonths: 12, use: 'stock', collateral: [], inPool: false } })
  const bank = await enterConsole(browser, service.origin, /演示·银行/)
  const { page } = bank
  await to(page, '信贷产品')
  await page.getByRole('button', { name: '起草产品' }).click()
  const drawer = page.getByRole('dialog', { name: '起草信贷产品' })
  await drawer.getByRole('button', { name: '保存草稿' }).waitFor()
  await page.waitForTimeout(500)
  await look(page, 'loan-product-editor')
  await drawer.getByRole('button', { name: '保存草稿' }).click()
  await seen(page, '请填写产品名称')
  for (const [label, value] of [['产品名称', '云汀起步贷'], ['适用对象', '成立满一年、没有行政处罚的小微企业'], ['最低额度（元）', '100000'], ['最高额度（元）', '100万'], ['最低年利率（%）', '3.45'], ['最高年利率（%）', '4.2'], ['最长期限（月）', '24']] as const)
    await drawer.getByLabel(label, { exact: true }).fill(value)
  await seen(page, '即 100万元')

  const add = (title: string) => drawer.getByRole('button', { name: `添加条件：${title}` }).click()
  const rule = (title: string) => drawer.getByRole('group', { name: `条件：${title}` })
  await add('成立时间')
  await rule('成立时间').getByLabel('成立满', { exact: true }).fill('1')
  await seen(page, '企业看到：成立不低于12个月')
  await add('行业')
  await rule('行业').getByRole('button', { name: '展开房地产业' }).last().click()
  await rule('行业').getByLabel('不含这些行业：查找').fill('房地产')
  await rule('行业').getByRole('group', { name: '不含这些行业' }).getByRole('checkbox', { name: '70 房地产业' }).check()
  await seen(page, '企业看到：不属于房地产业')
  await add('企业规模')
  for (const size of ['微型', '小型', '中型', '大型']) await rule('企业规模').getByRole('checkbox', { name: size }).check()
  await add('行政处罚')
  await rule('行政处罚').getByLabel('近几个月').fill('12')
  await rule('行政处罚').getByLabel('最多几次').fill('20')
  await seen(page, '企业看到：近12个月行政处罚不超过20次')
  // What the law forbids has no field.
  expect(await drawer.getByRole('button', { name: /^添加条件/ }).allInnerTexts()).not.toContainEqual(expect.stringMatching(/个人|性别|民族|健康/))
  await rule('行业').scrollIntoViewIfNeeded()
  await look(page, 'loan-product-rules')
  await drawer.getByRole('button', { name: '试算', exact: true }).click()
  await seen(page, /户符合$/)
  await drawer.getByRole('list', { name: '逐条试算' }).scrollIntoViewIfNeeded()
  await look(page, 'loan-product-dry-run')
  await drawer.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('heading', { level: 1, name: '云汀起步贷' }).waitFor()
  await look(page, 'loan-product-draft')
  await page.getByRole('button', { name: '提交审核' }).click()
  await seen(page, /由信用办的审核员审核。$/)
  expect(await page.getByRole('button', { name: '通过审核' }).count()).toBe(0)
  expect(await matched(requestId, '云汀起步贷')).toBeUndefined()

  const office = await enterConsole(browser, service.origin, /演示·审核员/)
  await to(office.page, '信贷产品')
  await office.page.getByText('待审核', { exact: true }).first().click()
  await seen(office.page, '共 1 个产品')
  await look(office.page, 'loan-product-queue')
  await office.page.getByRole('link', { name: '云汀起步贷' }).click()
  await office.page.getByRole('button', { name: '通过审核' }).click()
  await office.page.getByRole('button', { name: '发布', exact: true }).click()
  await seen(office.page, '发布中')
  expect(await matched(requestId, '云汀起步贷')).toMatchObject({ product: { rateMinBps: 345, amountMaxFen: 100_000_000 } })

  // The next version: what firms see stays until the office has read the difference.
  await page.reload()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const again = page.getByRole('dialog', { name: '修改“云汀起步贷”' })
  await again.getByLabel('最高年利率（%）', { exact: true }).fill('3.95')
  await again.getByRole('button', { name: '删除条件：企业规模' }).click()
  await again.getByRole('button', { name: '添加条件：首贷户' }).click()
  await again.getByRole('group', { name: '条件：行政处罚' }).getByLabel('最多几次').fill('0')
  await again.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('button', { name: '提交审核' }).click()
  await seen(page, /由信用办的审核员审核。$/)
  await office.page.reload()
  await seen(office.page, '第 2 版与第 1 版相比有 4 处不同。')
  const difference = office.page.getByRole('region', { name: '和现在发布的相比' })
  expect(await difference.getByRole('row').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^年利率\s+3.45%至4.2%\s+3.45%至3.95%\s+修改/), expect.stringMatching(/^首贷户\s+—\s+首次贷款\s+新增/), expect.stringMatching(/^企业规模\s+微型、小型、中型、大型企业\s+—\s+删除/)]))
  await look(office.page, 'loan-product-review')
  await office.page.getByLabel('意见').fill('请说明为什么只给首贷户')
  await office.page.getByRole('button', { name: '退回修改' }).click()
  await seen(office.page, /第 2 版被退回：请说明为什么只给首贷户/)
  expect(await matched(requestId, '云汀起步贷')).toMatchObject({ product: { rateMaxBps: 420 } })
  // The bank is told, with the reason and a way to the product.
  await page.reload()
  await page.getByRole('link', { name: '通知，3 条新的' }).click()
  await seen(page, '“云汀起步贷”第 2 版。理由：请说明为什么只给首贷户')
  await look(page, 'loan-product-notices')
  await page.getByRole('link', { name: /^产品被退回修改/ }).click()
  await seen(page, /第 2 版被退回：请说明为什么只给首贷户/)
  await page.getByRole('button', { name: '暂停', exact: true }).click()
  await seen(page, '已暂停')
  expect(await matched(requestId, '云汀起步贷')).toBeUndefined()
  expect([...bank.errors, ...office.errors]).toEqual([])
  await office.close()
  await bank.close()
})

it('the office writes a product for a bank from a paper; the bank is told, reads it and confirms, and the office is told', async () => {
  const office = await enterConsole(browser, service.origin, /演示·审核员/)
  const { page } = office
  await to(page, '信贷产品')
  await page.getByRole('button', { name: '代录产品' }).click()
  const drawer = page.getByRole('dialog', { name: '代录信贷产品' })
  await drawer.getByRole('combobox', { name: '机构' }).click()
  await page.getByTitle('云汀银行', { exact: true }).click()
  for (const [label, value] of [['代录依据', '云汀银行盖章的产品说明书'], ['产品名称', '云汀来函贷'], ['适用对象', '小微企业'], ['最低额度（元）', '10万'], ['最高额度（元）', '50万'], ['最低年利率（%）', '3.6'], ['最高年利率（%）', '4.2'], ['答复时限（工作日）', '2']] as const)
    await drawer.getByLabel(label, { exact: true }).fill(value)
  await page.waitForTimeout(500)
  await look(page, 'loan-product-on-behalf')
  await drawer.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('heading', { level: 1, name: '云汀来函贷' }).waitFor()
  await page.getByRole('button', { name: '提交审核' }).click()
  await seen(page, /这一版由您填写，须由另一位审核员审核/)
  await look(page, 'loan-product-own')

  const bank = await enterConsole(browser, service.origin, /演示·银行/)
  await bank.page.getByRole('link', { name: /^通知，/ }).click()
  await bank.page.getByRole('link', { name: /^请确认信用办代录的产品/ }).click()
  await seen(bank.page, /依据：云汀银行盖章的产品说明书。请核对下面的内容/)
  await look(bank.page, 'loan-product-confirm')
  await bank.page.getByRole('button', { name: '确认无误' }).click()
  await bank.page.getByRole('button', { name: '确认无误' }).waitFor({ state: 'detached' })
  await seen(bank.page, /^演示·银行（云汀银行） /)

  await page.reload()
  await page.getByRole('link', { name: /^通知，/ }).click()
  await page.getByRole('link', { name: /^机构确认了代录的产品/ }).click()
  await page.getByRole('heading', { level: 1, name: '云汀来函贷' }).waitFor()
  expect([...bank.errors, ...office.errors]).toEqual([])
  await office.close()
  await bank.close()
})
