import type { LenderKind, LenderReason } from '@xinhui/contract'

type Standing = 'active' | 'suspended' | 'terminated'

export interface LenderEdge {
  from: readonly Standing[]
  to: Standing
  /** Action of the audit row this move leaves. */
  event: string
}

export const LENDER_ADMITTED = 'lender.admit'
export const LENDER_EDITED = 'lender.edit'
export const LENDER_SCANNED = 'lender.licence'
export const OFFICER_INVITED = 'lender.officer-invite'
export const OFFICER_DISABLED = 'lender.officer-disable'
export const OFFICER_RESET = 'lender.officer-reset'

/** Every way a lender's standing changes. An end is for good: who comes back is admitted anew, with new officers, products and a new system. */
export const LENDER_EDGES = {
  suspend: { from: ['active'], to: 'suspended', event: 'lender.suspend' },
  resume: { from: ['suspended'], to: 'active', event: 'lender.resume' },
  terminate: { from: ['active', 'suspended'], to: 'terminated', event: 'lender.terminate' },
  readmit: { from: ['terminated'], to: 'active', event: LENDER_ADMITTED },
} as const satisfies Record<string, LenderEdge>

export const KIND_TITLES: Readonly<Record<LenderKind, string>> = { 'state-bank': '国有银行', 'joint-stock-bank': '股份制银行', 'city-bank': '城商行', 'rural-bank': '农商行', 'village-bank': '村镇银行', 'policy-bank': '政策性银行', guarantee: '融资担保', microcredit: '小额贷款' }

export const REASON_TITLES: Readonly<Record<LenderReason, string>> = { complaint: '投诉核查', conduct: '违规收费或搭售', data: '违反数据使用约定', licence: '许可证失效', request: '机构申请', agreement: '合作到期', other: '其他原因' }
