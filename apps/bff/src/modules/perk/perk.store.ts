import { and, asc, desc, eq, gte, ilike, inArray, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId } from '../../db/sql'
import type { PerkEdge } from './perk.lifecycle'
import { perk, perkStockAlert, perkVersion } from './perk.table'

export type PerkRow = typeof perk.$inferSelect
export type PerkVersionRow = typeof perkVersion.$inferSelect

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

/** What vouchers were claimed under, by `perkId version`. */
export async function findPerkVersions(db: Db, keys: readonly { perkId: string; perkVersion: number }[]): Promise<Map<string, PerkVersionRow>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .select()
    .from(perkVersion)
    .where(or(...keys.map((k) => and(eq(perkVersion.perkId, k.perkId), eq(perkVersion.version, k.perkVersion)))))
  return new Map(rows.map((r) => [`${r.perkId} ${r.version}`, r]))
}

const shown = (day: string) => and(inArray(perk.status, ['published', 'exhausted']), gte(perk.claimUntil, day))

/** Perks residents may see on `day`, newest first, keyset-paged. `merchantIds` are those whose name matches the search. */
export function listShownPerks(
  db: Db,
  by: { day: string; scene?: string | undefined; ids?: readonly string[] | undefined; search?: { pattern: string; merchantIds: readonly string[] } | undefined; cursor?: string | undefined; limit: number },
): Promise<PerkRow[]> {
  const { search } = by
  return db
    .select()
    .from(perk)
    .where(
      and(
        shown(by.day),
        by.scene ? eq(perk.scene, by.scene) : undefined,
        by.ids ? inArray(perk.id, [...by.ids]) : undefined,
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

/** Locks the perks of a merchant that can still move, in the order of their ids, until the transaction ends. */
export const holdMerchantPerks = (db: Db, merchantId: string): Promise<PerkRow[]> =>
  db
    .select()
    .from(perk)
    .where(and(eq(perk.merchantId, merchantId), ne(perk.status, 'ended')))
    .orderBy(asc(perk.id))
    .for('no key update')

/** Gives one back; an exhausted perk is published again. The caller holds the lock and has made sure that there is one to give back. */
export async function returnQuota(db: Db, id: string, now: Date): Promise<{ reopened: boolean }> {
  const [row] = await db
    .update(perk)
    .set({ quotaUsed: sql`${perk.quotaUsed} - 1`, status: sql`CASE WHEN ${perk.status} = 'exhausted' THEN 'published' ELSE ${perk.status} END`, updatedAt: now })
    .where(eq(perk.id, id))
    .returning()
  return { reopened: row?.status === 'published' && row.quotaUsed + 1 >= row.quotaTotal }
}

/** Answers whether it was new: each level is told once a refill. */
export async function insertStockAlert(db: Db, row: typeof perkStockAlert.$inferInsert): Promise<boolean> {
  return (await db.insert(perkStockAlert).values(row).onConflictDoNothing().returning({ percent: perkStockAlert.percent })).length > 0
}

export const insertPerk = async (db: Db, row: typeof perk.$inferInsert): Promise<PerkRow | undefined> => (await db.insert(perk).values(row).onConflictDoNothing().returning())[0]

/** Reads and locks the perk's row until the transaction ends. */
export async function holdPerk(db: Db, id: string): Promise<PerkRow | undefined> {
  const [row] = await db.select().from(perk).where(eq(perk.id, id)).for('no key update')
  return row
}

export type PerkContent = Pick<
  typeof perk.$inferInsert,
  'scene' | 'kind' | 'title' | 'summary' | 'instructions' | 'tiers' | 'terms' | 'perPersonLimit' | 'claimFrom' | 'claimUntil' | 'voucherValidDays' | 'subsidyFen'
>

/** Writes the next version of a perk the caller holds; the database keeps it. Undefined: somebody else's edit came first. */
export async function writePerkVersion(db: Db, by: { id: string; version: number; content: PerkContent; status: PerkRow['status']; contentHash: string; now: Date }): Promise<PerkRow | undefined> {
  const [row] = await db
    .update(perk)
    .set({ ...by.content, status: by.status, version: by.version + 1, contentHash: by.contentHash, updatedAt: by.now })
    .where(and(eq(perk.id, by.id), eq(perk.version, by.version)))
    .returning()
  return row
}

/** Compare-and-set along one edge. Undefined: the perk was not there to move. Publishing and resuming stop at `exhausted` where nothing is left. */
export async function movePerk(db: Db, edge: PerkEdge, id: string, now: Date): Promise<PerkRow | undefined> {
  const to = edge.to === 'published' ? sql`CASE WHEN ${perk.quotaUsed} >= ${perk.quotaTotal} THEN 'exhausted' ELSE 'published' END` : edge.to
  const [row] = await db
    .update(perk)
    .set({ status: to, updatedAt: now })
    .where(and(eq(perk.id, id), inArray(perk.status, [...edge.from]), edge.to === 'published' ? eq(perk.testedVersion, perk.version) : undefined))
    .returning()
  return row
}

/** Marks this version as tested; a draft of it becomes `tested`. Undefined: the perk has moved on to another version. */
export async function markTested(db: Db, by: { id: string; version: number; now: Date }): Promise<PerkRow | undefined> {
  const [row] = await db
    .update(perk)
    .set({ testedVersion: by.version, status: sql`CASE WHEN ${perk.status} = 'draft' THEN 'tested' ELSE ${perk.status} END`, updatedAt: by.now })
    .where(and(eq(perk.id, by.id), eq(perk.version, by.version), sql`${perk.testedVersion} IS DISTINCT FROM ${by.version}`))
    .returning()
  return row
}

/** More of it; an exhausted perk is published again, and its stock is warned of anew. */
export async function addQuota(db: Db, by: { id: string; count: number; now: Date }): Promise<PerkRow | undefined> {
  const [row] = await db
    .update(perk)
    .set({ quotaTotal: sql`${perk.quotaTotal} + ${by.count}`, stockRound: sql`${perk.stockRound} + 1`, status: sql`CASE WHEN ${perk.status} = 'exhausted' THEN 'published' ELSE ${perk.status} END`, updatedAt: by.now })
    .where(and(eq(perk.id, by.id), ne(perk.status, 'ended')))
    .returning()
  return row
}

/** Every version of a perk, newest first. */
export const listVersionsOf = (db: Db, perkId: string): Promise<PerkVersionRow[]> => db.select().from(perkVersion).where(eq(perkVersion.perkId, perkId)).orderBy(desc(perkVersion.version)).limit(50)

/** The stock levels reached since the last refill, lowest first. */
export async function listStockAlerts(db: Db, row: Pick<PerkRow, 'id' | 'stockRound'>): Promise<{ percent: number; at: Date }[]> {
  return db
    .select({ percent: perkStockAlert.percent, at: perkStockAlert.at })
    .from(perkStockAlert)
    .where(and(eq(perkStockAlert.perkId, row.id), eq(perkStockAlert.round, row.stockRound)))
    .orderBy(perkStockAlert.percent)
}
