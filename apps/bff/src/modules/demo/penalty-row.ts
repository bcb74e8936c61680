import { addDays, addMonths, type Day, weekday } from '@xinhui/rules'
import type { Violation } from './copy/violations'
import { officeUscc } from './generate-identifiers'
import { OFFICES } from './names'
import { writeCode, writeDay, writeWan } from './notations'
import type { Random } from './random'
import type { Row } from './write-table'

/** Whom a decision concerns, as 双公示 files describe them. */
export type Addressee =
  | { kind: 'organization'; name: string; uscc: string; isHousehold: boolean; representative: string }
  | { kind: 'person'; name: string; idNumber: string }

export const ADDRESSEE_HEADERS = ['行政相对人名称', '行政相对人类别', '行政相对人代码_1(统一社会信用代码)', '法定代表人', '自然人证件类型', '自然人证件号码'] as const

export function writeAddressee(random: Random, whom: Addressee): Row {
  if (whom.kind === 'person') return { 行政相对人名称: whom.name, 行政相对人类别: '自然人', 自然人证件类型: '身份证', 自然人证件号码: writeCode(random, whom.idNumber) }
  return {
    行政相对人名称: random.chance(4) ? ` ${whom.name}　` : whom.name,
    行政相对人类别: whom.isHousehold ? '个体工商户' : '法人及非法人组织',
    '行政相对人代码_1(统一社会信用代码)': writeCode(random, whom.uscc),
    法定代表人: whom.representative,
  }
}

export const PENALTY_HEADERS = [
  ...ADDRESSEE_HEADERS, '行政处罚决定书文号', '违法行为类型', '违法事实', '处罚依据', '处罚类别', '处罚内容', '罚款金额(万元)', '没收违法所得、没收非法财物的金额(万元)',
  '暂扣或吊销证照名称及编号', '处罚决定日期', '处罚有效期', '公示截止期', '处罚机关', '处罚机关统一社会信用代码', '数据来源单位', '数据来源单位统一社会信用代码', '备注', '当前状态', '情节',
] as const

/** Order 36 is in force from this day; before it a decision was shown three years. */
const ORDER_36_FROM = '2026-04-01'
const MONTHS_SHOWN = { 轻微: 3, 一般: 12, 严重: 36 } as const

const publishedUntil = (violation: Violation, decidedOn: Day): Day => addMonths(decidedOn, decidedOn < ORDER_36_FROM ? 36 : MONTHS_SHOWN[violation.severity])

/** A working weekday at or before `day`: offices do not decide on Sundays. */
export const officeDay = (day: Day): Day => addDays(day, -Math.max(0, weekday(day) - 5))

/** One 双公示 penalty. A person's fine stays within what the simple procedure and the trade make usual. */
export function penaltyRow(random: Random, decision: { whom: Addressee; violation: Violation; decidedOn: Day; documentNumber: string; fineYuan?: number }): Row {
  const { whom, violation, decidedOn } = decision
  const office = OFFICES[violation.office]
  const [low, high] = violation.fine ?? [0, 0]
  const step = high > 1000 ? 100 : 10
  const fineYuan = decision.fineYuan ?? random.int(Math.ceil(low / step), Math.floor((whom.kind === 'person' ? Math.min(high, 5000) : high) / step)) * step
  const gainsYuan = violation.gains ? random.int(violation.gains[0], violation.gains[1]) : 0
  const kinds = [violation.fine ? '罚款' : '警告', ...(violation.gains ? ['没收违法所得'] : []), ...(violation.licence ? ['暂扣许可证件'] : [])]
  const content = [violation.fine ? `罚款${fineYuan}元` : '给予警告', ...(violation.gains ? [`没收违法所得${gainsYuan}元`] : []), ...(violation.licence ? [`暂扣${violation.licence}三个月`] : [])].join('；')
  return {
    ...writeAddressee(random, whom),
    行政处罚决定书文号: decision.documentNumber,
    违法行为类型: violation.violation,
    违法事实: violation.facts,
    处罚依据: violation.basis,
    处罚类别: kinds.join(';'),
    处罚内容: content,
    '罚款金额(万元)': violation.fine ? writeWan(random, fineYuan) : '',
    '没收违法所得、没收非法财物的金额(万元)': violation.gains ? writeWan(random, gainsYuan) : '',
    暂扣或吊销证照名称及编号: violation.licence ? `${violation.licence} 云${random.int(100_000, 999_999)}` : '',
    处罚决定日期: writeDay(random, decidedOn),
    处罚有效期: writeDay(random, addMonths(decidedOn, 60)),
    公示截止期: writeDay(random, publishedUntil(violation, decidedOn)),
    处罚机关: office.name,
    处罚机关统一社会信用代码: officeUscc(violation.office),
    数据来源单位: office.name,
    数据来源单位统一社会信用代码: officeUscc(violation.office),
    情节: violation.severity,
  }
}
