import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant, sealed } from '../../db/columns'
import type { PublicJwk } from '../intake/intake.table'
import { lender } from '../lender/lender.table'

/** A lender's own system 银行系统接入: proves itself with the private half of `jwk`, and is told what happens at `webhookUrl`. One at a time for each lender. */
export const lenderClient = pgTable(
  'lender_client',
  {
    id: text('id').primaryKey(),
    lenderId: text('lender_id')
      .notNull()
      .references(() => lender.id),
    name: text('name').notNull(),
    jwk: jsonb('jwk').$type<PublicJwk>().notNull(),
    /** RFC 7638 thumbprint of `jwk`, base64url: one key is one client. */
    thumbprint: text('thumbprint').notNull(),
    webhookUrl: text('webhook_url').notNull(),
    /** `whsec_…`; signs messages both ways. */
    webhookSecretSealed: sealed('webhook_secret_sealed').notNull(),
    status: text('status', { enum: ['active', 'revoked'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [
    uniqueIndex('lender_client_key').on(t.thumbprint),
    uniqueIndex('lender_client_active').on(t.lenderId).where(sql`status = 'active'`),
    index('lender_client_lender').on(t.lenderId),
    check('lender_client_revoked', sql`(status = 'revoked') = (revoked_at IS NOT NULL) AND (revoked_at IS NULL) = (revoked_by IS NULL)`),
  ],
)

/** Client assertions already used (RFC 7523 §3, `jti`): each opens one token. Gone once it would have expired anyway. */
export const lenderAssertion = pgTable(
  'lender_assertion',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => lenderClient.id),
    jti: text('jti').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.jti] }), index('lender_assertion_expiry').on(t.expiresAt)],
)
