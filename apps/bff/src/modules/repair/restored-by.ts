import { addWorkingDays, type Day, dayInShanghai, type WorkingCalendar } from '@xinhui/rules'
import type { RepairPolicy } from './repair-policy'
import type { CaseRow } from './repair.store'

/**
 * Until when the channels show the record again after a re-evaluation that was refused. The case itself is over with the refusal
 * and has no clock that runs. Null for every other case.
 */
export const restoredBy = (calendar: WorkingCalendar, policy: RepairPolicy, row: Pick<CaseRow, 'kind' | 'status' | 'decidedAt'>): Day | null =>
  row.kind === 're-evaluation' && row.status === 'refused' && row.decidedAt ? addWorkingDays(calendar, dayInShanghai(row.decidedAt.getTime()), policy.sla.propagate).day : null
