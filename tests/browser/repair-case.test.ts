import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMonths, dayInShanghai } from '../../packages/rules/src/index'
import { penalties } from '../../apps/bff/src/modules/record/fixtures/penalty-file'
import { pngWith } from '../../apps/bff/src/testing/photos'
import { EVIDENCE_PDF } from '../../apps/bff/src/testing/repairs'
import { axe, launch, openWindow, PHONE, shoot, SMALL } from './chrome'
import { type Desk, enterConsole, look, to } from './console'
import { faults, remember } from './look'
import { arrive, type Person } from './people'
import { open, seen, tap } from './phone'
import { discard, ownersFirm, type RunningService, startService } from './service'

const FIRM = '云汀映禾食品有限公司'
const NUMBER = '云综执罚〔2026〕801号'
const REFUSED = '云综执罚〔2026〕803号'
const today = dayInShanghai(Date.now())
const decidedOn = addMonths(today, -5)

let service: RunningService
let browser: Browser
let folder: string
let boss: Person
let firmId: string
let uscc: string
let officer: Desk

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinhui-repair-'))
  service = await startService()
  browser = await launch()
  boss = await arrive(service.origin, 'owner')
  uscc = ownersFirm(service.dataDir)
  firmId = (await boss.call('POST /me/firms', { body: { uscc } })).firmId
})
afterAll(async () => {
  await officer?.close()
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
  rmSync(folder, { recursive: true, force: true })
})

const enter = (displayName: RegExp) => enterConsole(browser, service.origin, displayName)

async function phone(more: { dark?: boolean; large?: boolean; small?: boolean } = {}): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const window = await openWindow(browser, service.origin, { ...(more.small ? SMALL : PHONE), ...(more.dark ? { dark: true } : {}) })
  await remember(window.context, { ...boss.kept, ...(more.large ? { 'large-type': JSON.stringify({ data: true }) } : {}) })
  return window
}

/** Asked again until it is so: what jobs of the service do a moment later, letters once a minute. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('it never came')
}

const file = async () => (await boss.call('GET /firms/{firmId}/file', { params: { firmId } })).records
const total = async () => (await boss.call('GET /firms/{firmId}/score', { params: { firmId } })).score?.totalCenti
const numbered = (r: Awaited<ReturnType<typeof file>>[number], number: string) => r.fields.some((f) => f.value.includes(number))

async function sendFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, /^上传：/)])
  await chooser.setFiles(path)
}

let recordId: string
let promisedCenti: number
let caseId: string
let before: number

it('an office sends three penalties of the firm in: they are published, the letter comes with them', async () => {
  const steward = await enter(/演示·数据专员/)
  await to(steward.page, '数据归集')
  const path = join(folder, '行政处罚.csv')
  const of = { CF_XDR_MC: FIRM, CF_XDR_SHXYM: uscc, CF_FRDB: '顾映川', CF_WFXW: '占道堆放货物', CF_CFLB: '罚款', CF_NR: '罚款八千元', CF_NR_FK: '0.8' }
  const recent = addMonths(today, -1)
  writeFileSync(path, penalties({ ...of, CF_WSH: NUMBER, CF_JDRQ: decidedOn, CF_GSJZQ: addMonths(decidedOn, 12) }, { ...of, CF_WSH: '云综执罚〔2026〕802号', CF_JDRQ: recent, CF_GSJZQ: addMonths(recent, 12) }, { ...of, CF_WSH: REFUSED, CF_WFXW: '夜间施工', CF_JDRQ: addMonths(today, -4), CF_GSJZQ: addMonths(today, 8) }))
  await steward.page.getByLabel('选择要上传的文件').setInputFiles(path)
  await seen(steward.page, /共 3 行，新增 3/)
  await steward.close()
  recordId = (await until(async () => (await file()).find((r) => numbered(r, NUMBER)))).recordId
  await until(async () => (await boss.call('GET /publications', { query: { keyword: NUMBER } })).items[0])
  await until(async () => (await boss.call('GET /me/repair-letters', { query: { firmId } })).items.find((l) => l.recordId === recordId))
})

it('the calculator knows the firm’s own record; its page promises a score, is saved to a calendar, and takes the receipt of the letter', async () => {
  const { context, page, errors } = await phone()
  await open(page, '/features/repair/calculator/index')
  await page.getByRole('textbox', { name: '作出决定的日期' }).filter({ visible: true }).fill(decidedOn)
  await page.getByRole('textbox', { name: /罚款金额/ }).filter({ visible: true }).fill('8000')
  await tap(page, '什么时候可以修复')
  await seen(page, '现在可以申请')
  await tap(page, new RegExp(FIRM))
  await page.waitForURL(/features\/repair\/record/)
  await seen(page, '待签收')
  await page.reload()
  await seen(page, '待签收')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'repair-letter-390')
  await tap(page, '确认收到')
  await seen(page, '已签收')
  const sentence = await page.getByText(/比不申请多 [\d.]+ 分/).filter({ visible: true }).first().innerText()
  promisedCenti = Math.round(Number(/比不申请多 ([\d.]+) 分/.exec(sentence)?.[1]) * 100)
  expect(promisedCenti).toBeGreaterThan(0)
  const [download] = await Promise.all([page.waitForEvent('download'), tap(page, '加到日历')])
  expect(download.suggestedFilename()).toBe('xinhui-repair.ics')
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^BEGIN:VCALENDAR[\s\S]*DTSTART;VALUE=DATE:\d{8}[\s\S]*END:VCALENDAR\s*$/)
  expect(errors).toEqual([])
  await context.close()
})

it('a penalty too young to be repaired reminds on its day, and forgets it again', async () => {
  const { context, page, errors } = await phone()
  await open(page, `/features/firm/file/index?firmId=${firmId}`)
  await tap(page, /^什么时候可以修复/)
  await page.waitForURL(/features\/repair\/record/)
  await seen(page, /起可以申请$/)
  await tap(page, '到那天提醒我')
  await seen(page, '不用提醒了')
  await page.reload()
  await tap(page, '不用提醒了')
  await seen(page, '到那天提醒我')
  await seen(page, '先准备材料')
  expect([await faults(page, { target: 44 }), errors]).toEqual([[], []])
  await context.close()
})

it('the application: one list of what is missing, two files, a draft that is resumed, handed in once although the network was lost', async () => {
  before = (await total()) ?? 0
  const { context, page, errors } = await phone()
  await open(page, `/features/repair/record/index?firmId=${firmId}&recordId=${recordId}`)
  await tap(page, '申请修复')
  await tap(page, '开始申请')
  await seen(page, '还差 1 项')
  await sendFile(page, '整改说明.docx', Buffer.from('PK'))
  await seen(page, /请上传 PDF、JPG 或 PNG/)
  await sendFile(page, '空的.pdf', Buffer.alloc(0))
  await seen(page, /文件是空的/)
  await sendFile(page, '缴款凭证.png', pngWith({}))
  await seen(page, '文件 1')
  await sendFile(page, '整改报告.pdf', EVIDENCE_PDF)
  await seen(page, '文件 2')
  await sendFile(page, '多传的.pdf', Buffer.concat([EVIDENCE_PDF, Buffer.from(' ')]))
  await seen(page, '文件 3')
  await tap(page, '删去：文件 3')
  await page.getByText('文件 3', { exact: true }).waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: '说明怎么改正的' }).filter({ visible: true }).fill('罚款已缴清，占道货物已清走')
  await seen(page, '写的内容会自动存好，下次接着填')
  await page.reload()
  await seen(page, '还差 1 项')
  expect(await page.getByRole('textbox', { name: '说明怎么改正的' }).filter({ visible: true }).inputValue()).toBe('罚款已缴清，占道货物已清走')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'repair-apply-390')
  await page.getByText('文件 2', { exact: true }).evaluate((line) => line.scrollIntoView({ block: 'center' }))
  await shoot(page, 'repair-apply-files-390')
  await page.getByRole('checkbox', { name: /我已读过/ }).filter({ visible: true }).click()
  await tap(page, '签署承诺书')
  await seen(page, '都齐了')

  // The service has it; the phone never hears so.
  let lost = 0
  await page.route('**/submission', async (route) => {
    lost += 1
    await (lost === 1 ? route.fetch().then(() => route.abort('connectionreset')) : route.continue())
  })
  await tap(page, '提交申请')
  await seen(page, '没有网络')
  await tap(page, '提交申请')
  await page.waitForURL(/features\/repair\/case/)
  await seen(page, /应于.*前答复是否受理/)
  const { items } = await boss.call('GET /me/repair-cases', { query: { firmId } })
  expect(items.map((c) => c.status)).toEqual(['submitted'])
  caseId = items[0]?.caseId ?? ''
  await page.reload()
  await seen(page, /应于.*前答复是否受理/)
  expect([await faults(page, { target: 44 }), errors]).toEqual([[], []])
  await shoot(page, 'repair-case-390')
  await context.close()
})

it('the officer finds it in the queue and tells one defect', async () => {
  officer = await enter(/演示·审核员/)
  const { page } = officer
  await to(page, '信用修复')
  await seen(page, FIRM)
  await look(page, 'repair-cases')
  await page.getByRole('link', { name: '行政处罚' }).first().click()
  await page.getByRole('heading', { level: 1, name: '信用修复：行政处罚' }).waitFor()
  await look(page, 'repair-case')
  await page.getByRole('button', { name: /^查看：/ }).first().click()
  await page.getByRole('img', { name: '提交的材料' }).waitFor()
  await page.getByRole('heading', { level: 2, name: '材料' }).scrollIntoViewIfNeeded()
  await shoot(page, 'console-repair-case-evidence-1280')
  await page.getByLabel('一次性告知补正').click()
  await page.getByLabel('补正内容').fill('缴款凭证看不清收款单位，请重新上传')
  await page.getByRole('button', { name: '一次性告知补正' }).click()
  await seen(page, '待补正')
  expect(officer.errors).toEqual([])
})

it('the firm reads the defect in its notices, answers it with a new file, in large type and in the dark as well', async () => {
  for (const [more, name, target] of [[{ dark: true }, 'repair-case-defects-dark-390', 44], [{ large: true }, 'repair-case-defects-large-390', 60]] as const) {
    const { context, page } = await phone(more)
    await open(page, `/features/repair/case/index?caseId=${caseId}`)
    await seen(page, '缴款凭证看不清收款单位，请重新上传')
    expect(await faults(page, { target })).toEqual([])
    await shoot(page, name)
    await context.close()
  }
  const { context, page, errors } = await phone()
  await open(page, '/features/notice/list/index')
  await tap(page, /修复申请需要补正/)
  await page.waitForURL(/features\/repair\/case/)
  await seen(page, '缴款凭证看不清收款单位，请重新上传')
  await sendFile(page, '缴款凭证清晰版.pdf', Buffer.concat([EVIDENCE_PDF, Buffer.from('\n')]))
  await seen(page, '文件 3')
  await page.getByRole('textbox', { name: '补正了什么' }).filter({ visible: true }).fill('已重新拍照，收款单位清晰')
  await tap(page, '提交补正')
  await seen(page, '您的答复：已重新拍照，收款单位清晰')
  await seen(page, /应于.*前答复是否受理/)
  expect(errors).toEqual([])
  await context.close()
})

it('the office accepts and agrees; the channels follow one by one', async () => {
  const { page } = officer
  await page.reload()
  await seen(page, /已重新拍照，收款单位清晰/)
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByLabel('同意修复').click()
  await page.getByLabel('理由').fill('罚款已缴清，现场已整改')
  await page.getByRole('button', { name: '同意修复' }).click()
  await page.getByRole('heading', { level: 2, name: '渠道同步' }).waitFor()
  await until(async () => ((await boss.call('GET /repair-cases/{caseId}', { params: { caseId } })).status === 'effective' ? true : undefined))
  await page.reload()
  await seen(page, '修复完成')
  await page.getByRole('heading', { level: 2, name: '渠道同步' }).scrollIntoViewIfNeeded()
  await look(page, 'repair-case-effective')
  expect(officer.errors).toEqual([])
})

it('the record is gone from the public page, the firm reads where it ended, and its score rose by exactly what was promised', async () => {
  expect((await total()) ?? 0).toBe(before + promisedCenti)
  const { context, page, errors } = await phone()
  await open(page, `/features/repair/cases/index?firmId=${firmId}`)
  await seen(page, '修复完成')
  await seen(page, '已签收')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'repair-cases-390')
  await tap(page, /修复完成/)
  await page.waitForURL(/features\/repair\/case\//)
  await seen(page, '5 / 5')
  await page.reload()
  await seen(page, '5 / 5')
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'repair-case-effective-390')

  await page.goto('about:blank')
  await open(page, '/features/publication/search/index')
  await page.getByRole('textbox', { name: /搜企业/ }).filter({ visible: true }).fill(FIRM)
  await tap(page, new RegExp(FIRM))
  await page.waitForURL(/organization/)
  await seen(page, '公示的记录')
  await seen(page, '云综执罚〔2026〕802号')
  expect(await page.getByText(NUMBER).count()).toBe(0)
  await page.goto('about:blank')
  await open(page, '/features/publication/withdrawals/index')
  await seen(page, '最近一年没有撤回的公示')
  expect(await faults(page, { target: 44 })).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})

it('what is not agreed to comes back with its reason and the way on; a draft too early is kept, found again and dropped', async () => {
  const refused = (await file()).find((r) => numbered(r, REFUSED))?.recordId ?? ''
  const one = await boss.call('POST /repair-cases', { body: { recordId: refused } })
  const params = { caseId: one.caseId }
  await boss.upload(`/repair-cases/${one.caseId}/evidence?material=duties-proof`, pngWith({}))
  await boss.call('POST /repair-cases/{caseId}/commitment', { params, body: { agreed: true, textVersion: one.commitment.textVersion, hash: one.commitment.hash } })
  await boss.call('POST /repair-cases/{caseId}/submission', { params })
  const { page: desk } = officer
  await to(desk, '信用修复')
  await desk.getByRole('row', { name: /待受理/ }).getByRole('link', { name: '行政处罚' }).click()
  await desk.getByLabel('不予修复').click()
  await desk.getByLabel('不予修复的原因').click()
  await desk.getByTitle('义务未履行完毕').click()
  await desk.getByLabel('理由').fill('罚款尚未缴清')
  await desk.getByRole('button', { name: '不予修复' }).click()
  await desk.getByRole('heading', { level: 2, name: '决定' }).waitFor()
  expect([await axe(desk), officer.errors]).toEqual([[], []])

  const { context, page, errors } = await phone({ small: true })
  await open(page, `/features/repair/case/index?caseId=${one.caseId}`)
  await seen(page, '决定：不予同意')
  await seen(page, /履行完毕后凭证明再次申请/)
  expect(await faults(page, { target: 44 })).toEqual([])
  await shoot(page, 'repair-case-refused-320')
  await page.goto('about:blank')
  const young = (await file()).find((r) => numbered(r, '云综执罚〔2026〕802号'))?.recordId ?? ''
  await open(page, `/features/repair/apply/index?recordId=${young}`)
  await seen(page, /现在可以先准备，填的都会存好/)
  expect(await faults(page, { target: 44 })).toEqual([])
  await tap(page, '先准备材料')
  await seen(page, '还差 2 项')
  await page.goto('about:blank')
  await open(page, `/features/repair/cases/index?firmId=${firmId}`)
  await tap(page, /草稿/)
  await seen(page, '还差 2 项')
  await page.waitForURL(/repair\/apply/)
  await page.reload()
  await seen(page, '还差 2 项')
  expect(await faults(page, { target: 44 })).toEqual([])
  await tap(page, '不申请了')
  await tap(page, '删去草稿')
  await page.waitForURL(/repair\/cases/)
  await seen(page, '已撤回')
  expect(errors).toEqual([])
  await context.close()
})

it('without network the case is still readable; a stranger sees nothing of it', async () => {
  const { context, page } = await phone()
  await open(page, `/features/repair/case/index?caseId=${caseId}`)
  await seen(page, '5 / 5')
  await page.route('**/api/v1/**', (route) => route.abort('internetdisconnected'))
  await page.reload()
  await seen(page, '5 / 5')
  await seen(page, /没有网络/)
  expect(await faults(page, { target: 44 })).toEqual([])
  await context.close()
  const stranger = await arrive(service.origin, 'volunteer')
  const other = await openWindow(browser, service.origin, PHONE)
  await remember(other.context, stranger.kept)
  await open(other.page, `/features/repair/case/index?caseId=${caseId}`)
  await seen(other.page, '没有找到')
  await open(other.page, '/features/repair/cases/index')
  await seen(other.page, '没有修复申请')
  await other.page.reload()
  await seen(other.page, '没有修复申请')
  expect(await faults(other.page, { target: 44 })).toEqual([])
  await shoot(other.page, 'repair-cases-empty-390')
  await other.context.close()
})
