import { sql } from 'drizzle-orm'
import { check, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'

/** How many rows an office says it produced in a period: what 上报率 is measured against. */
export const officeOutput = pgTable(
  'office_output',
  {
    office: text('office').notNull(),
    /** `2026-11` or `2026-W47`. */
    period: text('period').notNull(),
    produced: integer('produced').notNull(),
    statedBy: text('stated_by').notNull(),
    statedAt: instant('stated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.office, t.period] }), check('office_output_produced', sql`produced >= 0`)],
)
