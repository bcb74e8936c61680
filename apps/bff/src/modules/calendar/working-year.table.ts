import { integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'

/**
 * A year's notice of holidays as an office loaded it; the newest version of a year counts, before what the product brings. Append-only:
 * a deadline reckoned with an older version can be reckoned again.
 */
export const workingYear = pgTable(
  'working_year',
  {
    id: text('id').primaryKey(),
    year: integer('year').notNull(),
    version: integer('version').notNull(),
    source: text('source').notNull(),
    /** Every day off, weekends inside a holiday included. */
    off: jsonb('off').$type<string[]>().notNull(),
    /** Weekend days that are worked 调休. */
    working: jsonb('working').$type<string[]>().notNull(),
    loadedBy: text('loaded_by').notNull(),
    loadedAt: instant('loaded_at').notNull(),
  },
  (t) => [uniqueIndex('working_year_version').on(t.year, t.version)],
)
