import { sql } from 'drizzle-orm'
import type { Flag } from '@xinhui/contract'
import type { Db } from '../../db/client'
import { containing, rowsOf } from '../../db/sql'

export type BoardRow = Omit<Flag, 'flagId' | 'note'> & { id: string; noteSealed: string | null } & Record<string, unknown>

export interface BoardFilter {
  flagId?: string
  status?: Flag['status'] | undefined
  source?: Flag['source'] | undefined
  kind?: Flag['kind'] | undefined
  merchantId?: string | undefined
  search?: string | undefined
  /** Raised after, or not after, this instant. */
  after?: Date | undefined
  before?: Date | undefined
  cursor?: string | undefined
  limit: number
}

const utc = (column: string) => sql.raw(`to_char(f.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

/** How many of each kind are open, and how many were raised after `since`; kinds with neither are left out. */
export const countBoard = (db: Db, since: Date): Promise<({ kind: Flag['kind']; open: number; lastWeek: number } & Record<string, unknown>)[]> =>
  rowsOf(
    db,
    sql`SELECT kind, (count(*) FILTER (WHERE status = 'open'))::int AS open, (count(*) FILTER (WHERE raised_at > ${since.toISOString()}::timestamptz))::int AS "lastWeek"
        FROM (SELECT kind, status, raised_at FROM redemption_flag UNION ALL SELECT kind, status, created_at FROM scan_flag) f
        WHERE status = 'open' OR raised_at > ${since.toISOString()}::timestamptz GROUP BY kind ORDER BY open DESC, "lastWeek" DESC, kind`,
  )

/** Both kinds of flags as one list, newest first: their ids share a prefix and sort in time. `cursor` is the last id of the page before. */
export function listBoard(db: Db, by: BoardFilter): Promise<BoardRow[]> {
  const like = by.search ? containing(by.search) : null
  const [after, before] = [by.after?.toISOString() ?? null, by.before?.toISOString() ?? null]
  return rowsOf<BoardRow>(
    db,
    sql`SELECT f.id, f.source, f.kind, f.merchant_id AS "merchantId", m.name AS "merchantName", f.store_id AS "storeId", s.name AS "storeName", f.count, f.allowed,
          ${utc('window_from')} AS "windowFrom", ${utc('window_until')} AS "windowUntil", ${utc('raised_at')} AS "raisedAt",
          f.status, f.outcome, f.note_sealed AS "noteSealed", ${utc('closed_at')} AS "closedAt"
        FROM (
          SELECT id, 'redemption' AS source, kind, merchant_id, store_id, count, allowed, window_from, window_until, raised_at, status, outcome, note_sealed, closed_at FROM redemption_flag
          UNION ALL
          SELECT id, 'scan', kind, merchant_id, store_id, NULL, NULL, NULL, NULL, created_at, status, outcome, note_sealed, closed_at FROM scan_flag
        ) f JOIN merchant m ON m.id = f.merchant_id JOIN store s ON s.id = f.store_id
        WHERE (${by.flagId ?? null}::text IS NULL OR f.id = ${by.flagId ?? null})
          AND (${by.status ?? null}::text IS NULL OR f.status = ${by.status ?? null})
          AND (${by.source ?? null}::text IS NULL OR f.source = ${by.source ?? null})
          AND (${by.kind ?? null}::text IS NULL OR f.kind = ${by.kind ?? null})
          AND (${by.merchantId ?? null}::text IS NULL OR f.merchant_id = ${by.merchantId ?? null})
          AND (${like}::text IS NULL OR m.name LIKE ${like} OR s.name LIKE ${like})
          AND (${after}::timestamptz IS NULL OR f.raised_at > ${after}::timestamptz)
          AND (${before}::timestamptz IS NULL OR f.raised_at <= ${before}::timestamptz)
          AND (${by.cursor ?? null}::text IS NULL OR f.id < ${by.cursor ?? null})
        ORDER BY f.id DESC LIMIT ${by.limit}::int`,
  )
}
