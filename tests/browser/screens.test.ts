import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, openWindow, PHONE, shoot, SMALL, TABLET, type View } from './chrome'
import { faults, remember } from './look'
import { agree, arrive, clerksPerk, orderOne, type Person, redeemOne } from './people'
import { pngWith } from '../../apps/bff/src/testing/photos'
import { open, seen, tap } from './phone'
import { discard, ownersFirm, type RunningService, startService } from './service'

const SHOTS = join(import.meta.dirname, '../../docs/screens')

let service: RunningService
let browser: Browser
/** By who holds the phone: `new` without a proved name, `asked` not decided on the score, `boss` the representative of a firm. */
let people: Record<'new' | 'asked' | 'open' | 'repairing' | 'clerk' | 'manager' | 'boss', Person>
let ids: { perk: string; voucher: string; redemption: string; firm: string; uscc: string; record: string; merchant: string; waivable: string; waiting: string; used: string; returned: string; claimed: string; store: string; code: string; product: string }

type Who = keyof typeof people | 'out'

beforeAll(async () => {
  service = await startService()
  browser = await launch()
  const { origin } = service
  people = {
    new: await arrive(origin, 'elder', { named: false }),
    asked: await arrive(origin, 'eighteen'),
    open: await arrive(origin, 'volunteer'),
    repairing: await arrive(origin, 'repairing'),
    clerk: await arrive(origin, 'clerk'),
    manager: await arrive(origin, 'manager'),
    boss: await arrive(origin, 'owner'),
  }
  await agree(people.open)
  await agree(people.repairing)
  // One voucher used at the clerk's store, so that both halves of a receipt are there, and one still living.
  const perk = await clerksPerk(people.open)
  const { redemptionId } = await redeemOne(people.open, people.clerk, perk)
  const { voucherId } = await people.open.call('POST /vouchers', { body: { perkId: perk } })
  // A firm with an agent asked for, an objection under way, and somebody who has looked.
  const uscc = ownersFirm(service.dataDir)
  const { firmId } = await people.boss.call('POST /me/firms', { body: { uscc } })
  const { records } = await people.boss.call('GET /firms/{firmId}/file', { params: { firmId } })
  const mine = (await people.open.call('GET /me/records')).items[0]
  await people.open.call('POST /objections', { body: { recordId: mine?.recordId, reason: '等级写错了，证书上是市级' } })
  const { code } = await people.boss.call('POST /firms/{firmId}/agent-codes', { params: { firmId }, body: { rights: ['file', 'objection'], until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) } })
  // One order asked for damages, one in use, one given back with reservation, one that waits for its confirmation.
  const claimed = await orderOne(people.repairing, people.clerk)
  await people.clerk.call('POST /desk/waivers/{waiverId}/return', { params: { waiverId: claimed.waiverId }, body: { useFen: 12_800, intact: false } })
  await people.clerk.upload(`/desk/waivers/${claimed.waiverId}/photos`, pngWith({}))
  await people.clerk.call('POST /desk/waivers/{waiverId}/claim', { params: { waiverId: claimed.waiverId }, body: { amountFen: 6000, reason: '包间桌面烫坏一处，修复报价 60 元' } })
  const used = await orderOne(people.open, people.clerk)
  const returned = await orderOne(people.boss, people.clerk)
  await people.clerk.call('POST /desk/waivers/{waiverId}/return', { params: { waiverId: returned.waiverId }, body: { useFen: 9900, intact: false } })
  const waiting = await orderOne(people.asked, people.clerk, { used: false })
  const { items: products } = await people.open.call('GET /loan-products')
  ids = { code, product: products[0]?.productId ?? '', perk, redemption: redemptionId, voucher: voucherId, firm: firmId, uscc, record: records[0]?.recordId ?? '', waivable: used.perkId, waiting: waiting.waiverId, used: used.waiverId, returned: returned.waiverId, claimed: claimed.waiverId, store: used.storeId, merchant: (await people.manager.call('GET /desk')).posts[0]?.merchantId ?? '' }
})

afterAll(async () => {
  await browser?.close()
  expect(await service?.stop()).toBe(0)
  discard(service.dataDir)
})

interface Screen {
  who: Who
  path: () => string
  /** On screen once the page is as it is meant to be looked at. */
  until: string | RegExp
  /** What the reader does before looking. */
  act?: (page: Page, context: BrowserContext) => Promise<void>
  /** How the network is while the page opens. */
  network?: 'hangs' | 'fails' | 'gone'
}

const tillCode = async (voucherId: string) => (await people.open.call('POST /vouchers/{voucherId}/passes', { params: { voucherId } })).passes[0]?.tillCode ?? ''

const typeCode = async (page: Page) => {
  await page.getByRole('textbox', { name: '收银码' }).filter({ visible: true }).fill(await tillCode(ids.voucher))
  await tap(page, '查验')
}

const cutOff = (page: Page) => page.route('**/api/v1/**', (route) => route.abort('internetdisconnected'))

const screens = {
  'home-out': { who: 'out', path: () => '/pages/home/index', until: '守信的人，处处方便' },
  'home-no-name': { who: 'new', path: () => '/pages/home/index', until: '去实名认证' },
  'home-unopened': { who: 'asked', path: () => '/pages/home/index', until: '暂不开通' },
  'home-open': { who: 'open', path: () => '/pages/home/index', until: /优惠可以领|领取：|我的信用分/ },
  'home-loading': { who: 'open', path: () => '/pages/home/index', until: '出示码', network: 'hangs' },
  'home-offline': { who: 'open', path: () => '/pages/home/index', until: /优惠可以领|领取：/, act: async (page) => { await cutOff(page); await page.goto('about:blank'); await open(page, '/pages/home/index'); await seen(page, '刷新') } },
  'home-scan': { who: 'open', path: () => '/pages/home/index', until: /优惠可以领|领取：/, act: async (page) => { await tap(page, '扫一扫'); await seen(page, /相机/) } },
  perks: { who: 'open', path: () => '/pages/perks/index', until: '堂食 7.5 折' },
  'perks-out': { who: 'out', path: () => '/pages/perks/index', until: '堂食 7.5 折' },
  'perks-loading': { who: 'out', path: () => '/pages/perks/index', until: '只看我能领的', network: 'hangs' },
  'perks-empty': { who: 'open', path: () => '/pages/perks/index', until: '堂食 7.5 折', act: async (page) => { await page.getByRole('textbox', { name: '搜商户或优惠' }).filter({ visible: true }).fill('滑雪'); await seen(page, '没有找到“滑雪”') } },
  'perks-error': { who: 'out', path: () => '/pages/perks/index', until: '再试一次', network: 'fails' },
  perk: { who: 'open', path: () => `/features/perk/detail/index?perkId=${ids.perk}`, until: '可用门店' },
  'perks-near': { who: 'open', path: () => '/features/perk/near/index', until: /^1\. / },
  'perks-saved-empty': { who: 'open', path: () => '/features/perk/saved/index', until: '还没有收藏' },
  finance: { who: 'open', path: () => '/pages/finance/index', until: '利息怎么估算' },
  'finance-offline': { who: 'out', path: () => '/pages/finance/index', until: '再试一次', network: 'gone' },
  'finance-none': { who: 'out', path: () => '/pages/finance/index', until: '利息怎么估算', act: async (page) => { await page.getByRole('radio', { name: '质押' }).filter({ visible: true }).click(); await page.getByRole('radio', { name: '1000 万元' }).filter({ visible: true }).click(); await seen(page, '没有这样的产品') } },
  'loan-product-out': { who: 'out', path: () => `/features/loan/product/index?productId=${ids.product}`, until: '一共要还' },
  'loan-product': { who: 'boss', path: () => `/features/loan/product/index?productId=${ids.product}&amountFen=90000000000`, until: '一共要还', act: (page) => seen(page, '金额') },
  'loan-product-no-firm': { who: 'asked', path: () => `/features/loan/product/index?productId=${ids.product}`, until: '绑定企业后，逐条告诉您符合还是差什么。', act: (page) => seen(page, '一共要还') },
  'loan-product-table': { who: 'out', path: () => `/features/loan/product/index?productId=${ids.product}`, until: '一共要还', act: async (page) => { await tap(page, '每月还多少'); await seen(page, '单位：元'); await page.getByText('单位：元').evaluate((line) => line.scrollIntoView({ block: 'start' })) } },
  'loan-product-error': { who: 'new', path: () => `/features/loan/product/index?productId=${ids.product}`, until: '再试一次', network: 'fails' },
  'loan-product-offline': { who: 'open', path: () => `/features/loan/product/index?productId=${ids.product}`, until: '一共要还', act: async (page) => { await cutOff(page); await page.goto('about:blank'); await open(page, `/features/loan/product/index?productId=${ids.product}`); await seen(page, '刷新') } },
  me: { who: 'open', path: () => '/pages/me/index', until: '服务热线' },
  'me-out': { who: 'out', path: () => '/pages/me/index', until: '还没有登录' },
  'me-no-name': { who: 'new', path: () => '/pages/me/index', until: '还没有实名认证' },
  'me-leave': { who: 'open', path: () => '/pages/me/index', until: '服务热线', act: async (page) => { await tap(page, '退出登录'); await seen(page, '退出登录？') } },
  login: { who: 'out', path: () => '/features/identity/login/index', until: '小微企业主' },
  'real-name': { who: 'new', path: () => '/features/identity/real-name/index', until: '填入演示身份' },
  'real-name-refused': { who: 'new', path: () => '/features/identity/real-name/index', until: '填入演示身份', act: async (page) => { await tap(page, '同意并认证'); await seen(page, /请填写|请输入/) } },
  'score-open': { who: 'asked', path: () => '/features/score/open/index', until: '我已读过，同意以上授权' },
  'score-none': { who: 'asked', path: () => '/features/score/detail/index', until: '没有开通信用分' },
  'score-detail': { who: 'open', path: () => '/features/score/detail/index', until: '合计' },
  'score-detail-repairing': { who: 'repairing', path: () => '/features/score/detail/index', until: '合计' },
  'score-close': { who: 'open', path: () => '/features/score/detail/index', until: '合计', act: async (page) => { await tap(page, '关闭信用分'); await seen(page, '关闭信用分？') } },
  'score-model': { who: 'out', path: () => '/features/score/model/index', until: '分数不会用来' },
  records: { who: 'open', path: () => '/features/record/list/index', until: '这里只有您本人看得到。' },
  'records-repairing': { who: 'repairing', path: () => '/features/record/list/index', until: '这里只有您本人看得到。' },
  'records-error': { who: 'asked', path: () => '/features/record/list/index', until: '再试一次', network: 'fails' },
  consents: { who: 'open', path: () => '/features/consent/list/index', until: '撤回授权' },
  'consents-items': { who: 'open', path: () => '/features/consent/list/index?tab=items', until: '一项一授权，不捆绑。' },
  'access-log': { who: 'open', path: () => '/features/consent/list/index?tab=log', until: '谁查过我' },
  notices: { who: 'repairing', path: () => '/features/notice/list/index', until: /通知|信用分/ },
  objections: { who: 'open', path: () => '/features/objection/list/index', until: '等级写错了，证书上是市级' },
  'objections-empty': { who: 'asked', path: () => '/features/objection/list/index', until: '没有提过异议' },
  'objection-new': { who: 'boss', path: () => `/features/objection/new/index?firmId=${ids.firm}&recordId=${ids.record}&title=${encodeURIComponent('行政许可')}`, until: '提交异议' },
  'close-account': { who: 'open', path: () => '/features/identity/close/index', until: '依法保留' },
  'public-search': { who: 'out', path: () => '/features/publication/search/index', until: '公示', act: async (page) => { await page.getByRole('textbox').filter({ visible: true }).first().fill('食品'); await seen(page, /食品有限公司/) } },
  'public-organization': { who: 'out', path: () => `/features/publication/organization/index?uscc=${ids.uscc}`, until: '云汀映禾食品有限公司' },
  'public-lists': { who: 'out', path: () => '/features/publication/lists/index', until: /红名单|黑名单/ },
  'public-catalog': { who: 'out', path: () => '/features/publication/catalog/index', until: '行政处罚' },
  firms: { who: 'boss', path: () => '/features/firm/list/index', until: '法定代表人' },
  'firms-none': { who: 'asked', path: () => '/features/firm/list/index', until: '绑定企业' },
  'firm-file': { who: 'boss', path: () => `/features/firm/file/index?firmId=${ids.firm}`, until: '公共信用综合评价' },
  'firm-agents': { who: 'boss', path: () => `/features/firm/agents/index?firmId=${ids.firm}`, until: '期限' },
  'firm-code-made': { who: 'boss', path: () => `/features/firm/agents/index?firmId=${ids.firm}`, until: '期限', act: async (page) => { await tap(page, '生成邀请码'); await seen(page, /^[2-9A-Z]{4}-[2-9A-Z]{4}$/); await page.getByText('码只显示这一次').evaluate((line) => line.scrollIntoView({ block: 'start' })) } },
  'firm-code': { who: 'open', path: () => `/features/firm/code/index?code=${encodeURIComponent(ids.code)}`, until: '确认成为经办人' },
  'firm-code-wrong': { who: 'asked', path: () => '/features/firm/code/index?code=ABCD-2345', until: /请法定代表人重新发一个/ },
  'firm-score': { who: 'boss', path: () => `/features/score/firm/index?firmId=${ids.firm}`, until: '合计' },
  'firm-log': { who: 'boss', path: () => `/features/consent/firm-log/index?firmId=${ids.firm}`, until: '没有人查过这家企业的档案' },
  'firm-score-model': { who: 'out', path: () => '/features/score/model/index?kind=organization', until: '分数不会用来' },
  vouchers: { who: 'open', path: () => '/features/voucher/list/index', until: '堂食折扣' },
  'vouchers-empty': { who: 'boss', path: () => '/features/voucher/list/index', until: '还没有可用的券' },
  'vouchers-out': { who: 'out', path: () => '/features/voucher/list/index', until: '请先登录' },
  pass: { who: 'open', path: () => `/features/voucher/show/index?voucherId=${ids.voucher}`, until: /收银码/ },
  'pass-till': { who: 'open', path: () => `/features/voucher/show/index?voucherId=${ids.voucher}`, until: /收银码/, act: async (page) => { await tap(page, /收银码/); await seen(page, /^\d{6} ?\d{6} ?\d{6}$/); await page.getByText('扫不出时，请调亮屏幕').evaluate((line) => line.scrollIntoView({ block: 'center' })) } },
  receipts: { who: 'open', path: () => '/features/voucher/receipts/index', until: '堂食折扣' },
  'receipts-empty': { who: 'asked', path: () => '/features/voucher/receipts/index', until: '还没有使用记录' },
  receipt: { who: 'open', path: () => `/features/voucher/receipt/index?redemptionId=${ids.redemption}`, until: '看我的券' },
  'waiver-quote': { who: 'open', path: () => `/features/waiver/quote/index?perkId=${ids.waivable}`, until: '同意并办理' },
  'waiver-quote-unread': { who: 'open', path: () => `/features/waiver/quote/index?perkId=${ids.waivable}`, until: '同意并办理', act: async (page) => { await tap(page, '同意并办理'); await seen(page, /再勾选同意/) } },
  waivers: { who: 'open', path: () => '/features/waiver/list/index', until: '包间先用餐后付' },
  'waivers-empty': { who: 'clerk', path: () => '/features/waiver/list/index', until: '还没有订单' },
  'waivers-out': { who: 'out', path: () => '/features/waiver/list/index', until: '请先登录' },
  'waivers-offline': { who: 'open', path: () => '/features/waiver/list/index', until: '包间先用餐后付', act: async (page) => { await cutOff(page); await page.goto('about:blank'); await open(page, '/features/waiver/list/index'); await seen(page, '刷新') } },
  'waiver-unconfirmed': { who: 'asked', path: () => `/features/waiver/detail/index?waiverId=${ids.waiting}`, until: '去微信支付分确认' },
  'waiver-used': { who: 'open', path: () => `/features/waiver/detail/index?waiverId=${ids.used}`, until: '到店取用' },
  'waiver-claimed': { who: 'repairing', path: () => `/features/waiver/detail/index?waiverId=${ids.claimed}`, until: '同意赔偿' },
  'waiver-error': { who: 'open', path: () => `/features/waiver/detail/index?waiverId=${ids.used}`, until: '再试一次', network: 'fails' },
  'waiver-dispute': { who: 'repairing', path: () => `/features/waiver/dispute/index?waiverId=${ids.claimed}`, until: '提交异议' },
  'desk-waivers': { who: 'clerk', path: () => `/features/waiver/desk/index?storeId=${ids.store}`, until: '包间先用餐后付' },
  'desk-waiver-return': { who: 'clerk', path: () => `/features/waiver/desk-order/index?waiverId=${ids.used}`, until: '完好，登记结账' },
  'desk-waiver-claim': { who: 'clerk', path: () => `/features/waiver/desk-order/index?waiverId=${ids.returned}`, until: '申请赔偿', act: async (page) => { if (await page.getByText('再加一张照片').count() > 0) return; const chooser = page.waitForEvent('filechooser'); await tap(page, '上传照片'); await (await chooser).setFiles({ name: 'table.png', mimeType: 'image/png', buffer: pngWith({}) }); await seen(page, '再加一张照片') } },
  'desk-waiver-claimed': { who: 'clerk', path: () => `/features/waiver/desk-order/index?waiverId=${ids.claimed}`, until: '赔偿申请' },
  'merchant-home': { who: 'manager', path: () => '/features/merchant/home/index', until: '优惠库存' },
  'merchant-home-nobody': { who: 'open', path: () => '/features/merchant/home/index', until: '您还不是商户店员' },
  'merchant-home-error': { who: 'manager', path: () => '/features/merchant/home/index', until: '再试一次', network: 'fails' },
  'merchant-staff': { who: 'manager', path: () => `/features/merchant/staff/index?merchantId=${ids.merchant}`, until: '生成邀请码' },
  'merchant-staff-invite': { who: 'manager', path: () => `/features/merchant/staff/index?merchantId=${ids.merchant}`, until: '生成邀请码', act: async (page) => { await tap(page, '生成邀请码'); await seen(page, /只能用一次。/) } },
  'merchant-stores': { who: 'manager', path: () => `/features/merchant/stores/index?merchantId=${ids.merchant}`, until: '添加门店' },
  'merchant-stores-edit': { who: 'manager', path: () => `/features/merchant/stores/index?merchantId=${ids.merchant}`, until: '添加门店', act: async (page) => { await tap(page, '添加门店'); await seen(page, 'GCJ-02 坐标，六位小数') } },
  'merchant-agreement': { who: 'manager', path: () => `/features/merchant/agreement/index?merchantId=${ids.merchant}`, until: '线下签署' },
  'merchant-join': { who: 'open', path: () => '/features/merchant/join/index', until: '用邀请码上岗' },
  'merchant-apply': { who: 'boss', path: () => `/features/merchant/apply/index?firmId=${ids.firm}`, until: '提交申请' },
  'desk-scan': { who: 'clerk', path: () => '/features/desk/scan/index', until: '再打开相机' },
  'desk-verdict': { who: 'clerk', path: () => '/features/desk/scan/index', until: '再打开相机', act: async (page) => { await typeCode(page); await seen(page, '可核销') } },
  'desk-offline': { who: 'clerk', path: () => '/features/desk/scan/index', until: '再打开相机', act: async (page, context) => { await context.setOffline(true); await page.getByRole('textbox', { name: '收银码' }).filter({ visible: true }).fill('104277193055641780'); await tap(page, '查验'); await seen(page, '再查一次') } },
  'desk-queue-empty': { who: 'clerk', path: () => '/features/desk/queue/index', until: '没有离线核销' },
  'desk-settlement': { who: 'manager', path: () => '/features/desk/settlement/index', until: '下次应结' },
  'desk-settlement-clerk': { who: 'clerk', path: () => '/features/desk/settlement/index', until: '结算由店主和店长查看' },
  'desk-nobody': { who: 'open', path: () => '/features/desk/scan/index', until: '您还不是商户店员' },
  'desk-receipts': { who: 'clerk', path: () => '/features/desk/receipts/index', until: '堂食' },
  'desk-receipts-empty': { who: 'clerk', path: () => '/features/desk/receipts/index', until: '堂食', act: async (page) => { await tap(page, '前一天'); await seen(page, '这一天没有核销') } },
  'desk-receipt-kept': { who: 'clerk', path: () => `/features/desk/receipt/index?redemptionId=${ids.redemption}`, until: '已核销' },
} satisfies Record<string, Screen>

type Name = keyof typeof screens

/** The story tells these at 390 wide; they are looked at here as well, but drawn there. */
const TOLD: readonly string[] = ['home-out-390', 'home-unopened-390', 'home-open-390', 'score-open-390', 'score-detail-390', 'perks-390', 'perk-390', 'pass-390', 'receipt-390', 'vouchers-390', 'desk-verdict-390']

async function show(page: Page, context: BrowserContext, screen: Screen): Promise<void> {
  const { network } = screen
  await page.goto('about:blank')
  if (network === 'gone') await cutOff(page)
  if (network === 'fails') await page.route('**/api/v1/**', (route) => route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>503</h1>' }))
  // A handler that does nothing leaves the call open.
  if (network === 'hangs') await page.route('**/api/v1/**', () => {})
  await open(page, screen.path())
  await seen(page, screen.until)
  await screen.act?.(page, context)
}

/** Milliseconds for ninety screens on a busy machine; alone it takes a sixth of it. */
const PATIENCE = 480_000

/** How many windows are looked at side by side: while one waits for its data another is judged. */
const LANES = 3
const LOOKS = 2

/** Opens each screen in such a window, looks it over and draws it; what is wrong comes back by picture. */
async function lookOver(view: View, names: readonly Name[], { large = false, tail = '' } = {}): Promise<Record<string, string[]>> {
  const wrong: Record<string, string[]> = {}
  const waiting = [...names].sort((one, other) => screens[one].who.localeCompare(screens[other].who))
  const lane = async () => {
    let window: { who: Who; opened: Awaited<ReturnType<typeof openWindow>> } | undefined
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { who } = screens[name]
      if (window?.who !== who) {
        await window?.opened.context.close()
        window = { who, opened: await openWindow(browser, service.origin, view) }
        await remember(window.opened.context, { ...(who === 'out' ? {} : people[who].kept), ...(large ? { 'large-type': JSON.stringify({ data: true }) } : {}) })
      }
      const { context, page, errors } = window.opened
      const shot = `${name}${tail}-${view.width}`
      // Looked at again before it is called wrong: a machine may stand still for a moment, and a page may be on its way in.
      for (let look = 0; look < LOOKS; look += 1) {
        errors.splice(0)
        delete wrong[shot]
        try {
          await show(page, context, screens[name])
          if (tail !== '' || !TOLD.includes(shot)) await shoot(page, shot)
          const found = [...(await faults(page, { target: large ? 60 : 44 })), ...errors]
          if (found.length > 0) wrong[shot] = found
        } catch (error) {
          wrong[shot] = [String(error).split('\n').slice(0, 2).join(' '), (await page.locator('body').innerText()).slice(0, 300), ...errors]
        }
        await context.setOffline(false)
        await page.unrouteAll({ behavior: 'ignoreErrors' })
        if (!(shot in wrong)) break
      }
    }
    await window?.opened.context.close()
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return wrong
}

const all = Object.keys(screens) as Name[]
const main: readonly Name[] = ['home-out', 'home-open', 'perks', 'perk', 'finance', 'loan-product', 'me', 'score-detail', 'pass', 'vouchers', 'desk-verdict', 'perks-error']
const enlarged: readonly Name[] = ['loan-product', 'home-open', 'home-out', 'perks', 'pass', 'score-detail', 'me', 'desk-scan', 'desk-verdict']
const tabs: readonly Name[] = ['home-open', 'perks', 'finance', 'me']

it('every screen on a phone: nothing cut, nothing too small to press, nothing axe objects to', async () => {
  expect(await lookOver({ ...PHONE, density: 2 }, all)).toEqual({})
}, PATIENCE)

it('every screen on the smallest phone', async () => {
  expect(await lookOver({ ...SMALL, density: 1 }, all)).toEqual({})
}, PATIENCE)

it('the tabs on a tablet', async () => {
  expect(await lookOver({ ...TABLET, density: 1 }, tabs)).toEqual({})
})

it('the main screens in the dark', async () => {
  expect(await lookOver({ ...PHONE, density: 1, dark: true }, main, { tail: '-dark' })).toEqual({})
})

it('适老: large type, and targets of 60 px, on both phones', async () => {
  expect(await lookOver({ ...PHONE, density: 1 }, enlarged, { large: true, tail: '-large' })).toEqual({})
  expect(await lookOver({ ...SMALL, density: 1 }, enlarged, { large: true, tail: '-large' })).toEqual({})
})

it('the pictures stay small', () => {
  const sizes = readdirSync(SHOTS).map((name) => ({ name, bytes: statSync(join(SHOTS, name)).size }))
  expect(sizes.filter(({ bytes }) => bytes > 300_000)).toEqual([])
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(16_000_000)
})
