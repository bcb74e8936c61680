import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { ScoreMove } from '@xinhui/contract'
import { day, instant } from '../../db/columns'
import { consent } from '../consent/consent.table'
import { subject } from '../subject/subject.table'

export interface ScoreChange {
  deltaCenti: number
  sentence: string
  on: string
}

/** Columns of one change of a score, the same for persons and organisations. */
const changeColumns = () => ({
  id: text('id').primaryKey(),
  modelId: text('model_id').notNull(),
  day: day('day').notNull(),
  totalCenti: integer('total_centi').notNull(),
  grade: text('grade').notNull(),
  deltaCenti: integer('delta_centi').notNull(),
  /** What moved it, in words, without numbers of documents: those are read from the record when shown. */
  reason: text('reason').notNull(),
  /** The rows that moved most. */
  moves: jsonb('moves').$type<ScoreMove[]>().notNull(),
  at: instant('at').notNull(),
})

/**
 * A person's score: the number and where it stands. Its rows follow from model, day and basis. It cannot exist without a living consent: `consent_status` must be 'living' and the pair
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
    change: jsonb('change').$type<ScoreChange | null>(),
    /** Tells the model and the basis apart from others; empty: computed before bases were kept. */
    digest: text('digest').notNull().default(''),
    /** From this day on the same file may give another number; null: unknown. Together with `file_hash`, spares a run what cannot have moved. */
    steadyUntil: day('steady_until'),
    /** Of the file as the database wrote it at the last whole run; null: computed one by one since. */
    fileHash: text('file_hash'),
    computedAt: instant('computed_at').notNull(),
  },
  (t) => [
    uniqueIndex('score_subject').on(t.subjectId),
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

/**
 * Every change of a person's score, oldest first by id. Append-only by trigger, and gone with the score: closing it
 * deletes what was computed from the person's data (PIPL 47).
 */
export const scoreHistory = pgTable(
  'score_history',
  {
    ...changeColumns(),
    /** Held by triggers a statement long instead of a key a row long: a run over the city writes a million of them. */
    scoreId: text('score_id').notNull(),
  },
  (t) => [index('score_history_score').on(t.scoreId, t.id)],
)

/**
 * What a score was computed from 计分依据: the fields the model reads of each record, in the evaluator's order (`score-basis.ts`).
 * Written anew when they differ, so nothing stays of what may no longer be read; gone with the score, by trigger.
 */
export const scoreBasis = pgTable('score_basis', { scoreId: text('score_id').primaryKey(), basis: text('basis').notNull() })

/**
 * An organisation's evaluation 公共信用综合评价, computed from public data (no consent is needed) and, for special classes,
 * from what the organisation agreed to. Nothing of a person's is in this table.
 */
export const organizationScore = pgTable(
  'organization_score',
  {
    subjectId: text('subject_id')
      .primaryKey()
      .references(() => subject.id),
    modelId: text('model_id').notNull(),
    day: day('day').notNull(),
    totalCenti: integer('total_centi').notNull(),
    grade: text('grade').notNull(),
    change: jsonb('change').$type<ScoreChange | null>(),
    digest: text('digest').notNull(),
    /** From this day on the same file may give another number; null: unknown. Together with `file_hash`, spares a run what cannot have moved. */
    steadyUntil: day('steady_until'),
    /** Of the file as the database wrote it at the last whole run; null: computed one by one since. */
    fileHash: text('file_hash'),
    computedAt: instant('computed_at').notNull(),
  },
  (t) => [index('organization_score_grade').on(t.grade, t.subjectId), check('organization_score_range', sql`total_centi BETWEEN 0 AND 100000`)],
)

/** Every change of an organisation's evaluation. Append-only by trigger. */
export const organizationScoreHistory = pgTable(
  'organization_score_history',
  {
    ...changeColumns(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => organizationScore.subjectId),
  },
  (t) => [index('organization_score_history_subject').on(t.subjectId, t.id)],
)

/** As `score_basis`, of an organisation's evaluation. */
export const organizationScoreBasis = pgTable('organization_score_basis', {
  subjectId: text('subject_id')
    .primaryKey()
    .references(() => organizationScore.subjectId),
  basis: text('basis').notNull(),
})
