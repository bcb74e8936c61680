import type { Actor } from '../../context'
import type { Db } from '../../db/client'
import type { AccessClaims } from '../identity/access-token'
import { findLivingLenderClient } from './lender-client.store'

/** A lender's token names its client twice: it has no session. */
export const isLenderToken = (claims: AccessClaims): boolean => claims.sub.startsWith('lcl_') && claims.sid === claims.sub

/** The lender of a good token while its client is not revoked. Read at every call, so that revoking holds at once in every process. */
export async function findLenderActor(db: Db, claims: AccessClaims): Promise<Extract<Actor, { kind: 'lender' }> | undefined> {
  const client = await findLivingLenderClient(db, claims.sub)
  return client && { kind: 'lender', clientId: client.id, lenderId: client.lenderId }
}
