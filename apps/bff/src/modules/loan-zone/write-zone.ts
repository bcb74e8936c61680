import type { Api } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { cityZones } from './city-zones'
import { insertZones, listZones, updateZone, type ZoneRow } from './loan-zone.store'

export const ZONE_OPENED = 'loan-zone.opened'
export const ZONE_CHANGED = 'loan-zone.changed'

/** Zones of the city's file that the database does not know yet: what the office has changed stays changed. Idempotent; runs at every start. */
export async function seedZones({ ctx }: { ctx: Ctx }): Promise<string[]> {
  const added = await insertZones(ctx.db, cityZones(ctx.city).map((zone, i) => ({ ...zone, position: (i + 1) * 10, isOpen: true, version: 1, updatedAt: ctx.now })))
  return added.map((zone) => zone.code)
}

/** Opens a zone. Refuses: CONFLICT for a code that is taken. */
export async function openZone({ ctx: outer, input }: { ctx: Ctx; input: Api['POST /console/loan-zones']['body'] }): Promise<ZoneRow> {
  return inTransaction(outer, async (ctx) => {
    const [row] = await insertZones(ctx.db, [{ ...input, isOpen: true, version: 1, updatedAt: ctx.now }])
    if (!row) throw new DomainError('CONFLICT', { detail: `已有代码为“${input.code}”的专区` })
    await writeAudit(ctx, { action: ZONE_OPENED, entity: 'loan-zone', entityId: row.code, detail: { shows: row.shows, position: row.position } })
    return row
  })
}

/** Changes, closes or opens again. Refuses: NOT_FOUND, CONFLICT when somebody else changed it meanwhile. */
export async function changeZone({ ctx: outer, input: { code, version, ...to } }: { ctx: Ctx; input: Api['PUT /console/loan-zones/{code}']['body'] & { code: string } }): Promise<ZoneRow> {
  return inTransaction(outer, async (ctx) => {
    const row = await updateZone(ctx.db, { code, version }, { ...to, updatedAt: ctx.now })
    if (!row) {
      if (!(await listZones(ctx.db)).some((zone) => zone.code === code)) throw new DomainError('NOT_FOUND')
      throw new DomainError('CONFLICT', { detail: '这个专区刚被别人改过，请刷新后再改' })
    }
    await writeAudit(ctx, { action: ZONE_CHANGED, entity: 'loan-zone', entityId: code, detail: { isOpen: row.isOpen, shows: row.shows, position: row.position, version: row.version } })
    return row
  })
}
