import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset, rowsOf } from '../../db/sql'
import { loadedCode } from './perk.table'

/** Adds codes to a perk's bucket; one it already holds, taken or not, is passed over. Answers how many were new. */
export async function insertCodes(db: Db, perkId: string, codes: readonly { id: string; codeSealed: string; codeBlind: string }[], now: Date): Promise<number> {
  if (codes.length === 0) return 0
  const rows = await rowsOf<{ one: number }>(
    db,
    sql`INSERT INTO loaded_code (id, perk_id, code_sealed, code_blind, created_at)
        SELECT i.id, ${perkId}, i."codeSealed", i."codeBlind", ${now.toISOString()}::timestamptz FROM ${recordset(codes, 'id text, "codeSealed" text, "codeBlind" text')}
        ON CONFLICT (perk_id, code_blind) DO NOTHING RETURNING 1 AS one`,
  )
  return rows.length
}

/**
 * Hands one code to a voucher, in the claim's own transaction. SKIP LOCKED: two claims never wait for, nor get, the same one.
 * False: the bucket is empty.
 */
export async function takeCode(db: Db, perkId: string, voucherId: string, now: Date): Promise<boolean> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`UPDATE loaded_code SET voucher_id = ${voucherId}, taken_at = ${now.toISOString()}::timestamptz
        WHERE id = (SELECT id FROM loaded_code WHERE perk_id = ${perkId} AND voucher_id IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`,
  )
  return rows.length > 0
}

/** The sealed codes of vouchers, by voucher. */
export async function findCodes(db: Db, voucherIds: readonly string[]): Promise<Map<string, string>> {
  if (voucherIds.length === 0) return new Map()
  const rows = await rowsOf<{ voucherId: string; codeSealed: string }>(db, sql`SELECT c.voucher_id AS "voucherId", c.code_sealed AS "codeSealed" FROM ${recordset(voucherIds.map((id) => ({ id })), 'id text')} JOIN loaded_code c ON c.voucher_id = i.id`)
  return new Map(rows.map((r) => [r.voucherId, r.codeSealed]))
}

export async function countCodes(db: Db, perkId: string): Promise<{ total: number; taken: number }> {
  const [all] = await db.select({ n: sql<number>`count(*)::int` }).from(loadedCode).where(eq(loadedCode.perkId, perkId))
  const [taken] = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(loadedCode)
    .where(and(eq(loadedCode.perkId, perkId), isNotNull(loadedCode.voucherId)))
  return { total: all?.n ?? 0, taken: taken?.n ?? 0 }
}

/** Perks of loaded codes that never had one. */
export async function listEmptyBuckets(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(db, sql`SELECT p.id FROM perk p WHERE p.kind = 'loaded-code' AND p.status <> 'ended' AND NOT EXISTS (SELECT 1 FROM loaded_code c WHERE c.perk_id = p.id) ORDER BY p.id`)
  return rows.map((r) => r.id)
}
