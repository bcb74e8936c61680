import type { Day } from '@xinhui/rules'
import { officeUscc } from './generate-identifiers'
import { OFFICES, type OfficeKey } from './names'
import { writeCode, writeDay } from './notations'
import type { Addressee } from './penalty-row'
import type { Random } from './random'
import type { Row } from './write-table'

/** A catalogue item that is imported in its generic layout: who supplies it and which columns of its own it has. */
interface FactItem {
  title: string
  office: OfficeKey
  /** Short word in the supplier's own record numbers. */
  word: string
  /** Whether the file says what kind of subject a row concerns. */
  both: boolean
  columns: readonly string[]
}

const FACT_ITEMS = {
  honour: { title: '荣誉表彰', office: 'civilization', word: 'RY', both: true, columns: ['荣誉名称', '级别'] },
  award: { title: '行政奖励', office: 'government', word: 'JL', both: true, columns: ['奖励名称', '文号', '奖金(元)'] },
  inspection: { title: '监督检查', office: 'market', word: 'JC', both: false, columns: ['检查事项', '检查结果'] },
  judgment: { title: '失信被执行人', office: 'court', word: 'ZX', both: true, columns: ['执行案号', '执行法院', '生效法律文书确定的义务', '履行情况', '执行标的(元)'] },
  'serious-list': { title: '严重失信主体名单', office: 'market', word: 'YZ', both: false, columns: ['名单名称', '列入决定文号', '列入事由'] },
  'abnormal-list': { title: '经营异常名录', office: 'market', word: 'YC', both: false, columns: ['列入事由', '列入决定文号'] },
  'tax-rating': { title: '纳税信用级别', office: 'tax', word: 'NS', both: false, columns: ['评价年度', '纳税信用级别'] },
  'social-security': { title: '社会保险缴费', office: 'labour', word: 'SB', both: true, columns: ['缴费年度', '按时缴费月数', '参保人数'] },
  'housing-fund': { title: '住房公积金缴存', office: 'fund', word: 'GJJ', both: true, columns: ['缴存年度', '按时缴存月数'] },
  utilities: { title: '水电气缴费', office: 'utilities', word: 'SDQ', both: true, columns: ['缴费年度', '类别', '按时缴费月数'] },
  'intellectual-property': { title: '知识产权', office: 'market', word: 'ZC', both: false, columns: ['名称', '类别', '授权或登记号'] },
  contract: { title: '合同履约', office: 'trading', word: 'HT', both: false, columns: ['合同名称', '领域', '履约结果', '合同金额(元)'] },
  'service-order': { title: '免押与先享后付履约', office: 'credit', word: 'XY', both: false, columns: ['商户', '场景', '履约结果'] },
  commitment: { title: '信用承诺与践诺', office: 'credit', word: 'CN', both: true, columns: ['承诺事项', '承诺类型', '践诺情况'] },
  volunteer: { title: '志愿服务', office: 'volunteers', word: 'ZY', both: true, columns: ['活动名称', '服务时长（小时）'] },
  charity: { title: '慈善捐赠', office: 'civil', word: 'CS', both: false, columns: ['受赠组织', '捐赠金额(元)'] },
  'firm-size': { title: '企业划型', office: 'statistics', word: 'HX', both: false, columns: ['划型年度', '企业规模'] },
  'tax-payment': { title: '纳税申报', office: 'tax', word: 'SBB', both: false, columns: ['申报年度', '营业收入(元)', '实缴税额(元)'] },
  'loan-record': { title: '贷款记录', office: 'finance', word: 'DK', both: false, columns: ['贷款机构', '状态'] },
  qualification: { title: '职业资格与技能登记', office: 'labour', word: 'ZG', both: false, columns: ['证书名称', '等级'] },
} as const satisfies Record<string, FactItem>
export type FactCode = keyof typeof FACT_ITEMS
export const FACT_CODES = Object.keys(FACT_ITEMS) as FactCode[]

export const factHeaders = (code: FactCode): string[] => {
  const item: FactItem = FACT_ITEMS[code]
  return ['目录项', ...(item.both ? ['信用主体类别'] : []), '主体代码', '主体名称', '编号', '决定日期', '截止日期', '来源单位', '来源单位代码', ...item.columns]
}

interface Fact {
  decidedOn: Day
  endsOn?: Day
  /** The item's own columns. */
  content: Row
}

/** Collects rows by catalogue item and numbers them as the suppliers do. */
export interface FactBook {
  add(code: FactCode, whom: Addressee, fact: Fact): void
  rows(code: FactCode): readonly Row[]
}

export function createFactBook(random: Random): FactBook {
  const books = new Map<FactCode, Row[]>()
  return {
    add(code, whom, fact) {
      const item: FactItem = FACT_ITEMS[code]
      const rows = books.get(code) ?? []
      books.set(code, rows)
      rows.push({
        目录项: item.title,
        信用主体类别: whom.kind === 'person' ? '自然人' : whom.isHousehold ? '个体工商户' : '法人及非法人组织',
        主体代码: writeCode(random, whom.kind === 'person' ? whom.idNumber : whom.uscc),
        主体名称: whom.name,
        编号: `YT${item.word}${fact.decidedOn.slice(0, 4)}${String(rows.length + 1).padStart(5, '0')}`,
        决定日期: writeDay(random, fact.decidedOn),
        截止日期: fact.endsOn === undefined ? '' : writeDay(random, fact.endsOn),
        来源单位: OFFICES[item.office].name,
        来源单位代码: officeUscc(item.office),
        ...fact.content,
      })
    },
    rows: (code) => books.get(code) ?? [],
  }
}
