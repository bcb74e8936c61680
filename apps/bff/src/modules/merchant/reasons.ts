import type { SuspensionReason, TerminationReason } from '@xinhui/contract'

/** Reason codes as people read them. */
export const REASON_TITLES: Readonly<Record<SuspensionReason | TerminationReason | 'serious-list', string>> = {
  'serious-list': '列入严重失信主体名单',
  agreement: '协议到期不再续签',
  complaint: '投诉核查',
  quality: '服务不达标',
  fraud: '涉嫌套取补贴',
  licence: '证照失效',
  request: '商户申请',
  other: '其他原因',
}

export const reasonTitle = (code: string): string => REASON_TITLES[code as keyof typeof REASON_TITLES] ?? code
