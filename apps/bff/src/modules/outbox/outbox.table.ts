import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'

/** Effects that leave only after commit. Claimed with SKIP LOCKED under a lease. */
export const outbox = pgTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    topic: text('topic').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    availableAt: instant('available_at').notNull(),
    leasedUntil: instant('leased_until'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    doneAt: instant('done_at'),
    /** Gave up after the last attempt; shown to the operator. */
    deadAt: instant('dead_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('outbox_due').on(t.availableAt).where(sql`done_at IS NULL AND dead_at IS NULL`)],
)

/** A write that carried an Idempotency-Key, with its sealed answer. */
export const idempotency = pgTable(
  'idempotency',
  {
    key: text('key').notNull(),
    actor: text('actor').notNull(),
    endpoint: text('endpoint').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    bodySealed: sealed('body_sealed'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('idempotency_key').on(t.actor, t.key), index('idempotency_created').on(t.createdAt)],
)
