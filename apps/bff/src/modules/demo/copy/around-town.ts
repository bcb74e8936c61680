import type { MerchantCopy } from './market-copy'

/** 信易体、信易停车、信易充电、信易物业、信易政务、信易校园、信易宠物、信易旧物 */
export const AROUND_TOWN: readonly MerchantCopy[] = [
  {
    brand: '云汀泊位', legalName: '云汀市停车管理有限公司', kind: '91', industry: '交通运输', hours: '全天', stores: ['市民广场停车场', '客运中心停车场', '大学城停车场'],
    perks: [
      { scene: 'parking', kind: 'discount', title: '停车费折扣', summary: '市内公共停车场，一次停车用一张。', how: '出场前扫码核销，按折扣缴费。', tiers: { p700: '停车 7 折', p650: '停车 8 折', all: '停车 9 折' }, quota: 6000, each: 4, subsidyYuan: 1, rules: { 每天限量: '300' } },
      { scene: 'parking', kind: 'post-pay', title: '先离场后付费', summary: '抬杆就走，七天内付清。', how: '核销后车牌登记为先离场。', tiers: { p650: '单次 60 元内先离场后付' }, quota: 2000 },
    ],
  },
  {
    brand: '汀电充电', legalName: '云汀汀电新能源有限公司', kind: '91', industry: '能源', hours: '全天', stores: ['青桥超充站', '南屏充电站'],
    perks: [
      { scene: 'charging', kind: 'amount-off', title: '充电立减', summary: '快充、慢充都能用，晚高峰除外。', how: '充电前扫码核销。', tiers: { p700: '满 30 减 10', all: '满 30 减 5' }, quota: 3000, each: 4, subsidyYuan: 2, rules: { 不可用时段: '18:00-21:00' } },
      { scene: 'charging', kind: 'partner-link', title: '包月充电计划', summary: '在汀电的页面开通，首月服务费减半。', how: '在合作方页面开通，无需到店核销。', tiers: { p650: '首月服务费减半', all: '首月服务费 9 折' }, quota: 1000, rules: { 合作链接: 'https://charge.example/xinhui?from=yunting' } },
    ],
  },
  {
    brand: '青桥体育中心', legalName: '云汀市青桥体育中心', kind: '12', industry: '文化体育', hours: '06:00-22:00', stores: ['游泳馆', '羽毛球馆'],
    perks: [
      { scene: 'sports', kind: 'free-use', title: '羽毛球场免费时段', summary: '工作日白天，自带球拍。', how: '前台核销后开灯。', tiers: { p650: '免费打 2 小时', all: '免费打 1 小时' }, quota: 1500, each: 2, rules: { 不可用星期: '周六、周日', 适用门店: 'S02' } },
      { scene: 'sports', kind: 'price', title: '游泳优惠价', summary: '单次不限时，含更衣柜。', how: '验票口核销。', tiers: { p700: '每次 15 元', all: '每次 25 元（原价 35 元）' }, quota: 1200, each: 4, rules: { 适用门店: 'S01' } },
      { scene: 'sports', kind: 'loaded-code', title: '健身线上课兑换码', summary: '三十天线上健身课，在中心的小程序里兑换。', how: '顾客自行在线兑换，无需核销。', tiers: { p650: '线上课三十天', all: '线上课七天' }, quota: 200 },
    ],
  },
  {
    brand: '汀安物业', legalName: '云汀汀安物业服务有限公司', kind: '91', industry: '物业服务', hours: '08:30-18:00', stores: ['汀洲里服务处', '禾穗花园服务处'],
    perks: [{ scene: 'property', kind: 'discount', title: '物业费折扣', summary: '一次缴清全年物业费。', how: '服务处核销后按折扣开票。', tiers: { p700: '物业费 9 折', all: '物业费 9.8 折' }, quota: 800, days: 60 }],
  },
  {
    brand: '云汀税费服务厅', legalName: '云汀市税费服务中心', kind: '12', industry: '公共服务', hours: '09:00-17:00', stores: ['市民广场厅'],
    perks: [{ scene: 'government', kind: 'priority', title: '企业绿色通道', summary: '企业办税办证不排队，疑难事项专人接。', how: '绿色通道核销后受理。', tiers: { all: '绿色通道' }, quota: 1000, each: 4, rules: { 适用对象: '企业', 限量周期: '每月', 每期每人限领: '2' } }],
  },
  {
    brand: '云汀学院', legalName: '云汀学院', kind: '12', industry: '教育文化', hours: '07:00-22:30', stores: ['北校区图书馆', '体育馆'],
    perks: [{ scene: 'campus', kind: 'deposit-waiver', title: '校园设备免押借用', summary: '投影仪、相机、实验器材，当周归还。', how: '设备处登记后核销。', tiers: { p650: '免 500 元押金', all: '免 100 元押金' }, quota: 600, rules: { 适用门店: 'S01' } }],
  },
  {
    brand: '爪印宠物', legalName: '云汀爪印宠物服务店', kind: '92', industry: '居民服务', hours: '09:30-20:30', stores: ['柚园路店'],
    perks: [{ scene: 'pets', kind: 'amount-off', title: '文明养宠立减', summary: '洗护、疫苗、芯片登记都能用。', how: '结账前核销。', tiers: { p650: '立减 30 元', all: '立减 15 元' }, quota: 500, each: 2 }],
  },
  {
    brand: '循环小站', legalName: '云汀循环再生资源有限公司', kind: '91', industry: '再生资源', hours: '08:00-19:00', stores: ['临河小站', '青桥小站'],
    perks: [{ scene: 'recycling', kind: 'free-use', title: '旧物免费上门收', summary: '家电、家具、衣物，约好就来。', how: '上门后扫码核销。', tiers: { p650: '每月免费 2 次', all: '每月免费 1 次' }, quota: 1500, each: 2, rules: { 不可用星期: '周日' } }],
  },
]
