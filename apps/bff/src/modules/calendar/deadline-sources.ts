import { commitmentDeadlines, hearingDeadlines } from '../commitment/commitment-deadlines'
import { loanDeadlines } from '../loan-application/loan-deadlines'
import { appealDeadlines } from '../monitoring/appeal-deadlines'
import { objectionDeadlines } from '../objection/objection-deadlines'
import { repairDeadlines } from '../repair/repair-deadlines'
import type { DeadlineSource } from './deadline-source'

/** Every source of the product. */
export const DEADLINE_SOURCES: readonly DeadlineSource[] = [repairDeadlines, objectionDeadlines, commitmentDeadlines, hearingDeadlines, appealDeadlines, loanDeadlines]
