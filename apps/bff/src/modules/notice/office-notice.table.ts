import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { merchant } from '../merchant/merchant.table'
import { objection } from '../objection/objection.table'
import { perk } from '../perk/perk.table'
import { repairCase } from '../repair/repair.table'

/** What the office is told in the console 后台通知, and with it the merchant's own console users. Written once per cause; names no person. */
export const officeNotice = pgTable(
  'office_notice',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['perk.stock-low', 'merchant.agreement', 'merchant.suspended', 'repair.amber', 'repair.red', 'repair.review', 'objection.forwarded', 'objection.amber', 'objection.red'] }).notNull(),
    merchantId: text('merchant_id').references(() => merchant.id),
    perkId: text('perk_id').references(() => perk.id),
    /** A repair case and the office whose turn it is; `for_lead` tells its lead too. */
    caseId: text('case_id').references(() => repairCase.id),
    objectionId: text('objection_id').references(() => objection.id),
    /** Null with an objection: the turn is the city's credit office's. */
    office: text('office'),
    forLead: boolean('for_lead').notNull().default(false),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** The same cause is told once. */
    cause: text('cause').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('office_notice_cause').on(t.kind, t.cause),
    index('office_notice_merchant').on(t.merchantId, t.id),
    check('office_notice_perk', sql`(kind = 'perk.stock-low') = (perk_id IS NOT NULL)`),
    check('office_notice_case', sql`(kind LIKE 'repair.%') = (case_id IS NOT NULL) AND (case_id IS NULL OR office IS NOT NULL)`),
    check('office_notice_objection', sql`(kind LIKE 'objection.%') = (objection_id IS NOT NULL) AND num_nonnulls(case_id, objection_id, merchant_id) = 1 AND (merchant_id IS NULL OR office IS NULL)`),
  ],
)

/** How far each member of the staff has read: ids sort in time. */
export const officeNoticeSeen = pgTable('office_notice_seen', {
  staffId: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  untilId: text('until_id').notNull(),
})
