interface ProductCopy {
  name: string
  kind: '信用' | '保证' | '抵押' | '质押'
  /** 万元 */
  amount: readonly [number, number]
  /** Per cent a year. */
  rate: readonly [string, string]
  /** Months. */
  term: readonly [number, number]
  repayment: string
  zone?: '科创' | '涉农' | '绿色' | '外贸' | '专精特新' | '普惠' | '首贷户' | '无还本续贷'
  audience: string
  /** Working days to the first answer. */
  answer: number
  /** Guarantee fee in per cent of the amount. */
  fee?: string
  /** `industries` and `listed` name several with `|`; `collateral`: kinds, and their worth in per cent of the loan. */
  entry?: {
    ageMonths?: number; grade?: '优' | '良' | '中'; industries?: string; districts?: string; sizes?: string; tax?: 'A' | 'B' | 'M'; revenueWan?: number; taxWan?: number; heads?: number
    penalties?: number; listed?: string; firstLoan?: true; collateral?: readonly [kinds: string, percent: number]
  }
}

export interface LenderCopy {
  name: string
  legalName: string
  kind: '国有银行' | '股份制银行' | '城商行' | '农商行' | '村镇银行' | '政策性银行' | '融资担保' | '小额贷款'
  scope: string
  products: readonly ProductCopy[]
}

const BANK = '吸收公众存款；发放短期、中期和长期贷款；办理国内结算'
const MONTHLY = '按月付息，到期还本'
const EQUAL = '等额本息'
const REVOLVING = '随借随还，按日计息'

/** 12 invented lenders with 30 products. */
export const LENDERS: readonly LenderCopy[] = [
  { name: '云汀银行', legalName: '云汀银行股份有限公司', kind: '城商行', scope: BANK, products: [
    { name: '云汀信易贷', kind: '信用', amount: [10, 300], rate: ['3.45', '4.80'], term: [6, 36], repayment: REVOLVING, zone: '普惠', audience: '成立满两年、信用良好的小微企业', answer: 2, entry: { ageMonths: 24, grade: '良', penalties: 2 } },
    { name: '云汀纳税贷', kind: '信用', amount: [20, 500], rate: ['3.65', '5.20'], term: [12, 36], repayment: EQUAL, audience: '纳税信用 B 级以上企业', answer: 3, entry: { ageMonths: 24, tax: 'B', taxWan: 1 } },
    { name: '云汀续贷通', kind: '信用', amount: [10, 300], rate: ['3.80', '5.00'], term: [12, 12], repayment: '到期无还本续贷', zone: '无还本续贷', audience: '本行存量客户，贷款将到期', answer: 3, entry: { ageMonths: 36, grade: '良' } },
  ] },
  { name: '临河农商行', legalName: '云汀临河农村商业银行股份有限公司', kind: '农商行', scope: BANK, products: [
    { name: '禾穗贷', kind: '信用', amount: [5, 100], rate: ['3.70', '5.50'], term: [6, 24], repayment: MONTHLY, zone: '涉农', audience: '种植养殖户、专业合作社', answer: 3, entry: { ageMonths: 12, industries: 'A' } },
    { name: '粮仓贷', kind: '质押', amount: [30, 500], rate: ['3.95', '5.60'], term: [3, 12], repayment: MONTHLY, zone: '涉农', audience: '有仓单的粮食加工、贸易企业', answer: 4, entry: { industries: 'A|C13|C14', collateral: ['仓单|存货', 130] } },
    { name: '商户流水贷', kind: '信用', amount: [3, 50], rate: ['4.20', '6.50'], term: [3, 24], repayment: REVOLVING, audience: '个体工商户', answer: 2, entry: { ageMonths: 12 } },
  ] },
  { name: '南屏村镇银行', legalName: '云汀南屏村镇银行有限责任公司', kind: '村镇银行', scope: BANK, products: [
    { name: '乡旅贷', kind: '保证', amount: [10, 80], rate: ['4.35', '6.00'], term: [12, 36], repayment: EQUAL, audience: '南屏县民宿和乡村旅游经营者', answer: 3, entry: { districts: '南屏县' } },
    { name: '惠农首贷', kind: '信用', amount: [2, 30], rate: ['4.00', '5.80'], term: [6, 24], repayment: MONTHLY, zone: '首贷户', audience: '从未贷过款的农户和合作社', answer: 2, entry: { firstLoan: true } },
    { name: '茶园抵押贷', kind: '抵押', amount: [20, 200], rate: ['4.10', '5.90'], term: [12, 60], repayment: EQUAL, zone: '涉农', audience: '有林权、土地经营权的企业', answer: 5, entry: { industries: 'A', collateral: ['不动产', 150], districts: '南屏县' } },
  ] },
  { name: '青桥商业银行', legalName: '云汀青桥商业银行股份有限公司', kind: '股份制银行', scope: BANK, products: [
    { name: '科创起步贷', kind: '信用', amount: [50, 500], rate: ['3.30', '4.50'], term: [12, 36], repayment: MONTHLY, zone: '科创', audience: '软件、新材料、精密制造企业', answer: 3, entry: { ageMonths: 12, industries: 'I65|C29|C34|C35' } },
    { name: '知识产权质押贷', kind: '质押', amount: [50, 800], rate: ['3.55', '5.00'], term: [12, 36], repayment: MONTHLY, zone: '科创', audience: '有发明专利或软件著作权的企业', answer: 5, entry: { ageMonths: 24, grade: '良', collateral: ['知识产权', 120] } },
    { name: '专精特新贷', kind: '信用', amount: [100, 1000], rate: ['3.20', '4.30'], term: [12, 60], repayment: EQUAL, zone: '专精特新', audience: '专精特新中小企业', answer: 5, entry: { ageMonths: 36, grade: '良', listed: '专精特新中小企业' } },
  ] },
  { name: '汀洲银行', legalName: '云汀汀洲银行股份有限公司', kind: '股份制银行', scope: BANK, products: [
    { name: '订单融', kind: '质押', amount: [20, 600], rate: ['3.85', '5.40'], term: [3, 12], repayment: '回款即还', audience: '有核心企业订单的供应商', answer: 3, entry: { ageMonths: 12, collateral: ['订单', 100] } },
    { name: '应收快贷', kind: '质押', amount: [30, 800], rate: ['3.90', '5.60'], term: [3, 12], repayment: '回款即还', audience: '有政府采购或国企应收账款的企业', answer: 3, entry: { ageMonths: 18, collateral: ['应收账款', 110] } },
    { name: '出口信保贷', kind: '信用', amount: [50, 1000], rate: ['3.40', '4.90'], term: [3, 12], repayment: MONTHLY, zone: '外贸', audience: '有出口信用保险保单的外贸企业', answer: 3, entry: { industries: 'F51', collateral: ['保单', 100] } },
  ] },
  { name: '国源银行云汀分行', legalName: '国源银行股份有限公司云汀分行', kind: '国有银行', scope: BANK, products: [
    { name: '小微快贷', kind: '信用', amount: [5, 300], rate: ['3.10', '4.35'], term: [6, 36], repayment: REVOLVING, zone: '普惠', audience: '小微企业和企业主', answer: 2, entry: { ageMonths: 24, grade: '良', tax: 'M', sizes: '微型|小型', revenueWan: 30 } },
    { name: '厂房按揭', kind: '抵押', amount: [100, 2000], rate: ['3.60', '4.60'], term: [36, 120], repayment: EQUAL, audience: '购买工业厂房的制造企业', answer: 8, entry: { ageMonths: 36, industries: 'C', collateral: ['不动产', 140] } },
    { name: '绿色升级贷', kind: '抵押', amount: [50, 1500], rate: ['3.25', '4.40'], term: [12, 60], repayment: EQUAL, zone: '绿色', audience: '节能改造、污染治理项目', answer: 6, entry: { grade: '良', collateral: ['不动产|设备', 120] } },
  ] },
  { name: '兴禾开发银行云汀分行', legalName: '兴禾开发银行云汀分行', kind: '政策性银行', scope: '发放政策性贷款；办理贷款项下结算', products: [
    { name: '农产品收购贷', kind: '保证', amount: [100, 3000], rate: ['2.95', '3.80'], term: [6, 12], repayment: '收购款回笼后还款', zone: '涉农', audience: '农产品收购和加工龙头企业', answer: 8, entry: { ageMonths: 36, industries: 'A|C13', grade: '良', heads: 20 } },
    { name: '生态修复贷', kind: '抵押', amount: [200, 5000], rate: ['2.90', '3.70'], term: [36, 180], repayment: '等额本金', zone: '绿色', audience: '河湖治理、环保设施建设企业', answer: 10, entry: { industries: 'N77|E', grade: '良' } },
  ] },
  { name: '云汀融资担保', legalName: '云汀市融资担保有限公司', kind: '融资担保', scope: '借款担保；发行债券担保；其他融资担保业务', products: [
    { name: '银担分险贷', kind: '保证', amount: [10, 500], rate: ['3.50', '4.80'], term: [6, 36], repayment: MONTHLY, zone: '普惠', audience: '缺抵押物的小微企业，担保费率 0.5%', answer: 3, fee: '0.5', entry: { ageMonths: 12, penalties: 3 } },
    { name: '首贷担保', kind: '保证', amount: [5, 100], rate: ['3.60', '4.90'], term: [6, 24], repayment: EQUAL, audience: '第一次贷款的企业和个体户，免担保费', answer: 3, zone: '首贷户', entry: { firstLoan: true } },
  ] },
  { name: '青禾农担', legalName: '云汀青禾农业融资担保有限公司', kind: '融资担保', scope: '借款担保；农业项目担保', products: [
    { name: '合作社担保贷', kind: '保证', amount: [10, 300], rate: ['3.55', '4.70'], term: [6, 36], repayment: MONTHLY, zone: '涉农', audience: '农民专业合作社、家庭农场', answer: 4, entry: { industries: 'A' } },
    { name: '冷链设备贷', kind: '保证', amount: [20, 200], rate: ['3.75', '5.00'], term: [12, 48], repayment: EQUAL, zone: '涉农', audience: '购置冷库、冷藏车的经营者', answer: 4, entry: { ageMonths: 12 } },
  ] },
  { name: '砚台小贷', legalName: '云汀砚台小额贷款有限公司', kind: '小额贷款', scope: '办理各项小额贷款', products: [
    { name: '夜市贷', kind: '信用', amount: [1, 20], rate: ['6.80', '11.50'], term: [1, 12], repayment: REVOLVING, audience: '摊贩和小店，当天答复', answer: 1 },
    { name: '装修周转贷', kind: '保证', amount: [3, 50], rate: ['7.20', '12.00'], term: [3, 18], repayment: EQUAL, audience: '开店装修、设备更新', answer: 1, entry: { ageMonths: 6 } },
  ] },
  { name: '宁川银行云汀分行', legalName: '宁川银行股份有限公司云汀分行', kind: '国有银行', scope: BANK, products: [
    { name: '首户通', kind: '信用', amount: [5, 200], rate: ['3.35', '4.60'], term: [6, 24], repayment: REVOLVING, zone: '首贷户', audience: '没有银行贷款记录的小微企业', answer: 2, entry: { ageMonths: 12, grade: '中', firstLoan: true } },
    { name: '政采贷', kind: '信用', amount: [20, 1000], rate: ['3.40', '4.70'], term: [3, 12], repayment: '采购款到账即还', audience: '中标政府采购项目的供应商', answer: 3, entry: { ageMonths: 12, grade: '良' } },
  ] },
  { name: '岚海银行云汀分行', legalName: '岚海银行股份有限公司云汀分行', kind: '股份制银行', scope: BANK, products: [
    { name: '跨境电商贷', kind: '信用', amount: [10, 300], rate: ['3.60', '5.30'], term: [3, 24], repayment: REVOLVING, zone: '外贸', audience: '跨境电商卖家', answer: 2, entry: { ageMonths: 12, industries: 'F' } },
    { name: '物流周转贷', kind: '保证', amount: [20, 400], rate: ['3.90', '5.50'], term: [6, 24], repayment: MONTHLY, audience: '道路运输和仓储企业', answer: 3, entry: { ageMonths: 18, industries: 'G' } },
  ] },
]
