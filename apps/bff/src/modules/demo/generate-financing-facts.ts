import { addDays, type Day } from '@xinhui/rules'
import { LENDERS } from './copy/lenders'
import type { FactBook } from './fact-book'
import type { DemoOrganization } from './generate-organizations'
import { organizationAddressee } from './generate-public-notices'
import { officeDay } from './penalty-row'
import { createRandom } from './random'

/** Industries of the demo whose firms may be 专精特新. */
const SPECIAL = ['软件和信息技术', '新材料', '机械制造', '环境保护']

/** Turnover of a year in 万元, from which size and tax follow. */
const turnover = (size: string, dice: number): number => ({ 微型: 20 + dice * 2, 小型: 300 + dice * 15, 中型: 2500 + dice * 80, 大型: 12_000 + dice * 400 })[size] ?? 0

/** What lenders ask beyond the public file: size, turnover and tax, earlier loans, and who is on the list of 专精特新. */
export function generateFinancingFacts(book: FactBook, seed: number, day: Day, organizations: readonly DemoOrganization[]): void {
  const random = createRandom(seed, 'financing-facts')
  const lastYear = Number(day.slice(0, 4)) - 1
  for (const o of organizations) {
    if ((o.kind !== '91' && o.kind !== '92' && o.kind !== '93') || o.industry === '金融业' || o.registeredOn > `${lastYear}-06-30`) continue
    const whom = organizationAddressee(o)
    const dice = random.int(0, 99)
    const size = o.kind === '92' || dice < 50 ? '微型' : dice < 85 ? '小型' : dice < 97 ? '中型' : '大型'
    const wan = turnover(size, random.int(0, 99))
    book.add('firm-size', whom, { decidedOn: officeDay(`${lastYear + 1}-03-20`), content: { 划型年度: String(lastYear), 企业规模: size } })
    book.add('tax-payment', whom, { decidedOn: officeDay(`${lastYear + 1}-05-31`), content: { 申报年度: String(lastYear), '营业收入(元)': String(wan * 10_000), '实缴税额(元)': String(wan * random.int(80, 600)) } })
    if (o.virtue > 20 && random.chance(45)) book.add('loan-record', whom, { decidedOn: officeDay(addDays(day, -random.int(100, 900))), content: { 贷款机构: random.pick(LENDERS).name, 状态: random.pick(['未结清', '已结清']) } })
    if (SPECIAL.includes(o.industry) && o.virtue > 45 && random.chance(35)) book.add('honour', whom, { decidedOn: officeDay(addDays(day, -random.int(60, 700))), content: { 荣誉名称: '专精特新中小企业', 级别: '省级' } })
  }
}
