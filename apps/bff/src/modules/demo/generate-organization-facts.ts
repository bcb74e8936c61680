import { addDays, addMonths, type Day } from '@xinhui/rules'
import type { FactBook } from './fact-book'
import type { DemoOrganization } from './generate-organizations'
import { judgment, statements } from './generate-person-facts'
import { numbering, organizationAddressee, pastDay } from './generate-public-notices'
import { officeDay } from './penalty-row'
import { createRandom, type Random } from './random'

const HONOURS = ['守合同重信用企业', '诚信示范单位', '市长质量奖提名', '放心消费示范店', '劳动关系和谐企业'] as const
const CONTRACTS = ['办公设备采购', '城区绿化养护', '老旧小区改造', '学校食材配送', '河道清淤工程', '路灯节能改造', '信息系统运维'] as const
const CHECKS = ['双随机抽查：登记信息', '双随机抽查：食品安全', '双随机抽查：价格行为', '安全生产检查', '劳动用工检查'] as const
const WORKS = ['一种便携分拣装置', '智能仓储管理系统', '保鲜包装盒', '汀禾商标', '节水灌溉控制器'] as const

/** Tax rating by behaviour; new firms start at M. */
function taxLevel(random: Random, o: DemoOrganization, year: number): string {
  if (Number(o.registeredOn.slice(0, 4)) >= year) return 'M'
  const merit = o.virtue + random.int(-10, 10)
  return merit > 75 ? 'A' : merit > 35 ? 'B' : merit > 15 ? 'M' : merit > 6 ? 'C' : 'D'
}

const yuan = (random: Random, wan: number): string => random.pick([String(wan * 10_000), `${wan}万元`, `${(wan * 10_000).toLocaleString('en-US')}.00`])

function addLists(book: FactBook, random: Random, day: Day, o: DemoOrganization, number: ReturnType<typeof numbering>): void {
  const whom = organizationAddressee(o)
  if (o.virtue < 2) {
    const decidedOn = officeDay(addDays(day, -random.int(40, 500)))
    book.add('serious-list', whom, { decidedOn, endsOn: addMonths(decidedOn, 36), content: { 名单名称: '严重违法失信名单', 列入决定文号: number('market', '列', decidedOn), 列入事由: random.pick(['经营异常满三年未履行公示义务', '一年内三次以上因同类违法行为受到处罚', '提交虚假材料取得登记']) } })
  } else if (o.virtue < 7) {
    const decidedOn = officeDay(addDays(day, -random.int(20, 400)))
    book.add('abnormal-list', whom, { decidedOn, content: { 列入事由: random.pick(['未按期公示年报', '通过登记住所无法联系', '公示信息隐瞒真实情况']), 列入决定文号: number('market', '异', decidedOn) } })
  } else if (o.virtue < 10) book.add('judgment', whom, judgment(random, day))
}

/** Tax ratings, contracts, promises, honours, payments and lists of the organisations. */
export function generateOrganizationFacts(book: FactBook, seed: number, day: Day, organizations: readonly DemoOrganization[]): void {
  const random = createRandom(seed, 'organization-facts')
  const number = numbering()
  for (const o of organizations) {
    const whom = organizationAddressee(o)
    const isFirm = o.kind === '91' || o.kind === '92' || o.kind === '93'
    if (isFirm && o.industry !== '金融业') {
      // A year is rated in the April after it.
      for (let year = Number(day.slice(0, 4)) - 3; year < Number(day.slice(0, 4)); year += 1) {
        const decidedOn = officeDay(`${year + 1}-04-25`)
        if (decidedOn < addDays(day, -3) && o.registeredOn < `${year}-12-01`) book.add('tax-rating', whom, { decidedOn, content: { 评价年度: String(year), 纳税信用级别: taxLevel(random, o, year) } })
      }
      addLists(book, random, day, o, number)
      for (let n = random.int(0, 2); n > 0; n -= 1) book.add('inspection', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 检查事项: random.pick(CHECKS), 检查结果: o.virtue < 12 ? '不合格' : o.virtue < 30 ? '责令改正' : '合格' } })
      if (o.virtue > 25) {
        const count = o.virtue > 80 ? random.int(2, 5) : random.chance(40) ? 1 : 0
        for (let n = 0; n < count; n += 1) {
          const outcome = o.virtue > 80 || random.chance(85) ? '按约履行' : random.pick(['延期履行', '违约'])
          book.add('contract', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 合同名称: random.pick(CONTRACTS), 领域: random.pick(['政府采购', '工程建设', '能源', '其他']), 履约结果: outcome, '合同金额(元)': yuan(random, random.int(5, 300)) } })
        }
      }
      if (o.virtue > 70 && random.chance(40)) book.add('charity', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 受赠组织: '云汀市慈善总会', '捐赠金额(元)': yuan(random, random.int(1, 15)) } })
      if (['软件和信息技术', '新材料', '机械制造', '环境保护', '食品制造'].includes(o.industry) && random.chance(55)) {
        const kind = random.pick(['发明专利', '实用新型', '外观设计', '商标', '软件著作权'])
        book.add('intellectual-property', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 名称: random.pick(WORKS), 类别: kind, 授权或登记号: `YTZC${random.int(1_000_000, 9_999_999)}` } })
      }
    }
    if (o.virtue > 20 && random.chance(75)) {
      for (let n = random.int(1, 2); n > 0; n -= 1) {
        const outcome = o.virtue > 60 ? '已践诺' : random.pick(['已践诺', '履行中', '违背承诺'])
        book.add('commitment', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 承诺事项: random.pick(['诚信经营承诺', '食品安全承诺', '告知承诺制办理许可', '按时足额发放工资承诺']), 承诺类型: random.pick(['主动型', '审批替代型', '行业自律型']), 践诺情况: outcome } })
      }
    }
    if (o.virtue > 72 && random.chance(45)) book.add('honour', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 荣誉名称: `云汀市${random.pick(HONOURS)}`, 级别: o.virtue > 94 ? '省级' : o.virtue > 84 ? '市级' : '县级' } })
    if (o.virtue > 50 && random.chance(20)) book.add('volunteer', whom, { decidedOn: pastDay(random, day, o.registeredOn), content: { 活动名称: '职工志愿服务日', '服务时长（小时）': String(random.int(8, 60)) } })
    if (o.kind !== '92' && random.chance(45)) {
      const workers = random.int(3, 120)
      for (const s of statements(day, random.int(1, 3))) {
        if (o.registeredOn > `${s.year}-01-01`) continue
        book.add('social-security', whom, { decidedOn: s.decidedOn, content: { 缴费年度: String(s.year), 按时缴费月数: String(Math.max(0, s.months - (o.virtue < 20 ? random.int(1, 4) : 0))), 参保人数: String(workers) } })
        if (o.virtue > 50) book.add('housing-fund', whom, { decidedOn: s.decidedOn, content: { 缴存年度: String(s.year), 按时缴存月数: String(s.months) } })
        book.add('utilities', whom, { decidedOn: s.decidedOn, content: { 缴费年度: String(s.year), 类别: random.pick(['水', '电', '气']), 按时缴费月数: String(s.months) } })
      }
    }
  }
}
