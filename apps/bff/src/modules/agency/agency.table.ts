import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { blind, instant, sealed } from '../../db/columns'
import { subject } from '../subject/subject.table'

/** A person acts for a firm: as its legal representative 法定代表人, or as an agent 经办人 with limited rights and an end. */
export const agency = pgTable(
  'agency',
  {
    id: text('id').primaryKey(),
    firmId: text('firm_id')
      .notNull()
      .references(() => subject.id),
    /** Null until the invited person accepts. */
    personId: text('person_id').references(() => subject.id),
    role: text('role', { enum: ['representative', 'agent'] }).notNull(),
    rights: text('rights', { enum: ['file', 'consent', 'objection', 'repair', 'perk', 'merchant', 'financing'] }).array().notNull(),
    status: text('status', { enum: ['invited', 'living', 'ended'] }).notNull(),
    /** Who is invited; emptied when the invitation ends one way or the other. */
    inviteeSealed: sealed('invitee_sealed'),
    inviteeBlind: blind('invitee_blind'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('agency_living').on(t.firmId, t.personId).where(sql`status = 'living'`),
    uniqueIndex('agency_representative').on(t.firmId).where(sql`status = 'living' AND role = 'representative'`),
    uniqueIndex('agency_invited').on(t.firmId, t.inviteeBlind).where(sql`status = 'invited'`),
    index('agency_person').on(t.personId),
    index('agency_invitee').on(t.inviteeBlind),
    check('agency_ended', sql`(status = 'ended') = (ended_at IS NOT NULL)`),
    check('agency_invitee', sql`(status = 'invited') = (invitee_blind IS NOT NULL) AND (invitee_blind IS NULL) = (invitee_sealed IS NULL)`),
    check('agency_person', sql`status <> 'living' OR person_id IS NOT NULL`),
    check('agency_agent_ends', sql`role = 'representative' OR expires_at IS NOT NULL`),
  ],
)
