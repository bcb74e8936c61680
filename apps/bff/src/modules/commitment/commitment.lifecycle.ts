import type { CommitmentStatus } from '@xinhui/contract'

interface CommitmentEdge {
  from: readonly CommitmentStatus[]
  to: CommitmentStatus
  /** Action of the audit row. */
  event: string
}

/** A promise is kept when every check is met; a failed check opens a hearing, and only after that it may be called broken. */
export const COMMITMENT_EDGES = {
  keep: { from: ['open', 'hearing'], to: 'kept', event: 'commitment.kept' },
  hear: { from: ['open'], to: 'hearing', event: 'commitment.hearing' },
  break: { from: ['hearing'], to: 'broken', event: 'commitment.broken' },
} as const satisfies Record<string, CommitmentEdge>

export const COMMITMENT_SIGNED = 'commitment.signed'
export const COMMITMENT_STATED = 'commitment.stated'
export const COMMITMENT_CHECKED = 'commitment.checked'
