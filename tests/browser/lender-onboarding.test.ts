import { generateKeyPairSync, type KeyObject, randomInt, randomUUID, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { orgCodeCheckCharacter, usccCheckCharacter } from '../../packages/rules/src/index'
import { totpCode, totpStep } from '../../apps/bff/src/modules/identity/totp'
import { DESK, launch, openWindow } from './chrome'
import { enterConsole, look, to } from './console'
import { seen } from './phone'
import { discard, type RunningService, startService } from './service'

const BANK = '云汀测试农商银行'

let service: RunningService
let browser: Browser
let hooks: Server
beforeAll(async () => {
  service = await startService()
  browser = await launch()
  hooks = createServer((_, response) => response.writeHead(204).end())
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  hooks?.close()
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

function newUscc(): string {
  const body = String(randomInt(10 ** 8)).padStart(8, '0')
  const first17 = `91990101${body}${orgCodeCheckCharacter(body)}`
  return first17 + (usccCheckCharacter(first17) ?? '')
}

/** What stands beside a term of the dialog or section. */
const beside = (page: Page, term: string) => page.locator('dl > div').filter({ has: page.locator('dt', { hasText: term }) }).locator('dd').last()

async function bankToken(clientId: string, key: KeyObject): Promise<Response> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'ES256' })}.${part({ iss: clientId, sub: clientId, aud: `${service.origin}/api/v1/lender/token`, exp: Math.floor(Date.now() / 1000) + 60, jti: randomUUID() })}`
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const form = { grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: `${input}.${signature}` }
  return fetch(`${service.origin}/api/v1/lender/token`, { method: 'POST', body: new URLSearchParams(form) })
}

const pool = (token: string) => fetch(`${service.origin}/api/v1/lender/loan-pool`, { headers: { authorization: `Bearer ${token}` } })

async function logIn(page: Page, of: { username: string; password: string; totpSecret: string }): Promise<void> {
  await page.goto('/console/login')
  await page.locator('#username').fill(of.username)
  await page.locator('#password').fill(of.password)
  await page.locator('#totpCode').fill(totpCode(of.totpSecret, totpStep(new Date())))
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

it('the office admits a bank, its first officer comes in, its system is registered by its key; suspended, neither gets in any more', async () => {
  const { page, errors, close } = await enterConsole(browser, service.origin, /演示·管理员/)
  await to(page, '金融机构')
  await seen(page, '云汀银行')
  await look(page, 'lenders')
  await page.getByRole('button', { name: '机构入驻' }).click()
  await page.getByRole('textbox', { name: '统一社会信用代码' }).fill(newUscc())
  await page.getByRole('textbox', { name: '机构名称' }).fill(BANK)
  await page.getByRole('combobox', { name: '机构类型' }).click()
  await page.getByTitle('农商行').click()
  await page.getByRole('textbox', { name: '金融许可证编号' }).fill('B0001H353010001')
  await page.getByLabel('发证日期').fill('2021-03-01')
  await page.getByRole('textbox', { name: '联系人' }).fill('安岚舟')
  await page.getByRole('textbox', { name: '联系电话' }).fill('12')
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: /入\s*驻/ }).click()
  await seen(page, '请填写手机号或带区号的座机')
  await look(page, 'lender-admit')
  await page.getByRole('textbox', { name: '联系电话' }).fill('13800001234')
  await drawer.getByRole('button', { name: /入\s*驻/ }).click()
  await page.getByRole('heading', { level: 1, name: BANK }).waitFor()
  await page.getByLabel('选择许可证扫描件').setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF') })
  await page.getByRole('button', { name: /^打开（/ }).waitFor()

  await page.getByRole('button', { name: '邀请人员' }).click()
  await page.getByRole('textbox', { name: '姓名' }).fill('王经理')
  await page.getByRole('textbox', { name: '用户名' }).fill('nsh.wang')
  await page.getByRole('button', { name: /开\s*通/ }).click()
  await seen(page, '请当面交给本人')
  await look(page, 'lender-officer-secrets')
  const officer = { username: 'nsh.wang', password: await beside(page, '初始密码').innerText(), totpSecret: await beside(page, '动态口令密钥').innerText() }
  await page.getByRole('button', { name: '已交给本人' }).click()

  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const address = hooks.address()
  await page.getByRole('button', { name: '登记系统' }).click()
  await page.getByRole('textbox', { name: '名称' }).fill('信贷系统')
  await page.getByRole('textbox', { name: '公钥' }).fill(publicKey.export({ format: 'pem', type: 'spki' }) as string)
  await page.getByRole('textbox', { name: '消息回调地址' }).fill(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hooks`)
  await look(page, 'lender-system-register')
  await page.getByRole('dialog').getByRole('button', { name: /登\s*记/ }).click()
  await seen(page, '只显示这一次')
  const first = await page.getByLabel('签名密钥', { exact: true }).innerText()
  expect(first).toMatch(/^whsec_/)
  await page.getByRole('button', { name: '已记下' }).click()
  await beside(page, '接入编号').waitFor()
  const clientId = await beside(page, '接入编号').innerText()
  await page.getByRole('button', { name: '换签名密钥' }).click()
  await page.getByRole('button', { name: /更\s*换/ }).click()
  await seen(page, '只显示这一次')
  expect(await page.getByLabel('签名密钥', { exact: true }).innerText()).not.toBe(first)
  await page.getByRole('button', { name: '已记下' }).click()
  await look(page, 'lender-detail')
  const { access_token: token } = (await (await bankToken(clientId, privateKey)).json()) as { access_token: string }
  expect((await pool(token)).status).toBe(200)

  const bank = await openWindow(browser, service.origin, DESK)
  await logIn(bank.page, officer)
  await to(bank.page, '金融机构')
  await bank.page.getByRole('link', { name: BANK }).or(bank.page.getByText(BANK)).first().click()
  await bank.page.getByRole('heading', { level: 1, name: BANK }).waitFor()
  expect(await bank.page.getByRole('button', { name: '终止合作' }).count()).toBe(0)
  await bank.page.getByRole('button', { name: '邀请人员' }).waitFor()

  await page.getByRole('button', { name: /^暂\s*停$/ }).click()
  await seen(page, '没有办理中的申请和未结清的贷款。')
  await look(page, 'lender-suspend')
  await page.getByRole('dialog').getByRole('button', { name: /^暂\s*停$/ }).click()
  await seen(page, /起暂停：投诉核查/)
  expect((await pool(token)).status).toBe(401)
  await bank.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '抢单池' }).click()
  await bank.page.locator('#username').waitFor()
  // A one-time code is good once: the next is waited for.
  await bank.page.waitForTimeout(30_000)
  await logIn(bank.page, officer)
  await seen(bank.page, /贵机构已暂停或终止合作/)
  await page.getByRole('button', { name: /^恢\s*复$/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^恢\s*复$/ }).click()
  await seen(page, '合作中')
  expect((await pool(token)).status).toBe(200)
  expect(errors).toEqual([])
  await bank.context.close()
  await close()
}, 240_000)
