import type { OfficeKey } from '../names'

export interface Violation {
  office: OfficeKey
  /** Who does such a thing. */
  by: 'organization' | 'person' | 'both'
  violation: string
  facts: string
  basis: string
  severity: '轻微' | '一般' | '严重'
  /** Fine in yuan; absent: a warning. */
  fine?: readonly [number, number]
  /** Confiscated gains in yuan. */
  gains?: readonly [number, number]
  /** Licence that is suspended. */
  licence?: string
}

export const VIOLATIONS: readonly Violation[] = [
  { office: 'market', by: 'organization', violation: '销售超过保质期的食品', facts: '现场检查发现货架上有超过保质期的糕点待售', basis: '《中华人民共和国食品安全法》第一百二十四条', severity: '一般', fine: [5000, 30000], gains: [120, 2600] },
  { office: 'market', by: 'organization', violation: '未按规定明码标价', facts: '部分商品未标示价格', basis: '《中华人民共和国价格法》第四十二条', severity: '轻微' },
  { office: 'market', by: 'organization', violation: '发布虚假广告', facts: '宣传册含有与实际不符的销量数据', basis: '《中华人民共和国广告法》第五十五条', severity: '一般', fine: [10000, 80000] },
  { office: 'market', by: 'organization', violation: '使用未经检定的计量器具', facts: '收银台电子秤超过检定周期仍在使用', basis: '《中华人民共和国计量法》第二十五条', severity: '轻微', fine: [200, 1000] },
  { office: 'transport', by: 'both', violation: '超限运输', facts: '货车称重超过核定总质量', basis: '《公路安全保护条例》第六十四条', severity: '一般', fine: [500, 9000] },
  { office: 'transport', by: 'person', violation: '未按规定携带从业资格证', facts: '路面检查时未能出示从业资格证', basis: '《道路运输从业人员管理规定》第四十七条', severity: '轻微', fine: [20, 200] },
  { office: 'emergency', by: 'organization', violation: '未按规定开展安全生产教育培训', facts: '检查发现三名新进员工没有三级安全教育记录', basis: '《中华人民共和国安全生产法》第九十七条', severity: '一般', fine: [8000, 50000] },
  { office: 'emergency', by: 'organization', violation: '特种作业人员无证上岗', facts: '现场电焊作业人员未取得特种作业操作证', basis: '《中华人民共和国安全生产法》第九十七条', severity: '严重', fine: [50000, 180000] },
  { office: 'ecology', by: 'organization', violation: '未正常运行污染防治设施', facts: '喷涂车间废气处理设施未开启', basis: '《中华人民共和国大气污染防治法》第九十九条', severity: '严重', fine: [100000, 400000], licence: '排污许可证' },
  { office: 'ecology', by: 'organization', violation: '夜间超标施工', facts: '夜间施工噪声超过排放标准', basis: '《中华人民共和国噪声污染防治法》第七十七条', severity: '一般', fine: [10000, 60000] },
  { office: 'enforcement', by: 'both', violation: '占道经营', facts: '在人行道摆放货架经营，经提醒后未及时清理', basis: '《云汀市市容管理办法》第二十一条', severity: '轻微', fine: [50, 500] },
  { office: 'enforcement', by: 'both', violation: '随意倾倒建筑垃圾', facts: '在道路旁倾倒装修垃圾约两立方米', basis: '《城市建筑垃圾管理规定》第二十六条', severity: '一般', fine: [200, 5000] },
  { office: 'housing', by: 'organization', violation: '未取得施工许可擅自施工', facts: '厂房扩建工程未取得施工许可证即开工', basis: '《建筑工程施工许可管理办法》第十二条', severity: '一般', fine: [20000, 120000] },
  { office: 'health', by: 'organization', violation: '公共场所未按规定消毒', facts: '抽查公共用品，消毒记录不全', basis: '《公共场所卫生管理条例实施细则》第三十六条', severity: '轻微' },
  { office: 'culture', by: 'organization', violation: '未按规定公示服务标准', facts: '营业场所没有公示投诉方式和服务标准', basis: '《中华人民共和国旅游法》第九十五条', severity: '轻微' },
]

export interface PermitCopy {
  office: OfficeKey
  by: 'organization' | 'person'
  document: string
  kind: '普通' | '特许' | '认可' | '核准' | '登记'
  certificate: string
  content: string
  years: number
  /** Industries it concerns; absent: any. */
  industries?: readonly string[]
}

export const PERMITS: readonly PermitCopy[] = [
  { office: 'market', by: 'organization', document: '食品经营许可决定书', kind: '普通', certificate: '食品经营许可证', content: '预包装食品销售；热食类食品制售', years: 5, industries: ['餐饮业', '批发零售', '食品制造', '养老服务', '住宿业'] },
  { office: 'market', by: 'organization', document: '食品生产许可决定书', kind: '普通', certificate: '食品生产许可证', content: '糕点、粮食加工品生产', years: 5, industries: ['食品制造'] },
  { office: 'transport', by: 'organization', document: '道路运输经营许可决定书', kind: '普通', certificate: '道路运输经营许可证', content: '道路普通货物运输', years: 4, industries: ['交通运输', '租赁'] },
  { office: 'ecology', by: 'organization', document: '排污许可决定书', kind: '普通', certificate: '排污许可证', content: '废气、废水排放，简化管理', years: 5, industries: ['机械制造', '纺织服装', '新材料', '食品制造'] },
  { office: 'housing', by: 'organization', document: '建筑业企业资质许可决定书', kind: '认可', certificate: '建筑业企业资质证书', content: '建筑工程施工总承包三级', years: 5, industries: ['建筑业'] },
  { office: 'emergency', by: 'organization', document: '安全生产许可决定书', kind: '普通', certificate: '安全生产许可证', content: '建筑施工安全生产', years: 3, industries: ['建筑业'] },
  { office: 'health', by: 'organization', document: '公共场所卫生许可决定书', kind: '普通', certificate: '公共场所卫生许可证', content: '住宿、美容美发、文化娱乐场所', years: 4, industries: ['住宿业', '文化旅游', '教育文化', '居民服务'] },
  { office: 'approval', by: 'organization', document: '户外广告设置许可决定书', kind: '普通', certificate: '户外广告设置证', content: '门店招牌设置', years: 2 },
  { office: 'approval', by: 'organization', document: '企业变更登记决定书', kind: '登记', certificate: '营业执照', content: '经营范围变更登记', years: 0 },
  { office: 'approval', by: 'organization', document: '占用城市道路许可决定书', kind: '核准', certificate: '临时占道许可证', content: '门店外摆区域，面积二十平方米', years: 1 },
  { office: 'transport', by: 'person', document: '道路运输从业资格许可决定书', kind: '认可', certificate: '道路运输从业资格证', content: '道路货物运输驾驶员从业资格', years: 6 },
  { office: 'housing', by: 'person', document: '二级建造师注册决定书', kind: '认可', certificate: '二级建造师注册证书', content: '房屋建筑工程专业注册', years: 3 },
  { office: 'culture', by: 'person', document: '导游证核发决定书', kind: '普通', certificate: '导游证', content: '中文导游', years: 3 },
]
