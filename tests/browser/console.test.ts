import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateBulkPenalties } from '../../apps/bff/src/modules/demo/generate-bulk-penalties'
import { uscc } from '../../apps/bff/src/modules/record/fixtures/penalty-file'
import { DESK, launch, openWindow } from './chrome'
import { enterConsole, look, to } from './console'
import { pngWith } from '../../apps/bff/src/testing/photos'
import { agree, arrive, clerksPerk, orderOne, redeemOne } from './people'
import { seen } from './phone'
import { discard, ownersFirm, type RunningService, startService } from './service'

let service: RunningService
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinhui-console-'))
  service = await startService()
  browser = await launch()
  const [resident, clerk] = [await arrive(service.origin, 'volunteer'), await arrive(service.origin, 'clerk')]
  await agree(resident)
  const perk = await clerksPerk(resident)
  await redeemOne(resident, clerk, perk)
  await redeemOne(resident, clerk, perk)
})
afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
  rmSync(folder, { recursive: true, force: true })
})

const enter = (displayName: RegExp) => enterConsole(browser, service.origin, displayName)
const sections = (page: Page) => page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts()

/** Four penalties in the national layout, of which the second has a wrong code and the fourth no document number. */
function penalties(): string {
  const [header = '', ...lines] = [...generateBulkPenalties(7, '2026-06-30', 40)].join('').split('\r\n')
  const [first, second = '', third, fourth = ''] = lines.filter((line) => line.includes('经营部'))
  const wrongCode = second.replace(/(92\d{6}[0-9A-Z]{9})([0-9A-Z])/, (_, body: string, check: string) => `${body}${check === 'A' ? 'B' : 'A'}`)
  const numberless = fourth.replace(/[^,]*批罚〔\d{4}〕\d+号/, '')
  expect([wrongCode === second, numberless === fourth]).toEqual([false, false])
  return [header, first, wrongCode, third, numberless, ''].join('\r\n')
}

it('the steward sees what there is, sends a file in, and takes the refused rows home', async () => {
  const { context, page: door, errors: atTheDoor } = await openWindow(browser, service.origin, DESK)
  await door.goto('/console/')
  await seen(door, '演示·管理员')
  await look(door, 'login')
  expect(atTheDoor).toEqual([])
  await context.close()

  const { page, errors, close } = await enter(/演示·数据专员/)
  await seen(page, /近 30 天共核销 2 次/)
  await look(page, 'overview')

  await to(page, '合作商户')
  await seen(page, '禾岚小馆')
  await look(page, 'merchants')
  await page.getByRole('searchbox', { name: '名称或信用代码' }).fill('禾岚')
  await seen(page, '共 1 户')
  await page.getByRole('link', { name: '禾岚小馆' }).click()
  await seen(page, '姓名已脱敏')
  await look(page, 'merchant')

  await to(page, '信易+ 权益')
  await page.getByRole('searchbox', { name: '权益或商户名称' }).fill('堂食')
  await seen(page, '共 1 项')
  await seen(page, '堂食折扣')
  await look(page, 'perks')

  await to(page, '信贷产品')
  await seen(page, /\d+ 个产品$/)
  await look(page, 'loans')

  await to(page, '数据归集')
  await seen(page, /个文件$/)
  await look(page, 'imports')
  const file = join(folder, '行政处罚-6月.csv')
  writeFileSync(file, penalties())
  const send = () => page.getByLabel('选择要上传的文件').setInputFiles(file)
  await send()
  await seen(page, '共 4 行，新增 2，更新 0，无变化 0；2 行有误退回，可下载改正后再传。')
  await look(page, 'import-sent')

  await page.getByRole('link', { name: '查看结果' }).click()
  const rejects = page.getByRole('group', { name: '退回的行' })
  await rejects.waitFor()
  await look(page, 'import-result')
  const refused = await rejects.getByRole('row').allInnerTexts()
  expect(refused.some((row) => /^3\s/.test(row) && row.includes('信用代码'))).toBe(true)
  expect(refused.some((row) => /^5\s/.test(row) && row.includes('文号'))).toBe(true)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载全部退回的行' }).click()])
  expect(download.suggestedFilename()).toBe('行政处罚-6月-退回.csv')
  const [header, ...rows] = readFileSync(await download.path(), 'utf8').replace('\ufeff', '').trimEnd().split('\r\n')
  expect(header).toBe('行号,列,值,原因')
  expect(rows.map((row) => row.split(',')[0])).toEqual(['3', '5'])

  // The same file a second time says that nothing changed.
  await to(page, '数据归集')
  await send()
  await seen(page, '数据没有任何变化；2 行退回。')

  await to(page, '登录设备')
  await seen(page, '本机')
  await look(page, 'sessions')
  expect(errors).toEqual([])

  // Not the steward’s page, and not the steward’s data either.
  expect(await sections(page)).not.toContain('审计')
  const [asked] = await Promise.all([page.waitForRequest((request) => request.url().includes('/api/v1/') && request.headers()['authorization'] !== undefined), to(page, '概览')])
  const answer = await fetch(`${service.origin}/api/v1/console/audit`, { headers: { authorization: asked.headers()['authorization'] ?? '' } })
  expect(answer.status).toBe(403)
  await page.goto('/console/audit')
  await seen(page, '此页面仅限审计员、管理员打开')
  await look(page, 'refused')

  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await page.goto('/console/merchants')
  await page.getByRole('button', { name: '登录', exact: true }).waitFor()
  expect(errors).toEqual([])
  await close()
})

it('the auditor follows one deed through the trail', async () => {
  const { page, errors, close } = await enter(/演示·审计员/)
  await to(page, '审计')
  await page.getByRole('button', { name: '只看 record.import' }).first().waitFor()
  await look(page, 'audit')
  await page.getByRole('button', { name: '只看 record.import' }).first().click()
  await page.waitForURL(/action=record\.import/)
  await page.getByRole('button', { name: '只看 session.open' }).first().waitFor({ state: 'detached' })
  await page.getByRole('group', { name: '审计' }).getByRole('button', { name: /展开/ }).first().click()
  await seen(page, '请求编号')
  await look(page, 'audit-entry')
  // An auditor reads imports and sends none in.
  await to(page, '数据归集')
  await seen(page, '行政处罚-6月.csv')
  expect(await page.getByText('把文件拖到这里').count()).toBe(0)
  expect(errors).toEqual([])
  await close()
})

it('the administrator registers the system of an office, and ends it', async () => {
  const { page, errors, close } = await enter(/演示·管理员/)
  await to(page, '委办局接入')
  await seen(page, '还没有接入的系统')
  await look(page, 'office-clients-empty')
  await page.getByRole('button', { name: '登记系统' }).click()
  await page.getByLabel('报送单位').fill('云汀市市场监督管理局')
  await page.getByLabel('统一社会信用代码').fill('1')
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await page.getByLabel('公钥').fill(privateKey.export({ format: 'pem', type: 'pkcs8' }) as string)
  await page.getByRole('button', { name: '登记', exact: true }).or(page.getByRole('button', { name: '登 记', exact: true })).click()
  await seen(page, /私钥不能离开报送单位/)
  await look(page, 'office-client-new')
  await page.getByLabel('统一社会信用代码').fill(uscc(2))
  await page.getByLabel('公钥').fill(publicKey.export({ format: 'pem', type: 'spki' }) as string)
  await page.getByRole('button', { name: '登记', exact: true }).or(page.getByRole('button', { name: '登 记', exact: true })).click()
  await seen(page, '还没有报送过文件')
  await seen(page, /^ofc_/)
  await look(page, 'office-client')
  await page.getByRole('button', { name: /^停\s?用$/ }).click()
  await page.getByRole('button', { name: /^停\s?用$/ }).last().click()
  await seen(page, '已停用')
  await to(page, '委办局接入')
  await seen(page, '共 1 个系统')
  await look(page, 'office-clients')
  expect(errors).toEqual([])
  await close()
})

it('the reviewer says what for, finds a firm and a person, and reads the file', async () => {
  const { page, errors, close } = await enter(/演示·审核员/)
  await to(page, '查询主体')
  await page.getByRole('button', { name: /^查\s?询$/ }).click()
  await seen(page, '请写明查询目的')
  await look(page, 'subject-asks')
  await page.getByLabel('查询目的').fill('审核信用修复')
  await page.getByLabel('查询依据').fill('修复申请 2026-18 号')
  await page.getByLabel('查谁').fill('有限公司')
  await page.getByRole('button', { name: /^查\s?询$/ }).click()
  await page.getByRole('group', { name: '查询结果' }).waitFor()
  await look(page, 'subject-hits')
  await page.getByRole('group', { name: '查询结果' }).getByRole('link').first().click()
  await seen(page, /已记入对方的“谁查过我”。目的：审核信用修复/)
  await page.getByRole('group', { name: '记录' }).getByRole('button', { name: /展开/ }).first().click()
  await look(page, 'subject-firm')
  const { idNumber } = ((await (await fetch(`${service.origin}/api/v1/demo/personas`)).json()) as { items: { key: string; idNumber: string }[] }).items.find((one) => one.key === 'volunteer') ?? { idNumber: '' }
  await to(page, '查询主体')
  await page.getByLabel('查谁').fill(idNumber)
  await page.getByRole('button', { name: /^查\s?询$/ }).click()
  await page.getByRole('group', { name: '查询结果' }).getByRole('link').first().click()
  await seen(page, /个人信用分不对工作人员开放/)
  await look(page, 'subject-person')
  expect(await page.evaluate(() => JSON.stringify([window.location.href, Object.entries(localStorage), Object.entries(sessionStorage)]))).not.toContain(idNumber)
  expect(errors).toEqual([])
  await close()
})

it('a merchant’s owner sees the own house alone, a bank’s officer the own products', async () => {
  const owner = await enter(/演示·商户/)
  expect(await sections(owner.page)).toEqual(['合作商户', '收银接入', '信易+ 权益', '补贴结算', '登录设备'])
  await seen(owner.page, '共 1 户')
  await look(owner.page, 'owner')
  await to(owner.page, '信易+ 权益')
  await seen(owner.page, '堂食折扣')
  const merchants = await owner.page.getByRole('group', { name: '信易+ 权益' }).locator('a[href*="/merchants/"]').allInnerTexts()
  expect(new Set(merchants)).toEqual(new Set(['禾岚小馆']))
  await to(owner.page, '补贴结算')
  await seen(owner.page, '待商户确认')
  await look(owner.page, 'settlements')
  expect(owner.errors).toEqual([])
  await owner.close()

  const bank = await enter(/演示·银行/)
  expect(await sections(bank.page)).toEqual(['贷款申请', '抢单池', '信贷产品', '金融机构', '登录设备'])
  await to(bank.page, '信贷产品')
  await seen(bank.page, '只列出本机构的产品。')
  await look(bank.page, 'bank')
  expect(bank.errors).toEqual([])
  await bank.close()
})

it('the reviewer reads both sides of a claim for damage, without whose it is, and decides it', async () => {
  const [resident, clerk] = [await arrive(service.origin, 'repairing'), await arrive(service.origin, 'clerk')]
  const { waiverId } = await orderOne(resident, clerk)
  const params = { waiverId }
  await clerk.call('POST /desk/waivers/{waiverId}/return', { params, body: { useFen: 12_800, intact: false } })
  await clerk.upload(`/desk/waivers/${waiverId}/photos`, pngWith({}))
  await clerk.call('POST /desk/waivers/{waiverId}/claim', { params, body: { amountFen: 6000, reason: '包间桌面烫坏一处，修复报价 60 元' } })
  await resident.call('POST /waivers/{waiverId}/dispute', { params, body: { reason: '烫痕是入座时就有的，当时跟店员说过' } })

  const { page, errors, close } = await enter(/演示·审核员/)
  await to(page, '免押订单')
  await seen(page, '异议处理中')
  await look(page, 'waivers')
  await page.getByRole('group', { name: '免押订单' }).getByRole('link', { name: /包间先用餐后付/ }).click()
  await seen(page, '烫痕是入座时就有的，当时跟店员说过')
  await page.getByRole('img', { name: '证据照片 1' }).waitFor()
  await look(page, 'waiver')
  await page.getByLabel('支持金额').fill('60.01')
  await seen(page, /^最多 60\.00 元$/)
  await page.getByLabel('支持金额').fill('20')
  await page.getByLabel('理由').fill('监控显示烫痕部分为旧痕，支持三分之一')
  await page.getByRole('button', { name: '作出裁定' }).click()
  await seen(page, '主管单位作出决定')
  await seen(page, /20\.00 元/)
  await look(page, 'waiver-decided')
  expect((await resident.call('GET /waivers/{waiverId}', { params })).billFen).toBe(14_800)
  expect(errors).toEqual([])
  await close()
})

it('the reviewer reads an application with its checks and licence, admits the merchant, suspends it with a reason and lets it go on', async () => {
  const boss = await arrive(service.origin, 'owner')
  const { firmId } = await boss.call('POST /me/firms', { body: { uscc: ownersFirm(service.dataDir) } })
  const params = { firmId }
  const store = { name: '映禾工厂店', address: '云汀市青桥区听澜路 9 号', longitudeE6: 122_600_000, latitudeE6: 35_200_000, hours: '09:00–18:00' }
  await boss.call('PUT /firms/{firmId}/merchant-application', { params, body: { name: '映禾食品工厂店', industry: '食品', contactName: '安联系', contactPhone: '13800000000', stores: [store] } })
  await boss.upload(`/firms/${firmId}/merchant-application/licence`, pngWith({}))
  const { agreement } = await boss.call('GET /firms/{firmId}/merchant-application', { params })
  await boss.call('POST /firms/{firmId}/merchant-application/submission', { params, body: { agreed: true, textVersion: agreement.textVersion } })

  const { page, errors, close } = await enter(/演示·审核员/)
  await to(page, '入驻申请')
  await seen(page, '映禾食品工厂店')
  await look(page, 'merchant-applications')
  await page.getByRole('link', { name: '映禾食品工厂店' }).click()
  await page.getByRole('img', { name: '营业执照' }).waitFor()
  await seen(page, '名称与企业登记一致')
  await look(page, 'merchant-application')
  await page.getByRole('button', { name: '通过申请' }).click()
  await page.getByRole('link', { name: '打开商户' }).click()
  await seen(page, '映禾工厂店')
  await page.getByRole('button', { name: '暂 停' }).or(page.getByRole('button', { name: '暂停', exact: true })).click()
  await page.getByRole('dialog').getByRole('button', { name: /暂\s?停/ }).click()
  await seen(page, /起暂停：投诉核查/)
  await look(page, 'merchant-suspended')
  await page.getByRole('button', { name: /恢\s?复/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: /恢\s?复/ }).click()
  await page.getByText(/起暂停：投诉核查/).waitFor({ state: 'detached' })
  expect((await boss.call('GET /desk')).posts).toMatchObject([{ merchantName: '映禾食品工厂店', role: 'owner' }])
  expect(errors).toEqual([])
  await close()
})
