import { sql } from 'drizzle-orm'
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'

/** A photo somebody handed in, cleaned of where and by whom it was taken. Named by its content; what it shows may be anybody: sealed. */
export const photo = pgTable(
  'photo',
  {
    /** SHA-256 of the cleaned bytes, hex. */
    id: text('id').primaryKey(),
    mediaType: text('media_type', { enum: ['image/jpeg', 'image/png'] }).notNull(),
    byteCount: integer('byte_count').notNull(),
    bytesSealed: sealed('bytes_sealed').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  () => [check('photo_id', sql`id ~ '^[0-9a-f]{64}$' AND byte_count BETWEEN 1 AND 5242880`)],
)
