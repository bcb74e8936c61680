import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { blind, instant, sealed } from '../../db/columns'
import { lender } from '../lender/lender.table'
import { merchant } from '../merchant/merchant.table'
import { subject } from '../subject/subject.table'

/** A WeChat user of this mini-program. */
export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    openidBlind: blind('openid_blind'),
    openidSealed: sealed('openid_sealed'),
    /** Set once by real-name; one living account a person. */
    subjectId: text('subject_id').references(() => subject.id),
    realNamedAt: instant('real_named_at'),
    createdAt: instant('created_at').notNull(),
    /** Closed by its holder: an empty row remains, because redemptions and the audit trail name its id. */
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('account_openid').on(t.openidBlind),
    uniqueIndex('account_subject').on(t.subjectId),
    check('account_closed_is_empty', sql`(closed_at IS NULL AND openid_blind IS NOT NULL AND openid_sealed IS NOT NULL) OR (closed_at IS NOT NULL AND openid_blind IS NULL AND openid_sealed IS NULL AND subject_id IS NULL AND real_named_at IS NULL)`),
  ],
)

/** Console user. Administrators are created by the operator's command, never by a default. */
export const staff = pgTable(
  'staff',
  {
    id: text('id').primaryKey(),
    username: text('username').notNull(),
    displayName: text('display_name').notNull(),
    /** argon2id in PHC string format. */
    passwordHash: text('password_hash').notNull(),
    totpSealed: sealed('totp_sealed').notNull(),
    /** The last accepted 30 s step: a one-time code works once. */
    totpLastStep: integer('totp_last_step').notNull().default(0),
    roles: text('roles', { enum: ['reviewer', 'steward', 'auditor', 'administrator', 'merchant-owner', 'lender-officer'] }).array().notNull(),
    merchantId: text('merchant_id').references(() => merchant.id),
    lenderId: text('lender_id').references(() => lender.id),
    /** Of a lender's officers: may invite and disable the others. */
    isLenderLead: boolean('is_lender_lead').notNull().default(false),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    lockedUntil: instant('locked_until'),
    active: boolean('active').notNull().default(true),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('staff_username').on(t.username),
    check('staff_scope', sql`('merchant-owner' = ANY(roles)) = (merchant_id IS NOT NULL) AND ('lender-officer' = ANY(roles)) = (lender_id IS NOT NULL)`),
    check('staff_lender_lead', sql`NOT is_lender_lead OR lender_id IS NOT NULL`),
    index('staff_lender').on(t.lenderId).where(sql`lender_id IS NOT NULL`),
    /** Separation of duties (等保): who audits does not act. */
    check('staff_separation', sql`NOT ('auditor' = ANY(roles) AND cardinality(roles) > 1)`),
  ],
)

/** A login: one family of refresh tokens. */
export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').references(() => account.id),
    staffId: text('staff_id').references(() => staff.id),
    /** SHA-256 of the one refresh token that is good now. */
    tokenHash: text('token_hash').notNull(),
    generation: integer('generation').notNull().default(0),
    userAgent: text('user_agent').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedReason: text('revoked_reason', { enum: ['logout', 'reuse', 'revoked', 'account-closed'] }),
  },
  (t) => [
    uniqueIndex('session_token').on(t.tokenHash),
    index('session_account').on(t.accountId),
    index('session_staff').on(t.staffId),
    check('session_owner', sql`(account_id IS NULL) <> (staff_id IS NULL)`),
  ],
)

/** Refresh tokens already spent. Finding one here again means it was stolen: the family ends. */
export const spentToken = pgTable(
  'spent_token',
  {
    tokenHash: text('token_hash').primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => session.id),
    spentAt: instant('spent_at').notNull(),
  },
  (t) => [index('spent_token_session').on(t.sessionId)],
)
