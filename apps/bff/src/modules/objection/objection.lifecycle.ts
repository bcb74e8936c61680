import type { ObjectionStatus } from '@xinhui/contract'

export type Outcome = Exclude<ObjectionStatus, 'open'>

/** The audit action each answer leaves; every one of them ends the review. */
export const OBJECTION_EVENTS: Readonly<Record<Outcome, string>> = { upheld: 'objection.upheld', corrected: 'objection.corrected', withdrawn: 'objection.withdrawn' }

export const OBJECTION_FILED = 'objection.filed'
export const OBJECTION_FORWARDED = 'objection.forwarded'
export const OBJECTION_REPLIED = 'objection.replied'
export const OBJECTION_ESCALATED = 'objection.escalated'
