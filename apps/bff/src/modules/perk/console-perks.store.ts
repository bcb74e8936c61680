import { sql } from 'drizzle-orm'
import type { ConsolePerk } from '@xinhui/contract'
import type { Db } from '../../db/client'
import { containing, rowsOf } from '../../db/sql'

export type ConsolePerkRow = Omit<ConsolePerk, 'sceneTitle'> & Record<string, unknown>

/** Perks with how far their quota is used. `onlyMerchantId` is the owner scope of a merchant's own console user. */
export function listConsolePerks(
  db: Db,
  by: { onlyMerchantId: string | null; perkId?: string; search?: string | undefined; status?: string | undefined; scene?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<ConsolePerkRow[]> {
  const like = by.search ? containing(by.search) : null
  return rowsOf<ConsolePerkRow>(
    db,
    sql`SELECT p.id AS "perkId", p.title, p.scene, p.kind, p.merchant_id AS "merchantId", m.name AS "merchantName", p.status,
          p.quota_total AS "quotaTotal", p.quota_used AS "quotaUsed", p.subsidy_fen AS "subsidyFen",
          p.claim_from::text AS "claimFrom", p.claim_until::text AS "claimUntil",
          (SELECT count(*)::int FROM redemption r JOIN voucher v ON v.id = r.voucher_id WHERE v.perk_id = p.id AND r.reversed_at IS NULL AND NOT r.test) AS redeemed
        FROM perk p JOIN merchant m ON m.id = p.merchant_id
        WHERE (${by.onlyMerchantId}::text IS NULL OR p.merchant_id = ${by.onlyMerchantId})
          AND (${by.perkId ?? null}::text IS NULL OR p.id = ${by.perkId ?? null})
          AND (${like}::text IS NULL OR p.title LIKE ${like} OR m.name LIKE ${like})
          AND (${by.status ?? null}::text IS NULL OR p.status = ${by.status ?? null})
          AND (${by.scene ?? null}::text IS NULL OR p.scene = ${by.scene ?? null})
          AND (${by.cursor ?? null}::text IS NULL OR p.id > ${by.cursor ?? null})
        ORDER BY p.id LIMIT ${by.limit}`,
  )
}
