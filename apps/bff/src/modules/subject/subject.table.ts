import { sql } from 'drizzle-orm'
import { bigint, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { blind, day, instant, sealed } from '../../db/columns'

/** Whoever has a credit file 信用主体. A person's name and identifiers exist here only sealed. */
export const subject = pgTable(
  'subject',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['person', 'organization'] }).notNull(),
    uscc: text('uscc'),
    /** Organisations only: their names are public. */
    name: text('name'),
    nameSealed: sealed('name_sealed'),
    idNumberSealed: sealed('id_number_sealed'),
    idNumberBlind: blind('id_number_blind'),
    phoneSealed: sealed('phone_sealed'),
    phoneBlind: blind('phone_blind'),
    birthDay: day('birth_day'),
    district: text('district'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('subject_uscc').on(t.uscc),
    uniqueIndex('subject_id_number').on(t.idNumberBlind),
    index('subject_phone').on(t.phoneBlind),
    check(
      'subject_kind_fields',
      sql`(kind = 'person' AND uscc IS NULL AND name IS NULL AND id_number_blind IS NOT NULL AND id_number_sealed IS NOT NULL AND name_sealed IS NOT NULL)
       OR (kind = 'organization' AND uscc IS NOT NULL AND name IS NOT NULL AND id_number_blind IS NULL AND id_number_sealed IS NULL)`,
    ),
  ],
)

/** What the registry says of an organisation (登记). */
export const organization = pgTable('organization', {
  subjectId: text('subject_id')
    .primaryKey()
    .references(() => subject.id),
  registeredOn: day('registered_on'),
  type: text('type'),
  /** The representative is a person: sealed. */
  representativeSealed: sealed('representative_sealed'),
  capitalFen: bigint('capital_fen', { mode: 'number' }),
  capitalCurrency: text('capital_currency'),
  /** The registry's own words, kept because the notation is often odd. */
  capitalRaw: text('capital_raw'),
  businessScope: text('business_scope'),
  province: text('province'),
  district: text('district'),
  address: text('address'),
  industry: text('industry'),
  status: text('status').notNull().default('live'),
  contentHash: text('content_hash').notNull(),
  batchId: text('batch_id'),
  updatedAt: instant('updated_at').notNull(),
})
