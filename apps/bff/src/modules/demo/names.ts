/** Invented words of the demo city. Nothing here names a real place, person or firm; the city itself exists nowhere. */
export const SURNAMES = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段')
export const GIVEN_FIRST = Array.from('云汀禾溪屿槿舟岚澜芷苇荻蓼汐浔沐洄芮笙筠笠棠榆杉楠槐柚梓柏桐栩砚墨纾绮素绾弦阑庭檐庐陌畦垄')
export const GIVEN_SECOND = Array.from('声遥安宁远舒行知和平川野秋晓晴初照临言书章仪容昀昭旻映朗暄衡砥石林泉青穗丰年晖')

export const STEMS = [
  '汀禾', '澜屿', '栖桐', '听溪', '临苇', '青筠', '砚舟', '禾岚', '槐序', '云笠', '溪畔', '浔光', '棠里', '南檐', '松畦', '荻秋', '蓼汀', '岚山口',
  '望汀', '沐野', '柚园', '杉木桥', '芷兰坡', '笙远', '昀和', '穗丰', '映川', '晴屿', '朗溪湾', '素石', '梓衡', '榆荫', '陌上', '垄青', '暄晖', '洄湾',
  '楠溪口', '栩安', '芮川', '庭芜', '柏桥', '弦歌', '昭禾', '旻远', '砥石', '初照', '书檐', '泉声', '舒陌', '临川渡',
] as const

export const ROADS = ['听澜路', '汀洲路', '苇塘街', '青桥大道', '临河路', '望屿路', '槐荫巷', '禾穗路', '砚台街', '南屏大道', '荻花路', '松畦路', '渡口街', '柚园路', '云笠路', '泉声巷'] as const
export const ESTATES = ['汀洲里', '溪畔人家', '槐荫苑', '青桥新村', '禾穗花园', '望屿小区', '南屏雅居', '荻花苑'] as const

/** Industries of the firms: what follows the stem in the name, and a business scope. */
export const INDUSTRIES = [
  { industry: '食品制造', tail: '食品', scope: '食品生产；食品销售；农副产品加工' },
  { industry: '餐饮业', tail: '餐饮管理', scope: '餐饮服务；餐饮管理；外卖递送服务' },
  { industry: '批发零售', tail: '商贸', scope: '日用百货销售；食品销售；办公用品销售' },
  { industry: '建筑业', tail: '建设工程', scope: '建设工程施工；住宅室内装饰装修；建筑材料销售' },
  { industry: '软件和信息技术', tail: '信息技术', scope: '软件开发；信息系统集成服务；技术咨询' },
  { industry: '农林牧渔', tail: '农业科技', scope: '农作物种植；农业技术推广；农产品初加工' },
  { industry: '交通运输', tail: '物流', scope: '道路货物运输；仓储服务；装卸搬运' },
  { industry: '机械制造', tail: '精密机械', scope: '通用零部件制造；机械设备销售；模具制造' },
  { industry: '纺织服装', tail: '纺织', scope: '面料纺织加工；服装制造；针纺织品销售' },
  { industry: '新材料', tail: '新材料科技', scope: '新材料技术研发；塑料制品制造；合成材料销售' },
  { industry: '环境保护', tail: '环保科技', scope: '环境保护监测；水污染治理；再生资源回收' },
  { industry: '居民服务', tail: '家政服务', scope: '家政服务；专业保洁；养老护理' },
  { industry: '教育文化', tail: '文化传播', scope: '组织文化艺术交流活动；图书零售；会议服务' },
  { industry: '医药健康', tail: '医药', scope: '药品零售；第二类医疗器械销售；健康咨询服务' },
  { industry: '外贸', tail: '进出口贸易', scope: '货物进出口；技术进出口；国内贸易代理' },
  { industry: '物业管理', tail: '物业服务', scope: '物业管理；园林绿化；停车场服务' },
] as const

/** Government offices of the demo city that decide and supply records; `word` opens their document numbers 文号. */
export const OFFICES = {
  approval: { name: '云汀市行政审批服务局', word: '云审批' },
  enforcement: { name: '云汀市综合行政执法局', word: '云综执' },
  market: { name: '云汀市市场监督管理局', word: '云市监' },
  transport: { name: '云汀市交通运输局', word: '云交' },
  emergency: { name: '云汀市应急管理局', word: '云应急' },
  ecology: { name: '云汀市生态环境局', word: '云环' },
  housing: { name: '云汀市住房和城乡建设局', word: '云住建' },
  health: { name: '云汀市卫生健康委员会', word: '云卫' },
  culture: { name: '云汀市文化和旅游局', word: '云文旅' },
  police: { name: '云汀市公安局', word: '云公' },
  government: { name: '云汀市人民政府办公室', word: '云政办' },
  tax: { name: '国家税务总局云汀市税务局', word: '云税' },
  labour: { name: '云汀市人力资源和社会保障局', word: '云人社' },
  fund: { name: '云汀市住房公积金管理中心', word: '云公积金' },
  utilities: { name: '云汀市公用事业服务中心', word: '云公用' },
  civilization: { name: '云汀市精神文明建设办公室', word: '云文明办' },
  volunteers: { name: '云汀市志愿服务联合会', word: '云志联' },
  credit: { name: '云汀市信用信息中心', word: '云信' },
  trading: { name: '云汀市公共资源交易中心', word: '云公易' },
  civil: { name: '云汀市民政局', word: '云民' },
  court: { name: '云汀市中级人民法院', word: '云法' },
  statistics: { name: '云汀市统计局', word: '云统' },
  finance: { name: '云汀市地方金融管理局', word: '云金' },
} as const
export type OfficeKey = keyof typeof OFFICES
