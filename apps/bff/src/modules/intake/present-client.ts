import { createHash } from 'node:crypto'
import type { OfficeClient } from '@xinhui/contract'
import type { ClientRow } from './intake.store'
import type { PublicJwk } from './intake.table'

/** JWK thumbprint (RFC 7638), SHA-256 in base64url: what both sides read to each other to know that they mean the same key. */
export const thumbprint = ({ crv, kty, x, y }: PublicJwk): string => createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')

export const presentClient = (row: ClientRow, lastSentAt: Date | undefined): OfficeClient => ({
  clientId: row.id,
  office: row.office,
  officeUscc: row.officeUscc,
  status: row.status,
  keyThumbprint: thumbprint(row.jwk),
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastSentAt: lastSentAt?.toISOString() ?? null,
})
