import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant } from '../../db/columns'
import { subject } from '../subject/subject.table'

/** A partner 合作商户: an organisation that honours perks. */
export const merchant = pgTable(
  'merchant',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    name: text('name').notNull(),
    industry: text('industry').notNull(),
    status: text('status', { enum: ['active', 'suspended', 'terminated'] }).notNull(),
    /** Since when; the clock of the merchant's vouchers stands still at this instant until it resumes. */
    suspendedAt: instant('suspended_at'),
    /** Last day on which something may be issued: the agreement's. Null: signed before this system, no end is known. */
    issuesUntil: day('issues_until'),
    terminatedAt: instant('terminated_at'),
    terminationReason: text('termination_reason'),
    terminationNote: text('termination_note'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [uniqueIndex('merchant_subject').on(t.subjectId), check('merchant_suspended', sql`suspended_at IS NULL OR status = 'suspended'`)],
)

export const store = pgTable(
  'store',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    /** The merchant's own store number: the key of the next import. */
    code: text('code').notNull(),
    name: text('name').notNull(),
    address: text('address').notNull(),
    /** Degrees × 1 000 000, GCJ-02 as WeChat's map takes it. */
    longitudeE6: integer('longitude_e6').notNull(),
    latitudeE6: integer('latitude_e6').notNull(),
    hours: text('hours').notNull(),
    status: text('status', { enum: ['open', 'closed'] }).notNull().default('open'),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('store_code').on(t.merchantId, t.code),
    check('store_position', sql`longitude_e6 BETWEEN 73000000 AND 136000000 AND latitude_e6 BETWEEN 3000000 AND 54000000`),
  ],
)

/** A post 店员岗位: a person may scan for a merchant, at one store or (owner, manager) at all of them. */
export const merchantPost = pgTable(
  'merchant_post',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id').references(() => store.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    role: text('role', { enum: ['owner', 'manager', 'clerk'] }).notNull(),
    status: text('status', { enum: ['living', 'ended'] }).notNull().default('living'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('merchant_post_living').on(t.merchantId, t.subjectId).where(sql`status = 'living'`),
    index('merchant_post_subject').on(t.subjectId),
    check('merchant_post_store', sql`role <> 'clerk' OR store_id IS NOT NULL`),
  ],
)

/** A one-time code 邀请码 for a post. Whoever confirms it first, in time, holds the post; nobody else ever. */
export const merchantInvitation = pgTable(
  'merchant_invitation',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id').references(() => store.id),
    role: text('role', { enum: ['owner', 'manager', 'clerk'] }).notNull(),
    /** Keyed hash of the code: a reader of the table cannot take a post. */
    codeHash: text('code_hash').notNull(),
    /** Null: the office made it. */
    invitedBySubjectId: text('invited_by_subject_id').references(() => subject.id),
    status: text('status', { enum: ['open', 'accepted', 'cancelled'] }).notNull().default('open'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    closedAt: instant('closed_at'),
    postId: text('post_id').references(() => merchantPost.id),
  },
  (t) => [
    uniqueIndex('merchant_invitation_code').on(t.codeHash),
    index('merchant_invitation_open').on(t.merchantId).where(sql`status = 'open'`),
    check('merchant_invitation_store', sql`(role = 'clerk') = (store_id IS NOT NULL)`),
    check('merchant_invitation_closed', sql`(status = 'open') = (closed_at IS NULL) AND (status = 'accepted') = (post_id IS NOT NULL)`),
  ],
)

/** Why a merchant stands still 暂停. Each cause has at most one living row; the merchant resumes when the last one ends. */
export const merchantSuspension = pgTable(
  'merchant_suspension',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    /** `serious-list` comes and goes with the entry; `office` is an officer's decision. */
    cause: text('cause', { enum: ['serious-list', 'office'] }).notNull(),
    reason: text('reason', { enum: ['serious-list', 'complaint', 'quality', 'fraud', 'licence', 'request', 'other'] }).notNull(),
    note: text('note'),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [uniqueIndex('merchant_suspension_living').on(t.merchantId, t.cause).where(sql`ended_at IS NULL`), check('merchant_suspension_cause', sql`(cause = 'serious-list') = (reason = 'serious-list')`)],
)
