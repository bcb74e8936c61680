import type { ApplicationStatus } from '@xinhui/contract'

interface ApplicationEdge {
  from: readonly ApplicationStatus[]
  to: ApplicationStatus
  /** Action of the audit row this move leaves. */
  event: string
}

export const APPLICATION_DRAFTED = 'application.draft'

/** Every way an application moves. It is returned once at most: all that is to be put right is told at once 一次性告知. */
export const APPLICATION_EDGES = {
  submit: { from: ['draft', 'returned'], to: 'submitted', event: 'application.submit' },
  returned: { from: ['submitted'], to: 'returned', event: 'application.return' },
  approved: { from: ['submitted'], to: 'approved', event: 'application.approve' },
  refused: { from: ['submitted'], to: 'refused', event: 'application.refuse' },
} as const satisfies Record<string, ApplicationEdge>

/** Whether the applicant may still change what they wrote. */
export const isEditable = (status: ApplicationStatus): boolean => status === 'draft' || status === 'returned'
