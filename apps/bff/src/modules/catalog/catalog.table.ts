import { sql } from 'drizzle-orm'
import { check, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'

/**
 * 公共信用信息目录 as the database knows it: the city's file, synced at every start. `record.item` refers to it, so a record
 * outside the catalogue cannot be stored. An item the city drops stays as retired: its old records still name it.
 */
export const catalogItem = pgTable(
  'catalog_item',
  {
    code: text('code').primaryKey(),
    title: text('title').notNull(),
    kind: text('kind').notNull(),
    publicity: text('publicity', { enum: ['public', 'authorized'] }).notNull(),
    /** Version of the catalogue that last named it. */
    version: text('version').notNull(),
    retiredAt: instant('retired_at'),
    syncedAt: instant('synced_at').notNull(),
  },
  () => [
    check('catalog_item_publicity', sql`publicity IN ('public', 'authorized')`),
    check('catalog_item_no_blood', sql`code NOT LIKE '%blood%' AND title NOT LIKE '%献血%' AND title NOT LIKE '%血型%'`),
  ],
)
