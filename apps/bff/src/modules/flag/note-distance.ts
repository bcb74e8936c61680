import type { DeskPosition } from '@xinhui/contract'
import { distanceMetres } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findStorePosition } from '../merchant/store.store'
import { raiseFlag } from './flag.store'
import { FLAG_RAISED } from './watch-redemption'

/** A phone indoors knows where it is to some hundred metres; more would be a trace of a person. */
const ROUND_METRES = 100

const degrees = (at: DeskPosition) => ({ longitude: at.longitudeE6 / 1e6, latitude: at.latitudeE6 / 1e6 })

/**
 * Compares where the staff phone said it was, which its holder agreed to send, with the store, after the redemption or once a scan without network is handed in: farther than the city's
 * limit raises a flag about this person at this store, with the distance rounded to hundreds of metres. The position is in no table, no audit
 * row and no log. It blocks nobody, also not when it cannot be worked out, and a phone that says nothing is not asked why.
 */
export async function noteDistance({ ctx: outer, input }: { ctx: Ctx; input: { accountId: string; storeId: string; merchantId: string; redeemedAt: Date; position: DeskPosition } }): Promise<void> {
  const { accountId } = input
  const store = await findStorePosition(outer.db, input.storeId)
  if (!store) return
  const metres = Math.round(distanceMetres(degrees(store), degrees(input.position)) / ROUND_METRES) * ROUND_METRES
  const allowed = outer.city.watch.farFromStoreMetres
  if (metres <= allowed) return
  await inTransaction(outer, async (ctx) => {
    const { id, fresh } = await raiseFlag(ctx.db, {
      id: newId('flg', ctx.now),
      kind: 'far-from-store',
      key: `${accountId}|${input.storeId}`,
      merchantId: input.merchantId,
      storeId: input.storeId,
      count: metres,
      allowed,
      windowFrom: new Date(input.redeemedAt.getTime() - 1),
      windowUntil: input.redeemedAt,
      raisedAt: ctx.now,
      status: 'open',
    })
    if (fresh) await writeAudit(ctx, { action: FLAG_RAISED, entity: 'redemption_flag', entityId: id, detail: { kind: 'far-from-store', merchantId: input.merchantId, storeId: input.storeId, metres } })
  })
}
