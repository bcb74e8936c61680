import { commitmentDeadlines } from '../commitment/commitment-deadlines'
import { loanDeadlines } from '../loan-application/loan-deadlines'
import { repairDeadlines } from '../repair/repair-deadlines'
import type { DeadlineSource } from './deadline-source'

/** Every source of the product. Objections and appeals are reckoned when they are read: nothing of theirs is stored that could move. */
export const DEADLINE_SOURCES: readonly DeadlineSource[] = [repairDeadlines, commitmentDeadlines, loanDeadlines]
