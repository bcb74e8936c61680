import { and, asc, desc, eq, gte, ilike, inArray, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId } from '../../db/sql'
import { perk, perkVersion } from './perk.table'

export type PerkRow = typeof perk.$inferSelect

export async function findPerk(db: Db, id: string): Promise<PerkRow | undefined> {
  const [row] = await db.select().from(perk).where(eq(perk.id, id))
  return row
}

export async function findPerkScenes(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select({ id: perk.id, scene: perk.scene }).from(perk).where(inArray(perk.id, [...new Set(ids)]))
  return new Map(rows.map((r) => [r.id, r.scene]))
}

/** Every version of the perks a merchant has or had on offer. */
export async function listPerkVersions(db: Db, merchantId: string): Promise<(typeof perkVersion.$inferSelect)[]> {
  const rows = await db
    .select({ version: perkVersion })
    .from(perkVersion)
    .innerJoin(perk, eq(perk.id, perkVersion.perkId))
    .where(and(eq(perk.merchantId, merchantId), ne(perk.status, 'draft')))
    .orderBy(asc(perkVersion.perkId), asc(perkVersion.version))
  return rows.map((row) => row.version)
}

const shown = (day: string) => and(inArray(perk.status, ['published', 'exhausted']), gte(perk.claimUntil, day))

/** Perks residents may see on `day`, newest first, keyset-paged. `merchantIds` are those whose name matches the search. */
export function listShownPerks(
  db: Db,
  by: { day: string; scene?: string | undefined; search?: { pattern: string; merchantIds: readonly string[] } | undefined; cursor?: string | undefined; limit: number },
): Promise<PerkRow[]> {
  const { search } = by
  return db
    .select()
    .from(perk)
    .where(
      and(
        shown(by.day),
        by.scene ? eq(perk.scene, by.scene) : undefined,
        search ? or(ilike(perk.title, search.pattern), ilike(perk.summary, search.pattern), inArray(perk.merchantId, [...search.merchantIds])) : undefined,
        afterId(perk.id, by.cursor),
      ),
    )
    .orderBy(desc(perk.id))
    .limit(by.limit)
}

/** How many perks each merchant shows in each scene on `day`. */
export function countShownPerks(db: Db, day: string): Promise<{ scene: string; merchantId: string; count: number }[]> {
  return db
    .select({ scene: perk.scene, merchantId: perk.merchantId, count: sql<number>`count(*)::int` })
    .from(perk)
    .where(shown(day))
    .groupBy(perk.scene, perk.merchantId)
}

/**
 * Takes one from the quota: the statement that decides who gets the last one. Undefined: published, window or quota said no.
 * It locks the perk's row until the transaction ends; whoever also changes vouchers of the perk takes this lock first.
 */
export async function takeQuota(db: Db, id: string, day: string, now: Date): Promise<PerkRow | undefined> {
  const [row] = await db
    .update(perk)
    .set({
      quotaUsed: sql`${perk.quotaUsed} + 1`,
      status: sql`CASE WHEN ${perk.quotaUsed} + 1 >= ${perk.quotaTotal} THEN 'exhausted' ELSE ${perk.status} END`,
      updatedAt: now,
    })
    .where(and(eq(perk.id, id), eq(perk.status, 'published'), lt(perk.quotaUsed, perk.quotaTotal), lte(perk.claimFrom, day), gte(perk.claimUntil, day)))
    .returning()
  return row
}

/** Locks the perk's row until the transaction ends, as `takeQuota` does, without changing it. */
export async function lockPerk(db: Db, id: string): Promise<void> {
  await db.select({ id: perk.id }).from(perk).where(eq(perk.id, id)).for('no key update')
}

/** Gives back what withdrawn vouchers had taken. The caller holds the lock and has just withdrawn `count` of this perk. */
export const returnQuotas = (db: Db, id: string, count: number, now: Date) =>
  db
    .update(perk)
    .set({ quotaUsed: sql`${perk.quotaUsed} - ${count}::int`, updatedAt: now })
    .where(eq(perk.id, id))

/** Ends every perk of a merchant that leaves. A claim under way holds its perk's lock: it commits before, or finds the perk ended. */
export async function endMerchantPerks(db: Db, merchantId: string, now: Date): Promise<string[]> {
  const rows = await db
    .update(perk)
    .set({ status: 'ended', updatedAt: now })
    .where(and(eq(perk.merchantId, merchantId), ne(perk.status, 'ended')))
    .returning({ id: perk.id })
  return rows.map((r) => r.id)
}

/** Gives one back; an exhausted perk is published again. The caller holds the lock and has made sure that there is one to give back. */
export async function returnQuota(db: Db, id: string, now: Date): Promise<{ reopened: boolean }> {
  const [row] = await db
    .update(perk)
    .set({ quotaUsed: sql`${perk.quotaUsed} - 1`, status: sql`CASE WHEN ${perk.status} = 'exhausted' THEN 'published' ELSE ${perk.status} END`, updatedAt: now })
    .where(eq(perk.id, id))
    .returning()
  return { reopened: row?.status === 'published' && row.quotaUsed + 1 >= row.quotaTotal }
}
