import type { InterviewStatus } from '@xinhui/contract'

interface InterviewEdge {
  from: readonly InterviewStatus[]
  to: InterviewStatus
  /** Action of the audit row. */
  event: string
}

/** 约谈: notice, the firm's statement, result, appeal and its end. */
export const INTERVIEW_EDGES = {
  hold: { from: ['notified'], to: 'held', event: 'interview.held' },
  cancel: { from: ['notified'], to: 'cancelled', event: 'interview.cancelled' },
  appeal: { from: ['held'], to: 'appealed', event: 'interview.appealed' },
  uphold: { from: ['appealed'], to: 'upheld', event: 'interview.upheld' },
  revoke: { from: ['appealed'], to: 'revoked', event: 'interview.revoked' },
} as const satisfies Record<string, InterviewEdge>

export const INTERVIEW_NOTIFIED = 'interview.notified'
export const INTERVIEW_STATED = 'interview.stated'
