import { addDays, addMonths, ageOn, type Day } from '@xinhui/rules'
import { MERCHANTS } from './copy/merchants'
import type { FactBook } from './fact-book'
import type { DemoPerson } from './generate-persons'
import { pastDay } from './generate-public-notices'
import { officeDay, type Addressee } from './penalty-row'
import { PERSONAS, type PersonaKey } from './personas'
import { createRandom, type Random } from './random'

const ACTIVITIES = ['社区环境清洁', '图书馆秩序引导', '文明交通劝导', '望屿湖护水巡查', '独居老人陪伴', '社区食堂帮厨', '暑期儿童托管', '旧衣整理分拣', '古镇游客引导', '树木认养浇灌'] as const
const PERSON_HONOURS = ['优秀志愿者', '诚信个人', '敬业奉献好人', '最美邻里', '文明市民'] as const
const HONOUR_FROM = { 省级: '全省', 市级: '云汀市', 县级: '全区' } as const
const CERTIFICATES = ['育婴员', '电工', '会计专业技术资格', '养老护理员', '数控车工', '中式烹调师'] as const
const PROMISES = ['告知承诺制办理证明事项', '文明养犬承诺', '诚信经营承诺', '垃圾分类承诺'] as const
const SCENES = ['免押租车', '免押骑行', '先诊疗后付费', '免押借书', '先游后付'] as const

/** How much of each kind one person has; years count back from today. */
interface Life {
  volunteering: number
  honours: readonly ('省级' | '市级' | '县级')[]
  securityYears: number
  fundYears: number
  utilityYears: number
  utilities: readonly ('水' | '电' | '气')[]
  /** Share of months paid in time. */
  punctual: number
  orders: number
  promises: number
  qualification?: '初级' | '中级' | '高级'
  award?: '见义勇为奖励' | '举报食品安全违法行为奖励'
}

const PERSONA_LIVES: Record<PersonaKey, Life> = {
  volunteer: { volunteering: 22, honours: ['省级', '市级'], securityYears: 3, fundYears: 2, utilityYears: 3, utilities: ['水', '电', '气'], punctual: 100, orders: 6, promises: 2, qualification: '中级', award: '见义勇为奖励' },
  eighteen: { volunteering: 1, honours: [], securityYears: 0, fundYears: 0, utilityYears: 0, utilities: [], punctual: 100, orders: 0, promises: 0 },
  repairing: { volunteering: 0, honours: [], securityYears: 2, fundYears: 0, utilityYears: 2, utilities: ['电'], punctual: 90, orders: 2, promises: 0, qualification: '初级' },
  unopened: { volunteering: 2, honours: [], securityYears: 3, fundYears: 1, utilityYears: 1, utilities: ['水', '电'], punctual: 100, orders: 1, promises: 0 },
  elder: { volunteering: 12, honours: ['县级'], securityYears: 0, fundYears: 0, utilityYears: 3, utilities: ['水', '电', '气'], punctual: 100, orders: 0, promises: 1 },
  clerk: { volunteering: 2, honours: [], securityYears: 1, fundYears: 0, utilityYears: 1, utilities: ['水', '电'], punctual: 95, orders: 3, promises: 1 },
  manager: { volunteering: 9, honours: ['市级'], securityYears: 3, fundYears: 3, utilityYears: 3, utilities: ['水', '电', '气'], punctual: 98, orders: 4, promises: 2, qualification: '中级' },
  owner: { volunteering: 4, honours: ['市级'], securityYears: 3, fundYears: 0, utilityYears: 2, utilities: ['水', '电'], punctual: 100, orders: 2, promises: 3 },
}

function inventLife(random: Random, age: number): Life {
  const works = age >= 20 && age < 60 && random.chance(70)
  const engaged = random.int(0, 99)
  return {
    volunteering: engaged < 50 ? 0 : engaged < 82 ? random.int(1, 4) : random.int(6, 20),
    honours: engaged > 96 ? ['省级', '市级'] : engaged > 91 ? ['市级'] : engaged > 84 ? ['县级'] : [],
    securityYears: works ? random.int(1, 3) : 0,
    fundYears: works && random.chance(45) ? random.int(1, 3) : 0,
    utilityYears: age >= 25 && random.chance(45) ? random.int(1, 3) : 0,
    utilities: random.pick([['水'], ['电'], ['水', '电'], ['水', '电', '气']] as const),
    punctual: random.pick([100, 100, 95, 80]),
    orders: random.chance(35) ? random.int(1, 5) : 0,
    promises: random.chance(engaged > 84 ? 70 : 25) ? random.int(1, 3) : 0,
    qualification: works && random.chance(18) ? random.pick(['初级', '中级', '高级'] as const) : undefined,
    award: random.chance(4) ? '举报食品安全违法行为奖励' : undefined,
  }
}

/** Yearly statements of the last `years` years, this one included: the day it is drawn up and how many months it covers. */
export function statements(day: Day, years: number): { year: number; months: number; decidedOn: Day }[] {
  const latest = officeDay(addDays(day, -5))
  const now = Number(latest.slice(0, 4))
  return Array.from({ length: years }, (_, back) => {
    const year = now - back
    return back === 0 ? { year, months: Number(latest.slice(5, 7)) - 1, decidedOn: latest } : { year, months: 12, decidedOn: officeDay(`${year + 1}-01-15`) }
  }).filter((s) => s.months > 0 && s.decidedOn <= latest)
}

const paidOf = (random: Random, months: number, punctual: number): string => String(Array.from({ length: months }, () => random.chance(punctual)).filter(Boolean).length)

/** Volunteer hours, honours, payments, promises and kept orders of the residents. Minors have none but school volunteering. */
export function generatePersonFacts(book: FactBook, seed: number, day: Day, persons: readonly DemoPerson[]): void {
  const random = createRandom(seed, 'person-facts')
  persons.forEach((person, index) => {
    const whom: Addressee = { kind: 'person', name: person.name, idNumber: person.idNumber }
    const age = ageOn(person.birthDay, day)
    const key = PERSONAS[index]?.key
    const life = key ? PERSONA_LIVES[key] : inventLife(random, age)
    const since = addMonths(person.birthDay, 12 * 16)
    for (let n = 0; n < life.volunteering; n += 1) book.add('volunteer', whom, { decidedOn: pastDay(random, day, since), content: { 活动名称: random.pick(ACTIVITIES), '服务时长（小时）': String(random.int(2, 8)) } })
    if (age < 18 || key === 'eighteen') return
    // The personas' own stories must read the same whatever day the demo is made on: what counts for them is recent.
    const adultSince = key ? addMonths(day, -11) : addMonths(person.birthDay, 12 * 18)
    for (const level of life.honours) book.add('honour', whom, { decidedOn: officeDay(addMonths(day, -random.int(4, 20))), content: { 荣誉名称: `${HONOUR_FROM[level]}${key === 'volunteer' ? '优秀志愿者' : random.pick(PERSON_HONOURS)}`, 级别: level } })
    if (life.award) book.add('award', whom, { decidedOn: pastDay(random, day, adultSince), content: { 奖励名称: life.award, '奖金(元)': random.pick(['500', '1,000.00', '2000元']) } })
    if (life.qualification) book.add('qualification', whom, { decidedOn: pastDay(random, day, adultSince), content: { 证书名称: random.pick(CERTIFICATES), 等级: life.qualification } })
    for (const s of statements(day, life.securityYears)) book.add('social-security', whom, { decidedOn: s.decidedOn, content: { 缴费年度: String(s.year), 按时缴费月数: paidOf(random, s.months, life.punctual) } })
    for (const s of statements(day, life.fundYears)) book.add('housing-fund', whom, { decidedOn: s.decidedOn, content: { 缴存年度: String(s.year), 按时缴存月数: paidOf(random, s.months, life.punctual) } })
    for (const s of statements(day, life.utilityYears)) {
      for (const utility of life.utilities) book.add('utilities', whom, { decidedOn: s.decidedOn, content: { 缴费年度: String(s.year), 类别: utility, 按时缴费月数: paidOf(random, s.months, life.punctual) } })
    }
    for (let n = 0; n < life.orders; n += 1) {
      const outcome = key || random.chance(92) ? '按约完成' : random.pick(['逾期完成', '未履行'])
      book.add('service-order', whom, { decidedOn: officeDay(addDays(day, -random.int(4, 500))), content: { 商户: random.pick(MERCHANTS).brand, 场景: random.pick(SCENES), 履约结果: outcome } })
    }
    for (let n = 0; n < life.promises; n += 1) {
      const outcome = key || life.honours.length > 0 ? '已践诺' : random.pick(['已践诺', '已践诺', '已践诺', '履行中', '履行中'])
      book.add('commitment', whom, { decidedOn: pastDay(random, day, adultSince), content: { 承诺事项: random.pick(PROMISES), 承诺类型: random.pick(['主动型', '审批替代型']), 践诺情况: outcome } })
    }
  })
  persons.slice(8).filter((p) => ageOn(p.birthDay, day) >= 30 && p.index % 97 === 40).forEach((p) =>
    book.add('judgment', { kind: 'person', name: p.name, idNumber: p.idNumber }, judgment(random, day)),
  )
}

/** One enforcement entry of the court, two years on the list unless performed. */
export function judgment(random: Random, day: Day) {
  const decidedOn = officeDay(addDays(day, -random.int(40, 600)))
  const number = `（${decidedOn.slice(0, 4)}）云9901执${random.int(100, 4999)}号`
  return {
    decidedOn,
    endsOn: addMonths(decidedOn, 24),
    content: { 执行案号: number, 执行法院: '云汀市中级人民法院', 生效法律文书确定的义务: '给付货款及利息', 履行情况: random.pick(['全部未履行', '部分履行', '部分履行', '全部履行']), '执行标的(元)': random.pick(['86,400.00', '12.5万元', '230000', '４５０００元']) },
  }
}
