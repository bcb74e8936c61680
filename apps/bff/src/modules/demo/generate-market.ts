import { addDays, addMonths, type Day, type PerkKind } from '@xinhui/rules'
import { LENDERS } from './copy/lenders'
import { RULE_HEADERS, type TierCopy } from './copy/market-copy'
import { MERCHANTS } from './copy/merchants'
import { type DemoOrganization, lenderOrganizations, merchantOrganizations } from './generate-organizations'
import { type DemoPerson, districtName, personOf } from './generate-persons'
import { REGIONS } from './generate-identifiers'
import { ROADS } from './names'
import { createRandom } from './random'
import type { Row } from './write-table'

/** Open water, GCJ-02 × 1 000 000: the demo city's centre lies where no city is. */
const CENTRE = { longitudeE6: 122_600_000, latitudeE6: 35_200_000 }

const KIND_TITLES: Record<PerkKind, string> = { discount: '折扣', 'amount-off': '立减', price: '优惠价', 'free-use': '免费使用', 'deposit-waiver': '免押', 'post-pay': '先享后付', priority: '优先服务', 'loaded-code': '兑换码', 'partner-link': '合作链接' }
const TIER_TITLES = [['p750', '750', '极好'], ['p700', '700', '优秀'], ['p650', '650', '守信'], ['all', '*', '人人可享']] as const

const writeTiers = (tiers: TierCopy): string => TIER_TITLES.flatMap(([key, from, title]) => (tiers[key] === undefined ? [] : [`${from}=${title}:${tiers[key]}`])).join('|')
const degrees = (e6: number): string => (e6 / 1_000_000).toFixed(6)
const storeCode = (n: number): string => `S${String(n + 1).padStart(2, '0')}`

/** Copy and organisation of each merchant, in one order. */
const partners = (organizations: readonly DemoOrganization[]) =>
  merchantOrganizations(organizations).flatMap((organization, i) => {
    const copy = MERCHANTS[i]
    return copy ? [{ organization, copy }] : []
  })

export const MERCHANT_HEADERS = ['统一社会信用代码', '商户全称', '商户名称', '行业', '合作状态'] as const
export const generateMerchants = (organizations: readonly DemoOrganization[]): Row[] =>
  partners(organizations).map(({ organization, copy }) => ({ 统一社会信用代码: organization.uscc, 商户全称: organization.name, 商户名称: copy.brand, 行业: copy.industry, 合作状态: '合作中' }))

export const STORE_HEADERS = ['商户统一社会信用代码', '门店编号', '门店名称', '门店地址', '经度', '纬度', '营业时间', '门店状态'] as const
export function generateStores(seed: number, organizations: readonly DemoOrganization[]): Row[] {
  const random = createRandom(seed, 'stores')
  return partners(organizations).flatMap(({ organization, copy }) =>
    copy.stores.map((name, n) => {
      const road = ROADS.find((r) => name.startsWith(r)) ?? random.pick(ROADS)
      return {
        商户统一社会信用代码: organization.uscc,
        门店编号: storeCode(n),
        门店名称: `${copy.brand}（${name}）`,
        门店地址: `云汀市${districtName(random.pick(REGIONS))}${road}${random.int(1, 400)}号`,
        // Within about six kilometres of the centre.
        经度: degrees(CENTRE.longitudeE6 + random.int(-60_000, 60_000)),
        纬度: degrees(CENTRE.latitudeE6 + random.int(-50_000, 50_000)),
        营业时间: copy.hours,
        门店状态: '营业',
      }
    }),
  )
}

export const POST_HEADERS = ['商户统一社会信用代码', '门店编号', '姓名', '身份证号码', '岗位', '岗位状态'] as const
/** An owner for each merchant, a clerk for each store; the first merchant has the personas. */
export function generatePosts(seed: number, day: Day, organizations: readonly DemoOrganization[], persons: readonly DemoPerson[]): Row[] {
  const random = createRandom(seed, 'posts')
  const workers = persons.slice(8).filter((p) => p.birthDay > addMonths(day, -12 * 60) && p.birthDay < addMonths(day, -12 * 19))
  const free = random.some(workers, workers.length)
  const take = (): DemoPerson => {
    const person = free.splice(random.int(0, free.length - 1), 1)[0]
    if (!person) throw new RangeError('no worker left')
    return person
  }
  return partners(organizations).flatMap(({ organization, copy }, m) => {
    const post = (person: DemoPerson, role: string, store: string): Row => ({ 商户统一社会信用代码: organization.uscc, 门店编号: store, 姓名: person.name, 身份证号码: person.idNumber, 岗位: role, 岗位状态: '在岗' })
    return [
      post(take(), '店主', ''),
      ...(m === 0 ? [post(personOf(persons, 'manager'), '店长', '')] : []),
      ...copy.stores.map((_, n) => post(m === 0 && n === 0 ? personOf(persons, 'clerk') : take(), '店员', storeCode(n))),
    ]
  })
}

/** The week of the Spring Festival that ends next. */
function springFestival(day: Day): string {
  const [from, until] = SPRING_FESTIVALS.find(([, last]) => last >= day) ?? SPRING_FESTIVALS.at(-1) ?? ['', '']
  return `${from}~${until}`
}
const SPRING_FESTIVALS = [['2026-02-15', '2026-02-23'], ['2027-02-05', '2027-02-13'], ['2028-01-25', '2028-02-02'], ['2029-02-12', '2029-02-20'], ['2030-02-02', '2030-02-10']] as const

export const PERK_HEADERS = ['商户统一社会信用代码', '权益编号', '应用场景', '权益类型', '标题', '说明', '档位', '优惠数值', ...RULE_HEADERS, '总量', '每人限领', '领取开始', '领取截止', '有效天数', '补贴(元)', '使用说明', '权益状态'] as const
export function generatePerks(seed: number, day: Day, organizations: readonly DemoOrganization[]): Row[] {
  const random = createRandom(seed, 'perks')
  // Perks are listed newest first: the merchant the walk through the demo starts at comes last here, so that it is on top there.
  return partners(organizations).toReversed().flatMap(({ organization, copy }) =>
    copy.perks.map((perk, n) => ({
      商户统一社会信用代码: organization.uscc,
      权益编号: `P${String(n + 1).padStart(2, '0')}`,
      应用场景: perk.scene,
      权益类型: KIND_TITLES[perk.kind],
      标题: perk.title,
      说明: perk.summary,
      档位: writeTiers(perk.tiers),
      优惠数值: perk.values ?? '',
      ...Object.fromEntries(RULE_HEADERS.map((header) => [header, (perk.rules?.[header] ?? '').replace('{spring}', springFestival(day))])),
      总量: String(perk.quota),
      每人限领: String(perk.each ?? 1),
      // Old enough for the two months before to be lived in.
      领取开始: addDays(day, -random.int(100, 200)),
      领取截止: addDays(day, random.int(180, 400)),
      有效天数: String(perk.days ?? 30),
      '补贴(元)': perk.subsidyYuan === undefined ? '' : String(perk.subsidyYuan),
      使用说明: perk.how,
      权益状态: '已发布',
    })),
  )
}

export const LENDER_HEADERS = ['统一社会信用代码', '机构全称', '机构名称', '机构类型', '合作状态'] as const
export const generateLenders = (organizations: readonly DemoOrganization[]): Row[] =>
  lenderOrganizations(organizations).map((o, i) => ({ 统一社会信用代码: o.uscc, 机构全称: o.name, 机构名称: LENDERS[i]?.name ?? '', 机构类型: LENDERS[i]?.kind ?? '', 合作状态: '合作中' }))

export const PRODUCT_HEADERS = [
  '机构统一社会信用代码', '产品编号', '产品名称', '担保方式', '最低额度(万元)', '最高额度(万元)', '最低年利率(%)', '最高年利率(%)', '最短期限(月)', '最长期限(月)', '还款方式', '专区', '适用对象',
  '响应时限(工作日)', '有效期至', '产品状态', '担保费率(%)', '计息方式', '续贷方式', '准入：成立满(月)', '准入：信用等级不低于', '准入：行业', '准入：区县', '准入：企业规模', '准入：纳税信用不低于',
  '准入：年营业收入不低于(万元)', '准入：年纳税额不低于(万元)', '准入：参保人数不低于(人)', '准入：近24个月行政处罚不超过(次)', '准入：不得列入名单', '准入：须列入名单', '准入：首次贷款', '准入：担保物', '准入：担保物价值不低于(%)',
] as const
export function generateLoanProducts(day: Day, organizations: readonly DemoOrganization[]): Row[] {
  const cell = (value: number | string | undefined): string => (value === undefined ? '' : String(value))
  return lenderOrganizations(organizations).flatMap((o, i) =>
    (LENDERS[i]?.products ?? []).map((p, n) => ({
      机构统一社会信用代码: o.uscc,
      产品编号: `L${String(n + 1).padStart(2, '0')}`,
      产品名称: p.name,
      担保方式: p.kind,
      '最低额度(万元)': cell(p.amount[0]),
      '最高额度(万元)': cell(p.amount[1]),
      '最低年利率(%)': p.rate[0],
      '最高年利率(%)': p.rate[1],
      '最短期限(月)': cell(p.term[0]),
      '最长期限(月)': cell(p.term[1]),
      还款方式: p.repayment,
      专区: cell(p.zone),
      适用对象: p.audience,
      '响应时限(工作日)': cell(p.answer),
      有效期至: addMonths(day, 24),
      产品状态: '已发布',
      '担保费率(%)': cell(p.fee),
      计息方式: p.repayment === '等额本息' || p.repayment === '等额本金' ? p.repayment : '先息后本',
      续贷方式: p.zone === '无还本续贷' ? '无还本续贷' : '不续贷',
      '准入：成立满(月)': cell(p.entry?.ageMonths),
      '准入：信用等级不低于': cell(p.entry?.grade),
      '准入：行业': cell(p.entry?.industries),
      '准入：区县': cell(p.entry?.districts),
      '准入：企业规模': cell(p.entry?.sizes),
      '准入：纳税信用不低于': cell(p.entry?.tax),
      '准入：年营业收入不低于(万元)': cell(p.entry?.revenueWan),
      '准入：年纳税额不低于(万元)': cell(p.entry?.taxWan),
      '准入：参保人数不低于(人)': cell(p.entry?.heads),
      '准入：近24个月行政处罚不超过(次)': cell(p.entry?.penalties),
      '准入：不得列入名单': BARRED,
      '准入：须列入名单': cell(p.entry?.listed),
      '准入：首次贷款': p.entry?.firstLoan ? '是' : '',
      '准入：担保物': cell(p.entry?.collateral?.[0]),
      '准入：担保物价值不低于(%)': cell(p.entry?.collateral?.[1]),
    })),
  )
}
/** What every lender of the demo asks: not on these. */
const BARRED = '严重失信主体名单|失信被执行人'

/** The codes that a partner of the demo hands over for a perk of loaded codes; they open nothing anywhere. */
export const generateCodes = (seed: number, count: number): string => {
  const random = createRandom(seed, 'codes')
  return Array.from({ length: count }, (_, n) => `DEMO-${String(n + 1).padStart(4, '0')}-${String(random.int(0, 999_999)).padStart(6, '0')}`).join('\n')
}
