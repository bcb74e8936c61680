import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../../db/columns'

export interface PublicJwk {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
}

/** A machine of an office 报送系统 that may send files; it proves itself with the private half of `jwk`. */
export const officeClient = pgTable('office_client', {
  id: text('id').primaryKey(),
  office: text('office').notNull(),
  officeUscc: text('office_uscc').notNull(),
  jwk: jsonb('jwk').$type<PublicJwk>().notNull(),
  status: text('status', { enum: ['active', 'revoked'] }).notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  revokedAt: instant('revoked_at'),
})
