import type { MerchantCopy } from './market-copy'

/** 信易批、信易医、信易养、信易家政 */
export const CARE_AND_SERVICES: readonly MerchantCopy[] = [
  {
    brand: '政务服务中心', legalName: '云汀市政务服务中心', kind: '12', industry: '公共服务', hours: '09:00-17:00', stores: ['市民广场大厅', '青桥分厅'],
    perks: [
      { scene: 'approval', kind: 'priority', title: '容缺受理', summary: '次要材料没带齐也先受理，五个工作日内补。', how: '窗口核销后按容缺流程受理。', tiers: { p650: '次要材料可后补' }, quota: 2000, each: 3, rules: { 适用对象: '个人和企业' } },
      { scene: 'approval', kind: 'free-use', title: '免费帮办代办', summary: '开办企业、办证照，专人全程带着办。', how: '帮办台核销后派单。', tiers: { p700: '专人全程帮办', all: '窗口帮填表' }, values: '1次|1次', quota: 1500, rules: { 适用对象: '个人和企业' } },
    ],
  },
  {
    brand: '临河便民中心', legalName: '云汀市临河区便民服务中心', kind: '12', industry: '公共服务', hours: '09:00-17:30', stores: ['听澜路大厅', '禾穗路驿站'],
    perks: [
      { scene: 'approval', kind: 'free-use', title: '证照免费邮寄', summary: '办好的证照寄到家，市内次日到。', how: '领证时核销，填写地址。', tiers: { p650: '全国免费寄', all: '市内免费寄' }, values: '1次|1次', quota: 1800 },
      { scene: 'approval', kind: 'free-use', title: '材料免费复印', summary: '复印、打印、证件照都算。', how: '自助机扫码核销。', tiers: { all: '每次 20 页免费' }, quota: 3000, each: 4 },
    ],
  },
  {
    brand: '不动产登记中心', legalName: '云汀市不动产登记中心', kind: '12', industry: '公共服务', hours: '09:00-17:00', stores: ['登记大厅'],
    perks: [{ scene: 'approval', kind: 'priority', title: '守信绿色通道', summary: '预约当天的号，材料齐全一小时办结。', how: '取号机核销后走绿色通道。', tiers: { p700: '绿色通道' }, quota: 800 }],
  },
  {
    brand: '青桥医院', legalName: '云汀市青桥医院', kind: '12', industry: '医疗卫生', hours: '全天', stores: ['门诊楼', '住院部'],
    perks: [
      { scene: 'medical', kind: 'post-pay', title: '先诊疗后付费', summary: '看完病一次付清，不用来回排队缴费。', how: '挂号窗口核销后开通当次就诊。', tiers: { p650: '单次 1000 元内后付', all: '单次 300 元内后付' }, quota: 5000, each: 4 },
      { scene: 'medical', kind: 'deposit-waiver', title: '住院押金减免', summary: '办住院少交押金，出院时一并结算。', how: '住院部核销后办理。', tiers: { p750: '押金全免', p700: '押金减半', all: '押金减 10%' }, values: '3000元|1500元|300元', quota: 600 },
    ],
  },
  {
    brand: '芷兰体检', legalName: '云汀芷兰健康体检有限公司', kind: '91', industry: '医疗卫生', hours: '07:30-16:00', stores: ['青桥大道中心', '临河中心'],
    perks: [
      { scene: 'medical', kind: 'discount', title: '体检套餐折扣', summary: '基础、女性、老年三种套餐。', how: '前台核销后按折扣缴费。', tiers: { p750: '套餐 7 折', p700: '套餐 8 折', all: '套餐 9 折' }, quota: 900, subsidyYuan: 20 },
      { scene: 'medical', kind: 'free-use', title: '轮椅免费借', summary: '就诊当天借用，不押证件。', how: '导诊台核销后领取。', tiers: { all: '当天免费' }, values: '12小时', quota: 1000 },
    ],
  },
  {
    brand: '皓石口腔', legalName: '云汀皓石口腔门诊部', kind: '92', industry: '医疗卫生', hours: '09:00-18:00', stores: ['柚园路诊所'],
    perks: [{ scene: 'medical', kind: 'price', title: '洁牙优惠价', summary: '超声洁牙加抛光，一人一次。', how: '前台核销后安排医生。', tiers: { p700: '69 元', all: '99 元（原价 168 元）' }, quota: 700 }],
  },
  {
    brand: '暄晖养老', legalName: '云汀暄晖养老服务有限公司', kind: '91', industry: '养老服务', hours: '全天', stores: ['临河院区', '南屏院区'],
    perks: [
      { scene: 'eldercare', kind: 'deposit-waiver', title: '入住押金减免', summary: '本人或子女的信用分都能用。', how: '签约时核销。', tiers: { p700: '押金全免', p650: '押金减半', all: '押金减 10%' }, values: '5000元|2500元|500元', quota: 200, days: 60 },
      { scene: 'eldercare', kind: 'free-use', title: '试住一天', summary: '先住一天，含三餐和活动。', how: '前台核销后安排房间。', tiers: { p650: '试住两天', all: '试住一天' }, values: '48小时|24小时', quota: 150 },
    ],
  },
  {
    brand: '棠里食堂', legalName: '云汀棠里社区食堂', kind: '52', industry: '养老服务', hours: '06:30-19:00', stores: ['汀洲里食堂', '槐荫苑食堂', '青桥新村食堂'],
    perks: [{ scene: 'eldercare', kind: 'discount', title: '长者餐折扣', summary: '一荤两素一汤，软烂少盐。', how: '打饭窗口扫码核销。', tiers: { p650: '8 折', all: '9 折' }, quota: 8000, each: 8, days: 15, subsidyYuan: 2 }],
  },
  {
    brand: '安和日间照料', legalName: '云汀安和日间照料中心', kind: '52', industry: '养老服务', hours: '08:00-17:30', stores: ['禾穗花园站', '荻花苑站'],
    perks: [
      { scene: 'eldercare', kind: 'amount-off', title: '上门助浴立减', summary: '两名护理员上门，自带设备。', how: '服务前核销。', tiers: { p700: '立减 40 元', all: '立减 15 元' }, quota: 400, subsidyYuan: 10 },
      { scene: 'eldercare', kind: 'deposit-waiver', title: '辅具免押租用', summary: '护理床、助行器、制氧机按月租。', how: '送货时核销。', tiers: { p650: '免押', all: '押金减半' }, values: '800元|400元', quota: 350 },
    ],
  },
  {
    brand: '芮川家政', legalName: '云汀芮川家政服务有限公司', kind: '91', industry: '居民服务', hours: '08:00-19:00', stores: ['临河店', '青桥店'],
    perks: [
      { scene: 'housekeeping', kind: 'post-pay', title: '月嫂先服务后付', summary: '服务满一周再付第一笔。', how: '签约时核销，免交定金。', tiers: { p750: '满两周付款', p700: '满一周付款' }, values: '8000元|4000元', quota: 120, days: 60 },
      { scene: 'housekeeping', kind: 'discount', title: '收纳整理折扣', summary: '衣柜、厨房、书房，按小时计。', how: '服务结束时核销。', tiers: { p700: '7.5 折', all: '9 折' }, quota: 400 },
    ],
  },
  {
    brand: '洁汀保洁', legalName: '云汀洁汀保洁服务部', kind: '92', industry: '居民服务', hours: '08:00-18:00', stores: ['苇塘街店', '南屏店'],
    perks: [{ scene: 'housekeeping', kind: 'price', title: '两小时保洁', summary: '自带工具和清洁剂，一人两小时。', how: '保洁员上门后扫码核销。', tiers: { p700: '59 元', p650: '69 元', all: '79 元（原价 98 元）' }, quota: 1500, each: 2 }],
  },
  {
    brand: '昭禾维修', legalName: '云汀昭禾家电维修店', kind: '92', industry: '居民服务', hours: '08:30-20:00', stores: ['槐荫巷店'],
    perks: [
      { scene: 'housekeeping', kind: 'amount-off', title: '免上门费', summary: '家电、水电、门锁，修不好不收钱。', how: '师傅到家后扫码核销。', tiers: { p650: '免 50 元上门费', all: '上门费减 20 元' }, quota: 900, each: 2 },
      { scene: 'housekeeping', kind: 'discount', title: '家电清洗折扣', summary: '空调、油烟机、洗衣机深度清洗。', how: '清洗完成后核销。', tiers: { p700: '7.5 折', all: '9 折' }, quota: 700 },
    ],
  },
]
