import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMonths, dayInShanghai } from '../../packages/rules/src/index'
import { type RepairChannelSimulator, startRepairChannelSimulator } from '../../apps/bff/src/gateways/repair-channel-simulator'
import { totpCode, totpStep } from '../../apps/bff/src/modules/identity/totp'
import { penalties } from '../../apps/bff/src/modules/record/fixtures/penalty-file'
import { pngWith } from '../../apps/bff/src/testing/photos'
import { EVIDENCE_PDF } from '../../apps/bff/src/testing/repairs'
import { axe, DESK, launch, openWindow, PHONE, shoot } from './chrome'
import { type Desk, enterConsole, look, to } from './console'
import { faults, remember } from './look'
import { arrive, type Person } from './people'
import { open, seen, tap } from './phone'
import { discard, laterBy, ownersFirm, type RunningService, startService } from './service'

/** Three penalties of one firm: repaired, withdrawn from repair, screened during a reorganisation. */
const [REPAIRED, GIVEN_UP, SCREENED] = ['云综执罚〔2026〕901号', '云综执罚〔2026〕902号', '云综执罚〔2026〕903号']
const FIRM = '云汀映禾食品有限公司'
const ROOT = join(import.meta.dirname, '../..')
const today = dayInShanghai(Date.now())

let channels: RepairChannelSimulator
let service: RunningService
let browser: Browser
let folder: string
let dataDir: string
let boss: Person
let firmId: string
let officer: Desk
const cases = { repaired: '', givenUp: '', screened: '', evaluated: '' }

/** The service, told who the channels are, its clock so many days ahead; the first time on a fresh copy of the city. */
async function start(days: number): Promise<void> {
  service = await startService(dataDir || undefined, { REPAIR_CHANNEL_URL: channels.origin, REPAIR_CHANNEL_TOKEN: channels.token, ...(days === 0 ? {} : laterBy(days)) })
  boss = await arrive(service.origin, 'owner', { named: dataDir === '' })
  dataDir = service.dataDir
}

async function later(days: number): Promise<void> {
  await officer.close()
  expect(await service.stop()).toBe(0)
  await start(days)
  officer = await enterConsole(browser, service.origin, /演示·审核员/)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinhui-channels-'))
  dataDir = ''
  channels = await startRepairChannelSimulator()
  // The province cannot be reached, the open-data feed takes the message and never says that it is done.
  channels.behave('province', { failFirst: Number.POSITIVE_INFINITY })
  channels.behave('open-data', { doneAfterAsks: Number.POSITIVE_INFINITY })
  for (const channel of ['credit-china', 'bank-cache']) channels.behave(channel, { doneAfterAsks: 0 })
  await start(0)
  browser = await launch()
  firmId = (await boss.call('POST /me/firms', { body: { uscc: ownersFirm(dataDir) } })).firmId
})
afterAll(async () => {
  await officer?.close()
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  await channels?.close()
  discard(dataDir)
  rmSync(folder, { recursive: true, force: true })
})

async function phone(): Promise<{ page: Page; errors: string[]; close: () => Promise<void> }> {
  const { context, page, errors } = await openWindow(browser, service.origin, PHONE)
  await remember(context, boss.kept)
  return { page, errors, close: () => context.close() }
}

/** Asked again until it is so: what the jobs of the service do a moment later. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('it never came')
}

const recordOf = async (number: string) => (await boss.call('GET /firms/{firmId}/file', { params: { firmId } })).records.find((r) => r.fields.some((f) => f.value.includes(number)))?.recordId
const isPublic = async (number: string) => (await boss.call('GET /publications', { query: { keyword: number } })).items.length > 0
const stateOf = async (caseId: string) => (await boss.call('GET /repair-cases/{caseId}', { params: { caseId } })).status

/** Handed in by the API: how it is done by hand is told in repair-case.test.ts. */
async function handIn(number: string): Promise<string> {
  const { caseId, commitment } = await boss.call('POST /repair-cases', { body: { recordId: await recordOf(number) } })
  await boss.upload(`/repair-cases/${caseId}/evidence?material=duties-proof`, pngWith({}))
  await boss.call('POST /repair-cases/{caseId}/commitment', { params: { caseId }, body: { agreed: true, textVersion: commitment.textVersion, hash: commitment.hash } })
  await boss.call('POST /repair-cases/{caseId}/submission', { params: { caseId } })
  return caseId
}

async function openCase(page: Page, caseId: string): Promise<void> {
  await page.goto(`/console/repair-cases/${caseId}`)
  await page.getByRole('heading', { level: 1, name: /：行政处罚$/ }).waitFor()
}

/** Accepts, and agrees under this name. */
async function agreeTo(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByLabel(title).click()
  await page.getByLabel('理由').fill('材料齐全，义务已履行')
  await page.getByRole('button', { name: title }).click()
  await page.getByRole('heading', { level: 2, name: '渠道同步' }).waitFor()
}

const board = (page: Page, title: string) => page.getByRole('group', { name: '渠道同步' }).getByRole('row', { name: new RegExp(title) })
const rowOf = (page: Page, title: string) => board(page, title).innerText().then((text) => text.replaceAll(/\s+/g, ' '))

it('an office sends three penalties in; one is repaired, and the board shows which channels have heard, which have followed and which cannot be reached', async () => {
  const steward = await enterConsole(browser, service.origin, /演示·数据专员/)
  await to(steward.page, '数据归集')
  const path = join(folder, '行政处罚.csv')
  const of = { CF_XDR_MC: FIRM, CF_XDR_SHXYM: ownersFirm(dataDir), CF_FRDB: '顾映川', CF_WFXW: '占道堆放货物', CF_CFLB: '罚款', CF_NR: '罚款八千元', CF_NR_FK: '0.8' }
  const decided = (number: string, months: number) => ({ ...of, CF_WSH: number, CF_JDRQ: addMonths(today, -months), CF_GSJZQ: addMonths(today, 12 - months) })
  writeFileSync(path, penalties(decided(REPAIRED, 5), decided(GIVEN_UP, 4), decided(SCREENED, 1)))
  await steward.page.getByLabel('选择要上传的文件').setInputFiles(path)
  await seen(steward.page, /共 3 行，新增 3/)
  await steward.close()
  for (const number of [REPAIRED, GIVEN_UP, SCREENED]) await until(async () => ((await isPublic(number)) ? true : undefined))

  cases.repaired = await handIn(REPAIRED)
  officer = await enterConsole(browser, service.origin, /演示·审核员/)
  const { page } = officer
  await openCase(page, cases.repaired)
  await agreeTo(page, '同意修复')
  expect(await isPublic(REPAIRED)).toBe(false)
  await until(async () => ((await boss.call('GET /repair-cases/{caseId}', { params: { caseId: cases.repaired } })).channels.filter((c) => c.state === 'confirmed').length === 3 ? true : undefined))
  await page.reload()
  await board(page, '本市网站').getByText('已确认').waitFor()
  expect([await rowOf(page, '信用中国'), await rowOf(page, '合作银行'), await rowOf(page, '公共数据'), await rowOf(page, '省信用')]).toEqual([expect.stringContaining('已确认'), expect.stringContaining('已确认'), expect.stringContaining('已通知'), expect.stringContaining('待通知')])
  await seen(page, '正在通知各渠道，不用办理；超期没有确认的，可以打印更正函。')
  expect(await axe(page)).toEqual([])
  expect(officer.errors).toEqual([])
})

it('an applicant thinks better of it: the case is over on both sides, the record stays public, and it may be applied for anew', async () => {
  cases.givenUp = await handIn(GIVEN_UP)
  const { page, errors, close } = await phone()
  await open(page, `/features/repair/case/index?caseId=${cases.givenUp}`)
  await seen(page, /应于.*前答复是否受理/)
  await tap(page, '撤回申请')
  await seen(page, '撤回申请？')
  await page.getByRole('dialog').getByRole('button', { name: '撤回申请' }).click()
  await seen(page, '已撤回')
  await seen(page, '您已撤回，可以重新申请。')
  expect(await faults(page, { target: 44 })).toEqual([])
  await tap(page, '再次申请')
  await page.waitForURL(/repair\/apply/)
  await seen(page, '开始申请')
  expect([await isPublic(GIVEN_UP), await stateOf(cases.givenUp), errors]).toEqual([true, 'withdrawn', []])
  await close()
  await openCase(officer.page, cases.givenUp)
  await seen(officer.page, '申请人已撤回，没有要办的事。')
  expect(await officer.page.getByRole('heading', { level: 2, name: '办理' }).count()).toBe(0)
})

it('with the court’s ruling a firm is screened at once although its penalty is young; both sides read when it is evaluated again and that nothing is to do', async () => {
  const firm = await phone()
  await open(firm.page, `/features/repair/apply/index?recordId=${await recordOf(SCREENED)}`)
  await tap(firm.page, '凭法院重整裁定申请')
  await seen(firm.page, /人民法院批准重整计划的裁定书/)
  for (const [name, bytes, asks] of [['缴款凭证.png', pngWith({}), '义务'], ['裁定书.pdf', EVIDENCE_PDF, '裁定书']] as const) {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    const [chooser] = await Promise.all([firm.page.waitForEvent('filechooser'), tap(firm.page, new RegExp(`^上传：.*${asks}`))])
    await chooser.setFiles(path)
    await firm.page.getByText('已上传').filter({ visible: true }).nth(name === '裁定书.pdf' ? 1 : 0).waitFor()
  }
  await firm.page.getByRole('checkbox', { name: /我已读过/ }).filter({ visible: true }).click()
  await tap(firm.page, '签署承诺书')
  await seen(firm.page, '都齐了')
  await tap(firm.page, '提交申请')
  await firm.page.waitForURL(/features\/repair\/case/)
  await seen(firm.page, /破产重整修复：行政处罚/)
  cases.screened = (await boss.call('GET /me/repair-cases', { query: { firmId } })).items.find((c) => c.kind === 'bankruptcy')?.caseId ?? ''

  const { page } = officer
  await openCase(page, cases.screened)
  await agreeTo(page, '同意暂时屏蔽')
  expect(await isPublic(SCREENED)).toBe(false)
  await seen(page, /到期重新评价。现在不用办理/)
  await firm.page.reload()
  await seen(firm.page, /由.+重新评价。您现在不用在这里办理/)
  expect(await faults(firm.page, { target: 44 })).toEqual([])
  await shoot(firm.page, 'repair-case-screened-390')

  // The officer who opens the re-evaluation cannot decide it, and reads so.
  await page.getByLabel('重新评价', { exact: true }).click()
  await page.getByLabel('理由').fill('管理人报告重整计划没有执行')
  await page.getByRole('button', { name: '重新评价' }).click()
  await page.getByRole('heading', { level: 1, name: '重新评价：行政处罚' }).waitFor()
  await seen(page, /这件由您发起，须由另一位审核员.*发起的人不能自己决定/)
  expect(await page.getByRole('heading', { level: 2, name: '办理' }).count()).toBe(0)
  cases.evaluated = page.url().split('/').at(-1) ?? ''
  await look(page, 'repair-case-opened')
  await firm.page.reload()
  await seen(firm.page, /正在重新评价.*您现在不用办理/)
  await tap(firm.page, '看重新评价（已受理）')
  await firm.page.waitForURL(new RegExp(cases.evaluated))
  await firm.page.reload()
  await seen(firm.page, /不通过的，恢复公示/)
  expect(await faults(firm.page, { target: 44 })).toEqual([])
  await shoot(firm.page, 'repair-case-evaluated-390')
  expect([firm.errors, officer.errors]).toEqual([[], []])
  await firm.close()
})

it('nine days later two channels are late: the board says so, counts how often they were asked, and has the letter ready', async () => {
  await later(9)
  const { page } = officer
  await until(async () => ((await boss.call('GET /repair-cases/{caseId}', { params: { caseId: cases.repaired } })).channels.filter((c) => c.state === 'late').length === 2 ? true : undefined))
  await to(page, '信用修复')
  await openCase(page, cases.repaired)
  for (const title of ['省信用', '公共数据']) {
    const row = await rowOf(page, title)
    expect(row).toContain('迟报')
    expect(Number(/(\d+) 次/.exec(row)?.[1]), row).toBeGreaterThanOrEqual(2)
  }
  await page.getByRole('heading', { level: 2, name: '渠道同步' }).scrollIntoViewIfNeeded()
  await look(page, 'repair-channels-late')
  const [letter] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('button', { name: /^打印更正函：公共数据/ }).click()])
  await letter.getByRole('heading', { name: '关于更新信用信息的函' }).waitFor()
  expect(await letter.locator('body').innerText()).toMatch(/公共数据开放平台：[\s\S]*云综执罚〔2026〕901号[\s\S]*至今未收到确认。请停止公示、共享和使用该信息/)
  await shoot(letter, 'console-repair-correction-letter-1280')
  await letter.close()

  const { page: mobile, close } = await phone()
  await open(mobile, `/features/repair/case/index?caseId=${cases.repaired}`)
  await seen(mobile, '3 / 5')
  await seen(mobile, '超期未确认')
  await seen(mobile, /正在催办/)
  await mobile.getByText('3 / 5').filter({ visible: true }).scrollIntoViewIfNeeded()
  expect(await faults(mobile, { target: 44 })).toEqual([])
  await shoot(mobile, 'repair-case-late-390')
  await close()
  expect(officer.errors).toEqual([])
})

it('when they answer at last the case is done; a commitment found false puts the record back everywhere, and a second officer ends the screening', async () => {
  for (const channel of ['province', 'open-data']) channels.behave(channel, { doneAfterAsks: 0 })
  await officer.close()
  expect(await service.stop()).toBe(0)
  const made = execFileSync(process.execPath, ['--import', 'tsx', 'apps/bff/src/cli.ts', 'staff', 'create', '--username', 'second', '--name', '第二审核员', '--roles', 'reviewer', '--json'], { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'error' }, encoding: 'utf8' })
  const second = JSON.parse(made) as { username: string; password: string; totpSecret: string }
  await start(11)
  await until(async () => ((await stateOf(cases.repaired)) === 'effective' ? true : undefined))
  officer = await enterConsole(browser, service.origin, /演示·审核员/)
  const { page } = officer
  await openCase(page, cases.repaired)
  for (const title of ['本市网站', '省信用', '信用中国', '公共数据', '合作银行']) expect(await rowOf(page, title)).toContain('已确认')
  await seen(page, '修复完成')
  await page.getByLabel('核查虚假承诺').click()
  await page.getByLabel('理由').fill('缴款凭证系伪造')
  await page.getByRole('button', { name: '核查虚假承诺' }).click()
  await page.getByRole('heading', { level: 1, name: '虚假承诺核查：行政处罚' }).waitFor()
  const inquiry = page.url().split('/').at(-1) ?? ''

  const other = await openWindow(browser, service.origin, DESK)
  await other.page.goto('/console/')
  await other.page.getByLabel('用户名').fill(second.username)
  await other.page.getByLabel('密码').fill(second.password)
  await other.page.getByLabel('动态码').fill(totpCode(second.totpSecret, totpStep(new Date(Date.now() + 11 * 86_400_000))))
  await other.page.getByRole('button', { name: '登录', exact: true }).click()
  await other.page.getByRole('navigation', { name: '主导航' }).waitFor()
  await openCase(other.page, inquiry)
  await seen(other.page, /由另一位审核员发起，请您.*以前作出决定/)
  await other.page.getByLabel('认定虚假承诺', { exact: true }).click()
  await other.page.getByLabel('理由').fill('与银行核对，没有这笔缴款')
  await other.page.getByRole('button', { name: '认定虚假承诺', exact: true }).click()
  await other.page.getByRole('heading', { level: 2, name: '渠道同步' }).waitFor()
  expect(await isPublic(REPAIRED)).toBe(true)
  await until(async () => ((await stateOf(inquiry)) === 'effective' ? true : undefined))
  await other.page.reload()
  await seen(other.page, /认定存在虚假承诺，记录已恢复公示/)
  expect(await rowOf(other.page, '省信用')).toMatch(/恢复公示.*已确认/)

  await openCase(other.page, cases.evaluated)
  await other.page.getByLabel('不通过，恢复公示').click()
  await other.page.getByLabel('不予修复的原因').click()
  await other.page.getByTitle('重整计划没有执行').click()
  await other.page.getByLabel('理由').fill('管理人报告重整计划没有执行')
  await other.page.getByRole('button', { name: '不通过，恢复公示' }).click()
  await other.page.getByRole('heading', { level: 2, name: '渠道同步' }).waitFor()
  expect([await isPublic(SCREENED), other.errors, officer.errors]).toEqual([true, [], []])
  await other.context.close()

  const { page: mobile, errors, close } = await phone()
  await open(mobile, `/features/repair/case/index?caseId=${cases.repaired}`)
  await seen(mobile, /后来认定存在虚假承诺，记录已恢复公示.*以前不能再申请修复/)
  await seen(mobile, '修复完成')
  expect(await faults(mobile, { target: 44 })).toEqual([])
  await shoot(mobile, 'repair-case-false-390')
  await mobile.goto('about:blank')
  await open(mobile, `/features/repair/case/index?caseId=${cases.screened}`)
  await seen(mobile, /重新评价没有通过，记录已恢复公示/)
  expect(errors).toEqual([])
  await close()
})
