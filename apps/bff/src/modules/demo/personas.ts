/** Who can hold the phone in the demo. Each is one of the generated persons, always the same one. */
export interface PersonaSpec {
  key: string
  title: string
  story: string
  name: string
  sex: 'male' | 'female'
  /** Full years of age on the demo's first day; `daysSinceBirthday` days after that birthday. */
  ageYears: number
  daysSinceBirthday: number
}

export const PERSONAS = [
  { key: 'volunteer', title: '社区志愿者', story: '三年志愿服务从没断过，评过省级优秀志愿者，信用分很高。', name: '沈知遥', sex: 'female', ageYears: 34, daysSinceBirthday: 120 },
  { key: 'eighteen', title: '刚满 18 岁', story: '三天前过了 18 岁生日，第一次可以开通信用分。', name: '陆初晴', sex: 'female', ageYears: 18, daysSinceBirthday: 3 },
  { key: 'repairing', title: '有一条处罚待修复', story: '跑运输，因超限被罚过一次，罚款已缴清，准备修复。', name: '周砥川', sex: 'male', ageYears: 41, daysSinceBirthday: 77 },
  { key: 'unopened', title: '没开通信用分', story: '从没开通过信用分，也能领取面向所有人的优惠。', name: '何安野', sex: 'male', ageYears: 29, daysSinceBirthday: 210 },
  { key: 'elder', title: '72 岁的居民', story: '用大字版，常去社区食堂吃饭、去图书馆看报。', name: '郑穗丰', sex: 'male', ageYears: 72, daysSinceBirthday: 45 },
  { key: 'clerk', title: '禾岚小馆店员', story: '在听澜路店收银，用手机扫码核销。', name: '孙芮笙', sex: 'female', ageYears: 24, daysSinceBirthday: 160 },
  { key: 'manager', title: '禾岚小馆店长', story: '管三家门店，看得到核销，可以撤销扫错的单。', name: '罗栩安', sex: 'male', ageYears: 37, daysSinceBirthday: 15 },
  { key: 'owner', title: '小微企业主', story: '开一家六个人的食品厂，有订单在手，想贷款周转。', name: '顾映川', sex: 'male', ageYears: 45, daysSinceBirthday: 301 },
] as const satisfies readonly PersonaSpec[]

export type PersonaKey = (typeof PERSONAS)[number]['key']
