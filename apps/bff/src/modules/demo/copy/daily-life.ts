import type { MerchantCopy } from './market-copy'

/** 信易购、信易餐、信易阅、信易文 */
export const DAILY_LIFE: readonly MerchantCopy[] = [
  {
    // The personas' clerk and manager work here, and the walk through the demo starts here.
    brand: '禾岚小馆', legalName: '云汀禾岚餐饮管理有限公司', kind: '91', industry: '餐饮业', hours: '10:30-21:30', stores: ['听澜路店', '市民广场店', '青桥店'],
    perks: [
      { scene: 'dining', kind: 'post-pay', title: '包间先用餐后付', summary: '包间聚餐先用餐，离店前一次结清，不押证件。', how: '入座时核销，离店前在订单里登记应付金额。', tiers: { p650: '500 元内先用后付', all: '300 元内先用后付' }, quota: 600, each: 2 },
      { scene: 'dining', kind: 'discount', title: '堂食折扣', summary: '堂食菜品折扣，酒水除外，一桌用一张。', how: '结账前扫码核销，按屏幕上的折扣结账。', tiers: { p750: '堂食 7.5 折', p700: '堂食 8 折', p650: '堂食 8.8 折', all: '堂食 9.5 折' }, quota: 2000, each: 3, subsidyYuan: 6, rules: { 不可用日期: '{spring}' } },
    ],
  },
  {
    brand: '溪声面馆', legalName: '云汀溪声餐饮店', kind: '92', industry: '餐饮业', hours: '06:30-20:30', stores: ['苇塘街店', '渡口街店', '南屏店'],
    perks: [{ scene: 'dining', kind: 'amount-off', title: '面点满减', summary: '面点小吃都算，早餐也能用。', how: '点单时核销。', tiers: { p700: '满 30 减 8', all: '满 30 减 6' }, quota: 3000, each: 4, subsidyYuan: 2 }],
  },
  {
    brand: '泉声茶舍', legalName: '云汀泉声茶文化有限公司', kind: '91', industry: '餐饮业', hours: '09:30-22:00', stores: ['槐荫巷店', '青桥大道店'],
    perks: [{ scene: 'dining', kind: 'post-pay', title: '先饮后付', summary: '包间先用后付，当天结清，不押证件。', how: '入座时核销，离店前结账。', tiers: { p700: '300 元内先饮后付', p650: '150 元内先饮后付' }, quota: 300 }],
  },
  {
    brand: '汀上咖啡', legalName: '云汀汀上咖啡有限公司', kind: '91', industry: '餐饮业', hours: '08:00-20:00', stores: ['临河路店', '市民广场店', '大学城店'],
    perks: [{ scene: 'dining', kind: 'price', title: '第二杯优惠', summary: '同款咖啡第二杯，当天当店使用。', how: '点单时核销。', tiers: { p700: '第二杯 1 元', p650: '第二杯半价', all: '第二杯 8 折' }, quota: 4000, each: 4, rules: { 不可用时段: '11:30-13:30', 叠加规则: '可与店内活动叠加' } }],
  },
  {
    brand: '川渡火锅', legalName: '云汀川渡餐饮有限公司', kind: '91', industry: '餐饮业', hours: '11:00-23:00', stores: ['渡口街店', '青桥店'],
    perks: [{ scene: 'dining', kind: 'priority', title: '免排队叫号', summary: '高峰时段直接进优先队列。', how: '门口取号时核销。', tiers: { p750: '下一桌入座', p700: '优先队列' }, quota: 600, rules: { 适用门店: 'S01', 每天限量: '20' } }],
  },
  {
    brand: '汀禾超市', legalName: '云汀汀禾连锁超市有限公司', kind: '91', industry: '批发零售', hours: '08:00-21:30', stores: ['临河店', '青桥店', '南屏店', '大学城店'],
    perks: [
      { scene: 'shopping', kind: 'amount-off', title: '满 100 减 15', summary: '全场可用，烟酒除外。', how: '收银台扫码核销后结账。', tiers: { p750: '满 100 减 20', p700: '满 100 减 15', all: '满 100 减 5' }, quota: 5000, each: 2, subsidyYuan: 3 },
    ],
  },
  {
    brand: '苇塘菜市', legalName: '云汀苇塘农产品市场有限公司', kind: '91', industry: '批发零售', hours: '05:30-18:30', stores: ['苇塘街市场'],
    perks: [{ scene: 'shopping', kind: 'discount', title: '诚信摊位 9 折', summary: '挂诚信牌的四十个摊位通用。', how: '摊主扫码核销。', tiers: { p650: '9 折', all: '9.5 折' }, quota: 2500, each: 4 }],
  },
  {
    brand: '砚舟数码', legalName: '云汀砚舟数码科技有限公司', kind: '91', industry: '批发零售', hours: '10:00-21:00', stores: ['青桥大道店', '大学城店'],
    perks: [
      { scene: 'shopping', kind: 'post-pay', title: '先用后付', summary: '三千元以内的数码产品，试用七天再付款。', how: '登记机身编号后核销。', tiers: { p750: '3000 元内先用后付', p700: '1000 元内先用后付' }, quota: 200 },
      { scene: 'shopping', kind: 'amount-off', title: '以旧换新加补', summary: '旧手机、旧电脑折价之外再补一笔。', how: '验机后核销，补贴直接抵扣。', tiers: { p700: '加补 150 元', all: '加补 50 元' }, quota: 400, subsidyYuan: 20 },
    ],
  },
  {
    brand: '柚园百货', legalName: '云汀柚园百货有限公司', kind: '91', industry: '批发零售', hours: '10:00-22:00', stores: ['柚园路店'],
    perks: [{ scene: 'shopping', kind: 'free-use', title: '停车免费', summary: '地下车库，购物不购物都能用。', how: '服务台核销后放行。', tiers: { p700: '停 4 小时免费', all: '停 1 小时免费' }, quota: 3000, each: 4 }],
  },
  {
    brand: '云汀市图书馆', legalName: '云汀市图书馆', kind: '12', industry: '公共文化', hours: '09:00-20:30', stores: ['总馆', '青桥分馆', '南屏分馆'],
    perks: [
      { scene: 'reading', kind: 'deposit-waiver', title: '免押金借书', summary: '办借书证不交押金，三个馆通借通还。', how: '办证台核销后开通。', tiers: { p650: '免押借 40 册', all: '免押借 10 册' }, values: '200元|100元', quota: 8000, days: 90 },
      { scene: 'reading', kind: 'free-use', title: '借期延长', summary: '大部头慢慢看，续借不限次数。', how: '服务台核销，系统自动延期。', tiers: { p700: '借期 90 天', all: '借期 45 天' }, quota: 6000 },
    ],
  },
  {
    brand: '听溪书社', legalName: '云汀听溪图书有限公司', kind: '91', industry: '教育文化', hours: '09:30-21:30', stores: ['砚台街店', '大学城店'],
    perks: [
      { scene: 'reading', kind: 'discount', title: '图书折扣', summary: '新书、旧书都打折，教辅除外。', how: '收银台扫码核销。', tiers: { p750: '图书 7.5 折', p700: '图书 8 折', all: '图书 9 折' }, quota: 1800, each: 2 },
      { scene: 'reading', kind: 'amount-off', title: '买书送咖啡券', summary: '买满 50 元，店内咖啡立减。', how: '饮品台核销。', tiers: { all: '咖啡立减 8 元' }, quota: 1000 },
    ],
  },
  {
    brand: '墨安自习室', legalName: '云汀墨安文化服务店', kind: '92', industry: '教育文化', hours: '08:00-23:00', stores: ['大学城店'],
    perks: [{ scene: 'reading', kind: 'free-use', title: '自习免费时长', summary: '单人座，含热水和打印十页。', how: '进门扫码核销。', tiers: { p650: '每天 3 小时免费', all: '每天 1 小时免费' }, quota: 1500, each: 4 }],
  },
  {
    brand: '云汀大剧院', legalName: '云汀大剧院运营有限公司', kind: '91', industry: '文化旅游', hours: '10:00-22:00', stores: ['票务中心'],
    perks: [
      { scene: 'culture', kind: 'discount', title: '演出票折扣', summary: '话剧、音乐会和戏曲，指定场次。', how: '票务中心核销后出票。', tiers: { p750: '演出票 6.5 折', p700: '演出票 7.5 折', all: '演出票 9 折' }, quota: 700, each: 2, subsidyYuan: 15 },
      { scene: 'culture', kind: 'priority', title: '热门场次优先订', summary: '开票前一天预订，每人两张。', how: '预订时核销。', tiers: { p700: '提前一天预订' }, quota: 300 },
    ],
  },
  {
    brand: '晴川影城', legalName: '云汀晴川影业有限公司', kind: '91', industry: '文化旅游', hours: '10:00-24:00', stores: ['柚园路店', '青桥店'],
    perks: [{ scene: 'culture', kind: 'price', title: '特惠影票', summary: '二维、三维影片通用，黄金场补差价。', how: '取票机或前台核销。', tiers: { p700: '19.9 元一张', p650: '25 元一张', all: '32 元一张' }, quota: 3500, each: 2 }],
  },
  {
    brand: '墨汀美术馆', legalName: '云汀墨汀美术馆', kind: '52', industry: '公共文化', hours: '09:00-17:00', stores: ['主馆'],
    perks: [
      { scene: 'culture', kind: 'free-use', title: '特展免票', summary: '常设展本来免费，特展也免。', how: '入口核销后入馆。', tiers: { p650: '特展免票', all: '特展半价' }, values: '1次|1次', quota: 1500 },
      { scene: 'culture', kind: 'deposit-waiver', title: '讲解器免押', summary: '中英双语讲解器，当天归还。', how: '服务台核销后领取。', tiers: { all: '免 100 元押金' }, quota: 1500 },
    ],
  },
]
