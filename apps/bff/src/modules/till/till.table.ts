import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'
import type { PublicJwk } from '../intake/intake.table'
import { merchant, store } from '../merchant/merchant.table'

/** A till 收银系统 of one store that calls the till API; it proves itself with the private half of `jwk`, which nobody here has. */
export const tillClient = pgTable(
  'till_client',
  {
    id: text('id').primaryKey(),
    merchantId: text('merchant_id')
      .notNull()
      .references(() => merchant.id),
    storeId: text('store_id')
      .notNull()
      .references(() => store.id),
    /** What the merchant calls it: `1 号收银台`. */
    name: text('name').notNull(),
    jwk: jsonb('jwk').$type<PublicJwk>().notNull(),
    /** RFC 7638 thumbprint of `jwk`, base64url: one key is one till. */
    thumbprint: text('thumbprint').notNull(),
    status: text('status', { enum: ['active', 'revoked'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (t) => [
    uniqueIndex('till_client_key').on(t.thumbprint),
    index('till_client_merchant').on(t.merchantId),
    check('till_client_revoked', sql`(status = 'revoked') = (revoked_at IS NOT NULL) AND (revoked_at IS NULL) = (revoked_by IS NULL)`),
  ],
)

/** Client assertions already used (RFC 7523 §3, `jti`): each opens one token. Gone once it would have expired anyway. */
export const tillAssertion = pgTable(
  'till_assertion',
  {
    clientId: text('client_id')
      .notNull()
      .references(() => tillClient.id),
    jti: text('jti').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.clientId, t.jti] }), index('till_assertion_expiry').on(t.expiresAt)],
)
