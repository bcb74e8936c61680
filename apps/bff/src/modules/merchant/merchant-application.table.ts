import type { ApplicationCheck, Defect, StoreInput } from '@xinhui/contract'
import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { staff } from '../identity/identity.table'
import { subject } from '../subject/subject.table'
import { merchant } from './merchant.table'

/** A firm applies to become a partner 商户入驻. One under way for each firm. */
export const merchantApplication = pgTable(
  'merchant_application',
  {
    id: text('id').primaryKey(),
    firmId: text('firm_id')
      .notNull()
      .references(() => subject.id),
    /** Who applies for it, and becomes its owner; null when an officer entered it from paper. */
    applicantId: text('applicant_id').references(() => subject.id),
    filedByStaffId: text('filed_by_staff_id').references(() => staff.id),
    name: text('name').notNull(),
    industry: text('industry').notNull(),
    contactNameSealed: sealed('contact_name_sealed').notNull(),
    contactPhoneSealed: sealed('contact_phone_sealed').notNull(),
    stores: jsonb('stores').$type<StoreInput[]>().notNull(),
    /** Name in the file store. */
    licenceSha256: text('licence_sha256'),
    licenceType: text('licence_type', { enum: ['image/jpeg', 'image/png', 'application/pdf'] }),
    licenceBytes: integer('licence_bytes'),
    licenceAt: instant('licence_at'),
    agreementVersion: text('agreement_version'),
    status: text('status', { enum: ['draft', 'submitted', 'returned', 'approved', 'refused'] }).notNull(),
    /** As of the last submission. */
    checks: jsonb('checks').$type<ApplicationCheck[]>().notNull(),
    defects: jsonb('defects').$type<Defect[]>().notNull(),
    returnedAt: instant('returned_at'),
    refusalReason: text('refusal_reason'),
    createdAt: instant('created_at').notNull(),
    submittedAt: instant('submitted_at'),
    decidedAt: instant('decided_at'),
    decidedByStaffId: text('decided_by_staff_id').references(() => staff.id),
    merchantId: text('merchant_id').references(() => merchant.id),
  },
  (t) => [
    uniqueIndex('merchant_application_open').on(t.firmId).where(sql`status IN ('draft', 'submitted', 'returned')`),
    index('merchant_application_firm').on(t.firmId, t.id),
    index('merchant_application_status').on(t.status, t.id),
    check('merchant_application_filed', sql`(applicant_id IS NULL) <> (filed_by_staff_id IS NULL)`),
    check('merchant_application_licence', sql`(licence_sha256 IS NULL) = (licence_type IS NULL) AND (licence_sha256 IS NULL) = (licence_at IS NULL)`),
    check('merchant_application_submitted', sql`status = 'draft' OR (submitted_at IS NOT NULL AND licence_sha256 IS NOT NULL AND agreement_version IS NOT NULL)`),
    check('merchant_application_decided', sql`(status IN ('approved', 'refused')) = (decided_at IS NOT NULL) AND (status = 'approved') = (merchant_id IS NOT NULL) AND (status = 'refused') = (refusal_reason IS NOT NULL)`),
  ],
)

/** A signed agreement 合作协议. A renewal is a new row; rows are never changed but for what was reminded. */
export const merchantAgreement = pgTable(
  'merchant_agreement',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    textVersion: text('text_version').notNull(),
    /** SHA-256 of the words that were signed. */
    textSha256: text('text_sha256').notNull(),
    validFrom: day('valid_from').notNull(),
    validUntil: day('valid_until').notNull(),
    signedAt: instant('signed_at').notNull(),
    /** `account:acc_…` or `staff:stf_…`. */
    signedBy: text('signed_by').notNull(),
    /** 30, 7, then 0 once it is over: what the merchant was last told. */
    remindedDays: integer('reminded_days'),
  },
  (t) => [uniqueIndex('merchant_agreement_from').on(t.merchantId, t.validFrom), index('merchant_agreement_until').on(t.validUntil), check('merchant_agreement_term', sql`valid_from <= valid_until`)],
)
