import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ScoreLine } from '@xinhui/contract'
import { day, instant } from '../../db/columns'
import { consent } from '../consent/consent.table'
import { subject } from '../subject/subject.table'

/**
 * A person's score. It cannot exist without a living consent: `consent_status` must be 'living' and the pair
 * (consent_id, consent_status) must exist in `consent`, so withdrawing fails until the score is deleted.
 */
export const score = pgTable(
  'score',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    consentId: text('consent_id').notNull(),
    consentStatus: text('consent_status', { enum: ['living'] }).notNull().default('living'),
    modelId: text('model_id').notNull(),
    day: day('day').notNull(),
    totalCenti: integer('total_centi').notNull(),
    grade: text('grade').notNull(),
    dimensions: jsonb('dimensions').$type<{ code: string; title: string; pointsCenti: number; capCenti: number }[]>().notNull(),
    lines: jsonb('lines').$type<ScoreLine[]>().notNull(),
    change: jsonb('change').$type<{ deltaCenti: number; sentence: string; on: string } | null>(),
    computedAt: instant('computed_at').notNull(),
  },
  (t) => [
    uniqueIndex('score_subject').on(t.subjectId),
    index('score_grade').on(t.grade),
    foreignKey({ name: 'score_living_consent', columns: [t.consentId, t.consentStatus], foreignColumns: [consent.id, consent.status] }),
    foreignKey({ name: 'score_own_consent', columns: [t.consentId, t.subjectId], foreignColumns: [consent.id, consent.subjectId] }),
    check('score_range', sql`total_centi BETWEEN 0 AND 100000`),
    check('score_consent_living', sql`consent_status = 'living'`),
  ],
)

/** Changed subjects wait here for a recompute; one row a subject however often it changed. */
export const scoreDue = pgTable('score_due', {
  subjectId: text('subject_id')
    .primaryKey()
    .references(() => subject.id),
  since: instant('since').notNull(),
  reason: text('reason').notNull(),
})
