import { createHash } from 'node:crypto'
import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { syncCatalog } from '../catalog/sync-catalog'
import { seedProgrammes } from '../loan-programme/write-programme'
import { seedZones } from '../loan-zone/write-zone'
import { publicationRules } from './load-rules'
import { endItems, markItemsDue, upsertRules } from './publication.store'

/**
 * Brings what the database knows of the city's files up to date: the catalogue, the publication rules, and the zones and support programmes of the loan market it begins with. What an item no
 * longer public had published leaves the display in the same transaction; a changed rule has every record looked at again.
 * Idempotent; runs at every start.
 */
export async function syncCityData({ ctx: outer }: { ctx: Ctx }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const { changed } = await syncCatalog({ ctx })
    const zones = await seedZones({ ctx })
    const programmes = await seedProgrammes({ ctx })
    const rules = publicationRules(ctx.city)
    const written = await upsertRules(
      ctx.db,
      rules.map((rule) => ({
        id: rule.id,
        title: rule.title,
        sourceRef: rule.sourceRef,
        effectiveFrom: rule.effectiveFrom,
        effectiveTo: rule.effectiveTo,
        verified: rule.verified,
        contentHash: createHash('sha256').update(JSON.stringify(rule)).digest('base64url'),
      })),
      ctx.now,
    )
    if (changed.length > 0) {
      await endItems(ctx.db, changed, ctx.now)
      await markItemsDue(ctx.db, changed, ctx.now)
    }
    if (written.length > 0) await markItemsDue(ctx.db, 'all', ctx.now)
    if (changed.length + written.length + zones.length + programmes.length > 0) await writeAudit(ctx, { action: 'city.sync', entity: 'city', entityId: ctx.city.code, detail: { items: changed, rules: written, zones, programmes } })
  })
}
