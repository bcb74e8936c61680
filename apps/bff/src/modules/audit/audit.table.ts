import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'

/** What was done, by whom, to what. Written in the transaction that did it; append-only by trigger. */
export const audit = pgTable(
  'audit',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
    /** `account:acc_…`, `staff:stf_…`, `system:…`; never a name. */
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    requestId: text('request_id').notNull(),
    /** Ids, states and numbers. Never a person's identifiers. */
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('audit_at').on(t.at), index('audit_entity').on(t.entityId), index('audit_action').on(t.action)],
)
