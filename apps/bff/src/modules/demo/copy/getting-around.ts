import type { MerchantCopy } from './market-copy'

/** 信易行、信易游、信易租、信易住 */
export const GETTING_AROUND: readonly MerchantCopy[] = [
  {
    brand: '云汀公交', legalName: '云汀市公共交通有限公司', kind: '91', industry: '交通运输', hours: '06:00-22:00', stores: ['客运中心服务点', '青桥枢纽服务点'],
    perks: [
      { scene: 'transit', kind: 'discount', title: '公交月卡折扣', summary: '开通一个自然月的公交月卡，不限次乘坐市内线路。', how: '在服务点核销后按折扣价开卡。', tiers: { p750: '月卡 7 折', p700: '月卡 8 折', all: '月卡 9 折' }, quota: 3000, subsidyYuan: 10 },
      { scene: 'transit', kind: 'price', title: '机场快线优惠价', summary: '市区到云汀机场的快线，一人一座。', how: '上车前在服务点核销换票。', tiers: { p700: '单程 10 元', all: '单程 16 元（原价 20 元）' }, quota: 1200, each: 2 },
    ],
  },
  {
    brand: '汀行单车', legalName: '云汀汀行共享出行科技有限公司', kind: '91', industry: '交通运输', hours: '全天', stores: ['临河运维站', '青桥运维站'],
    perks: [
      { scene: 'transit', kind: 'deposit-waiver', title: '免押骑行', summary: '开通骑行不交 199 元押金，一年有效。', how: '核销后账户标记为免押。', tiers: { p650: '押金全免', all: '押金 99 元' }, values: '199元|100元', quota: 5000, days: 60 },
      { scene: 'transit', kind: 'free-use', title: '周末骑行前 30 分钟免费', summary: '周六、周日每天第一单。', how: '核销后周末自动生效。', tiers: { p700: '每单前 30 分钟免费', all: '每单前 15 分钟免费' }, quota: 4000 },
    ],
  },
  {
    brand: '栖桐出行', legalName: '云汀栖桐网约车服务有限公司', kind: '91', industry: '交通运输', hours: '全天', stores: ['听澜路服务站'],
    perks: [{ scene: 'transit', kind: 'post-pay', title: '打车先乘后付', summary: '先坐车，三天内付款，不收服务费。', how: '核销后开通三十天先乘后付。', tiers: { p700: '单笔 100 元内先乘后付', p650: '单笔 50 元内先乘后付' }, quota: 800 }],
  },
  {
    brand: '望屿湖景区', legalName: '云汀望屿湖旅游开发有限公司', kind: '91', industry: '文化旅游', hours: '08:00-18:00', stores: ['东门游客中心', '码头售票处'],
    perks: [
      { scene: 'travel', kind: 'discount', title: '景区门票折扣', summary: '望屿湖大门票，含环湖步道和观鸟台。', how: '售票窗口核销后按折扣出票。', tiers: { p750: '门票 6 折', p700: '门票 7.5 折', all: '门票 9 折' }, quota: 2000, each: 2, subsidyYuan: 8 },
      { scene: 'travel', kind: 'deposit-waiver', title: '观光车免押租用', summary: '四人观光车，租用两小时内。', how: '核销后直接领车，归还时检查车况。', tiers: { p650: '免 300 元押金', all: '押金减半' }, values: '300元|150元', quota: 600 },
    ],
  },
  {
    brand: '南屏古镇', legalName: '云汀南屏古镇文化旅游有限公司', kind: '91', industry: '文化旅游', hours: '09:00-21:30', stores: ['古镇南门', '古镇水街'],
    perks: [
      { scene: 'travel', kind: 'amount-off', title: '古镇夜游立减', summary: '夜游联票，含摇橹船一次。', how: '检票口核销，按优惠价补差。', tiers: { p700: '立减 30 元', all: '立减 10 元' }, quota: 1500, subsidyYuan: 5 },
      { scene: 'travel', kind: 'priority', title: '优先入园', summary: '节假日走守信通道，不用排队。', how: '守信通道核销后放行，可带一名同行人。', tiers: { p700: '守信通道入园' }, quota: 900 },
    ],
  },
  {
    brand: '汀旅假期', legalName: '云汀汀旅国际旅行社有限公司', kind: '91', industry: '文化旅游', hours: '09:00-18:00', stores: ['临河路门市'],
    perks: [{ scene: 'travel', kind: 'post-pay', title: '跟团先游后付', summary: '市内和周边一日游，回来三天内付清。', how: '签合同时核销，免收定金。', tiers: { p750: '免定金，行程后付全款', p700: '定金减半，行程后付尾款' }, values: '3000元|1500元', quota: 400 }],
  },
  {
    brand: '栖桐公寓', legalName: '云汀栖桐住房租赁有限公司', kind: '91', industry: '住房租赁', hours: '09:00-18:00', stores: ['青桥店', '临河店'],
    perks: [{ scene: 'rent', kind: 'deposit-waiver', title: '租房减免押金', summary: '长租一年以上，押金按档减免。', how: '签约时核销，合同写明减免金额。', tiers: { p750: '押金全免', p700: '押金减半', all: '押金减 10%' }, values: '3000元|1500元|300元', quota: 300, days: 60 }],
  },
  {
    brand: '云笠共享', legalName: '云汀云笠共享服务有限公司', kind: '91', industry: '租赁', hours: '全天', stores: ['客运中心柜', '市民广场柜', '南屏柜'],
    perks: [
      { scene: 'rent', kind: 'free-use', title: '雨伞、充电宝免费借', summary: '全市机柜通用，就近借还。', how: '机柜扫码核销，当天有效。', tiers: { p650: '每天前 3 小时免费', all: '每天前 1 小时免费' }, quota: 6000, each: 4, rules: { 限量周期: '每月', 每期每人限领: '4', 叠加规则: '可与其他权益叠加' } },
    ],
  },
  {
    brand: '陌上户外', legalName: '云汀陌上户外用品店', kind: '92', industry: '租赁', hours: '10:00-20:00', stores: ['砚台街店'],
    perks: [
      { scene: 'rent', kind: 'deposit-waiver', title: '帐篷、相机免押租', summary: '价值两千元以内的器材，三天内归还。', how: '登记器材编号后核销。', tiers: { p700: '免押', p650: '押金减半' }, values: '2000元|1000元', quota: 500 },
      { scene: 'rent', kind: 'discount', title: '户外装备租金折扣', summary: '登山杖、睡袋、炉具都可租。', how: '结账时核销。', tiers: { p700: '租金 7 折', all: '租金 9 折' }, quota: 800 },
    ],
  },
  {
    brand: '垄青租车', legalName: '云汀垄青汽车租赁有限公司', kind: '91', industry: '租赁', hours: '08:00-21:00', stores: ['客运中心店', '临河店'],
    perks: [{ scene: 'rent', kind: 'deposit-waiver', title: '租车免押金', summary: '免车辆押金和违章押金，经济型轿车。', how: '取车时核销，核对驾驶证。', tiers: { p750: '两项押金全免', p700: '免车辆押金', all: '押金 9 折' }, values: '5000元|3000元|500元', quota: 350 }],
  },
  {
    brand: '溪畔酒店', legalName: '云汀溪畔酒店管理有限公司', kind: '91', industry: '住宿业', hours: '全天', stores: ['市民广场店', '望屿湖店'],
    perks: [
      { scene: 'lodging', kind: 'deposit-waiver', title: '免押金入住', summary: '到店不交押金，离店不查房。', how: '前台核销后办理入住。', tiers: { p650: '免押、免查房', all: '押金 100 元' }, values: '300元|200元', quota: 1200, each: 2 },
      { scene: 'lodging', kind: 'discount', title: '房费折扣', summary: '标准间和大床房，节假日前一天除外。', how: '前台核销后按折扣结账。', tiers: { p750: '房费 7.5 折', p700: '房费 8.5 折', all: '房费 9.5 折' }, quota: 900, rules: { 不可用日期: '{spring}', 不可用星期: '周六' } },
    ],
  },
  {
    brand: '南檐民宿', legalName: '云汀南檐民宿', kind: '92', industry: '住宿业', hours: '全天', stores: ['南屏水街店'],
    perks: [
      { scene: 'lodging', kind: 'price', title: '第二晚半价', summary: '连住两晚，第二晚半价，含早餐。', how: '入住时核销。', tiers: { p700: '第二晚半价', all: '第二晚 8 折' }, quota: 260 },
      { scene: 'lodging', kind: 'priority', title: '延迟退房', summary: '不赶时间，睡个懒觉。', how: '入住时核销，前台登记。', tiers: { p700: '延至 16 点', p650: '延至 14 点' }, quota: 400 },
    ],
  },
  {
    brand: '荻花青旅', legalName: '云汀荻花青年旅舍', kind: '92', industry: '住宿业', hours: '全天', stores: ['荻花路店'],
    perks: [{ scene: 'lodging', kind: 'price', title: '青年床位优惠价', summary: '多人间床位，含床品和储物柜。', how: '前台核销后选床。', tiers: { p650: '每晚 49 元', all: '每晚 65 元（原价 79 元）' }, quota: 500 }],
  },
]
