import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant } from '../../db/columns'
import { subject } from '../subject/subject.table'
import { agency } from './agency.table'

/** A one-time code 邀请码 by which whoever holds it becomes an agent 经办人 of a firm. The code itself is nowhere, only its keyed hash. */
export const agentInvitation = pgTable(
  'agent_invitation',
  {
    id: text('id').primaryKey(),
    firmId: text('firm_id')
      .notNull()
      .references(() => subject.id),
    codeHash: text('code_hash').notNull(),
    rights: text('rights', { enum: ['file', 'consent', 'objection', 'repair', 'perk', 'merchant', 'financing'] }).array().notNull(),
    /** Last day of the agency it leads to. */
    until: day('until').notNull(),
    /** The representative; the code is good only while they are it. */
    invitedById: text('invited_by_id')
      .notNull()
      .references(() => subject.id),
    status: text('status', { enum: ['open', 'used', 'cancelled'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    /** End of the code, not of the agency. */
    expiresAt: instant('expires_at').notNull(),
    closedAt: instant('closed_at'),
    agencyId: text('agency_id').references(() => agency.id),
  },
  (t) => [
    uniqueIndex('agent_invitation_code').on(t.codeHash),
    uniqueIndex('agent_invitation_agency').on(t.agencyId),
    index('agent_invitation_open').on(t.firmId).where(sql`status = 'open'`),
    check('agent_invitation_closed', sql`(status = 'open') = (closed_at IS NULL) AND (status = 'used') = (agency_id IS NOT NULL)`),
    check('agent_invitation_rights', sql`cardinality(rights) BETWEEN 1 AND 7`),
  ],
)
