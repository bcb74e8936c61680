import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { lender, loanProduct } from '../lender/lender.table'
import { merchant } from '../merchant/merchant.table'
import { objection } from '../objection/objection.table'
import { perk } from '../perk/perk.table'
import { repairCase } from '../repair/repair.table'

/** What the office is told in the console 后台通知, and with it the merchant's own console users, or what a lender's officers are. Written once per cause; names no person. */
export const officeNotice = pgTable(
  'office_notice',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['perk.stock-low', 'merchant.agreement', 'merchant.suspended', 'repair.amber', 'repair.red', 'repair.review', 'objection.forwarded', 'objection.amber', 'objection.red', 'loan-product.submitted', 'loan-product.reviewed', 'loan-product.returned', 'loan-product.published', 'loan-product.paused', 'loan-product.resumed', 'loan-product.ended', 'loan-product.confirmed', 'loan-product.declined'] }).notNull(),
    merchantId: text('merchant_id').references(() => merchant.id),
    perkId: text('perk_id').references(() => perk.id),
    /** A repair case and the office whose turn it is; `for_lead` tells its lead too. */
    caseId: text('case_id').references(() => repairCase.id),
    objectionId: text('objection_id').references(() => objection.id),
    /** Null with an objection: the turn is the city's credit office's. */
    office: text('office'),
    forLead: boolean('for_lead').notNull().default(false),
    productId: text('product_id').references(() => loanProduct.id),
    /** The lender whose officers read it, and nobody else; null with a product: the office does. */
    lenderId: text('lender_id').references(() => lender.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** The same cause is told once. */
    cause: text('cause').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('office_notice_cause').on(t.kind, t.cause),
    index('office_notice_merchant').on(t.merchantId, t.id),
    index('office_notice_lender').on(t.lenderId, t.id).where(sql`lender_id IS NOT NULL`),
    check('office_notice_product', sql`(kind LIKE 'loan-product.%') = (product_id IS NOT NULL) AND (lender_id IS NULL OR product_id IS NOT NULL)`),
    check('office_notice_perk', sql`(kind = 'perk.stock-low') = (perk_id IS NOT NULL)`),
    check('office_notice_case', sql`(kind LIKE 'repair.%') = (case_id IS NOT NULL) AND (case_id IS NULL OR office IS NOT NULL)`),
    check('office_notice_objection', sql`(kind LIKE 'objection.%') = (objection_id IS NOT NULL) AND num_nonnulls(case_id, objection_id, merchant_id, product_id) = 1 AND (merchant_id IS NULL OR office IS NULL)`),
  ],
)

/** How far each member of the staff has read: ids sort in time. */
export const officeNoticeSeen = pgTable('office_notice_seen', {
  staffId: text('staff_id')
    .primaryKey()
    .references(() => staff.id),
  untilId: text('until_id').notNull(),
})
