import type { RepairStatus } from '@xinhui/contract'

interface RepairEdge {
  from: readonly RepairStatus[]
  to: RepairStatus
  /** Action of the audit row this move leaves. */
  event: string
}

export const REPAIR_DRAFTED = 'repair.draft'

/**
 * Every way a case moves. `opinion` and `assign` leave it where it is but for the first assignment; `open` is how the office
 * begins a linked case. Nothing leaves effective, refused or withdrawn: a false commitment is a case of its own.
 */
export const REPAIR_EDGES = {
  submit: { from: ['draft'], to: 'submitted', event: 'repair.submit' },
  defects: { from: ['submitted'], to: 'correcting', event: 'repair.defects' },
  answer: { from: ['correcting'], to: 'submitted', event: 'repair.answer' },
  accept: { from: ['submitted'], to: 'accepted', event: 'repair.accept' },
  assign: { from: ['accepted', 'reviewing'], to: 'reviewing', event: 'repair.assign' },
  opinion: { from: ['reviewing'], to: 'reviewing', event: 'repair.opinion' },
  approve: { from: ['accepted', 'reviewing'], to: 'approved', event: 'repair.approve' },
  refuse: { from: ['submitted', 'correcting', 'accepted', 'reviewing'], to: 'refused', event: 'repair.refuse' },
  withdraw: { from: ['draft', 'submitted', 'correcting', 'accepted', 'reviewing'], to: 'withdrawn', event: 'repair.withdraw' },
  effective: { from: ['approved'], to: 'effective', event: 'repair.effective' },
} as const satisfies Record<string, RepairEdge>

export type RepairMove = keyof typeof REPAIR_EDGES

/** How the office begins a linked case: accepted at once, because it is its own. */
export const REPAIR_OPENED = 'repair.open'
export const REPAIR_ESCALATED = 'repair.escalate'

export const TERMINAL: readonly RepairStatus[] = ['effective', 'refused', 'withdrawn']
/** At most one of these for each record. */
export const OPEN: readonly RepairStatus[] = ['draft', 'submitted', 'correcting', 'accepted', 'reviewing']

export const STATUS_TITLES: Readonly<Record<RepairStatus, string>> = {
  draft: '草稿',
  submitted: '待受理',
  correcting: '待补正',
  accepted: '已受理',
  reviewing: '审核中',
  approved: '已同意，正在同步',
  effective: '修复完成',
  refused: '不予修复',
  withdrawn: '已撤回',
}
