import type { Actor } from '../../context'
import type { Db } from '../../db/client'
import type { AccessClaims } from '../identity/access-token'
import { findLivingTill } from './till.store'

/** A till's token names the till twice: it has no session. */
export const isTillToken = (claims: AccessClaims): boolean => claims.sub.startsWith('tcl_') && claims.sid === claims.sub

/** The till of a good token while it is not revoked. Read at every call, so that revoking holds at once in every process. */
export async function findTillActor(db: Db, claims: AccessClaims): Promise<Extract<Actor, { kind: 'till' }> | undefined> {
  const till = await findLivingTill(db, claims.sub)
  return till && { kind: 'till', clientId: till.id, merchantId: till.merchantId, storeId: till.storeId }
}
