import { type Ctx, inTransaction } from '../../context'
import { cityData } from '../city/city-data'
import { retireCatalogItems, upsertCatalogItems } from './catalog.store'

/**
 * Brings the database's catalogue to the city's file; safe to run at every start and in several processes. An item whose
 * publicity changed, or that is gone, is answered: what was published of it has to be looked at again.
 */
export async function syncCatalog({ ctx: outer }: { ctx: Ctx }): Promise<{ changed: string[] }> {
  return inTransaction(outer, async (ctx) => {
    const { catalog } = cityData(ctx.city)
    const rows = catalog.items.map(({ code, title, kind, publicity }) => ({ code, title, kind, publicity }))
    const changed = await upsertCatalogItems(ctx.db, rows, catalog.version, ctx.now)
    const retired = await retireCatalogItems(ctx.db, rows.map((r) => r.code), ctx.now)
    return { changed: [...changed, ...retired] }
  })
}
