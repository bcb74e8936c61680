import { sql } from 'drizzle-orm'
import { check, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ScoreSimulation } from '@xinhui/contract'
import type { ScoreModel } from '@xinhui/rules'
import { day, instant } from '../../db/columns'
import { staff } from '../identity/identity.table'

/**
 * A model on its way into force 评价模型发布: draft → simulating → simulated → approved, or withdrawn before that.
 * Whoever wrote it cannot approve it, nothing unsimulated is approved, and one model at most starts on a day.
 */
export const scoreModelRelease = pgTable(
  'score_model_release',
  {
    id: text('id').primaryKey(),
    modelId: text('model_id').notNull(),
    subjectKind: text('subject_kind', { enum: ['person', 'organization'] }).notNull(),
    title: text('title').notNull(),
    /** The file as it was handed in. */
    source: text('source').notNull(),
    model: jsonb('model').$type<ScoreModel>().notNull(),
    status: text('status', { enum: ['draft', 'simulating', 'simulated', 'approved', 'withdrawn'] }).notNull(),
    authorId: text('author_id')
      .notNull()
      .references(() => staff.id),
    createdAt: instant('created_at').notNull(),
    simulation: jsonb('simulation').$type<ScoreSimulation | null>(),
    simulatedAt: instant('simulated_at'),
    approverId: text('approver_id').references(() => staff.id),
    approvedAt: instant('approved_at'),
    effectiveFrom: day('effective_from'),
  },
  (t) => [
    uniqueIndex('score_model_release_model').on(t.modelId).where(sql`status <> 'withdrawn'`),
    uniqueIndex('score_model_release_day').on(t.subjectKind, t.effectiveFrom).where(sql`status = 'approved'`),
    check('score_model_release_second_person', sql`approver_id IS NULL OR approver_id <> author_id`),
    check('score_model_release_simulated', sql`status NOT IN ('simulated', 'approved') OR (simulation IS NOT NULL AND simulated_at IS NOT NULL)`),
    check('score_model_release_approved', sql`(status = 'approved') = (approver_id IS NOT NULL AND approved_at IS NOT NULL AND effective_from IS NOT NULL)`),
  ],
)
