import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'
import { subject } from '../subject/subject.table'

/** A subject's permission 授权: purpose, receiver, fields, expiry. One living consent per purpose and receiver. */
export const consent = pgTable(
  'consent',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    purpose: text('purpose').notNull(),
    receiver: text('receiver').notNull(),
    fields: text('fields').array().notNull(),
    textVersion: text('text_version').notNull(),
    status: text('status', { enum: ['living', 'withdrawn', 'expired'] }).notNull(),
    grantedAt: instant('granted_at').notNull(),
    expiresAt: instant('expires_at'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    uniqueIndex('consent_living').on(t.subjectId, t.purpose, t.receiver).where(sql`status = 'living'`),
    index('consent_subject').on(t.subjectId),
    /** Lets a row elsewhere insist that its consent is living: see `score`. */
    unique('consent_id_status').on(t.id, t.status),
    unique('consent_id_subject').on(t.id, t.subjectId),
    check('consent_withdrawn', sql`(status = 'withdrawn') = (withdrawn_at IS NOT NULL)`),
  ],
)

/** A refusal is remembered so that nobody is asked twice (PIPL 16). */
export const refusal = pgTable(
  'refusal',
  {
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    purpose: text('purpose').notNull(),
    refusedAt: instant('refused_at').notNull(),
  },
  (t) => [uniqueIndex('refusal_once').on(t.subjectId, t.purpose)],
)

/** Who looked at whose data, when, for what, on which basis. Append-only; kept at least five years. */
export const accessLog = pgTable(
  'access_log',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    viewer: text('viewer').notNull(),
    purpose: text('purpose').notNull(),
    basis: text('basis').notNull(),
    fields: text('fields').array().notNull(),
    requestId: text('request_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('access_log_subject').on(t.subjectId, t.at)],
)
