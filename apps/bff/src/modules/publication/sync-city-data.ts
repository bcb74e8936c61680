import { type Ctx, inTransaction } from '../../context'
import { syncCatalog } from '../catalog/sync-catalog'

/** Brings what the database knows of the city's files up to date: the catalogue and the publication rules. Idempotent. */
export async function syncCityData({ ctx: outer }: { ctx: Ctx }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    await syncCatalog({ ctx })
  })
}
