import { sql } from 'drizzle-orm'
import { boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'

/** Zones 专区 of the loan market: begun from the city's file, kept by the office. Products name the code, so it stays; a zone nobody should see is closed. */
export const loanZone = pgTable(
  'loan_zone',
  {
    code: text('code').primaryKey(),
    title: text('title').notNull(),
    intro: text('intro').notNull(),
    shows: text('shows', { enum: ['named', 'first-loan', 'no-principal'] }).notNull(),
    position: integer('position').notNull(),
    isOpen: boolean('is_open').notNull(),
    version: integer('version').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [check('loan_zone_shows', sql`shows IN ('named', 'first-loan', 'no-principal')`), check('loan_zone_position', sql`position >= 0 AND version > 0`)],
)
