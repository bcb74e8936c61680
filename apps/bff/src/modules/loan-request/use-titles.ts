import type { LoanUse } from '@xinhui/contract'

export const USE_TITLES: Readonly<Record<LoanUse, string>> = {
  'working-capital': '日常周转',
  stock: '进货备货',
  equipment: '购置设备',
  premises: '场地装修',
  wages: '发放工资',
  research: '研发投入',
  refinance: '归还到期贷款',
  other: '其他',
}
