import type { Flag, FlaggedScan } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import type { Api } from '../../http/route'
import { findStoreNames } from '../merchant/merchant.store'
import { type FlaggedScanRow, listFlaggedScans } from '../scan/flagged-scans.store'
import { type BoardFilter, type BoardRow, countBoard, listBoard } from './board.store'
import { closeFlag, FLAG_CLOSED, SEAL_FLAG_NOTE } from './close-flag'
import { findFlag, listFlagged, listRedemptionsOf } from './flag.store'

const ROWS = 200
const DAY_MS = 86_400_000

const presentFlag = (ctx: Ctx, { id, noteSealed, ...row }: BoardRow): Flag => ({ flagId: id, ...row, note: noteSealed === null ? null : ctx.keys.sealer.open(noteSealed, SEAL_FLAG_NOTE) })

function presentScan(row: FlaggedScanRow): FlaggedScan {
  // A voucher's number would lead to its holder.
  const { voucherId: _, ...scan } = row
  return scan
}

async function findOnBoard(ctx: Ctx, flagId: string): Promise<Flag> {
  const [row] = await listBoard(ctx.db, { flagId, limit: 1 })
  if (!row) throw new DomainError('NOT_FOUND')
  return presentFlag(ctx, row)
}

/** The instants between which a flag of this age was raised. */
function raised(ctx: Ctx, age: 'day' | 'week' | 'older' | undefined): Pick<BoardFilter, 'after' | 'before'> {
  const ago = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS)
  if (age === undefined) return {}
  return age === 'older' ? { before: ago(7) } : { after: ago(age === 'day' ? 1 : 7) }
}

export function registerFlagRoutes(api: Api): void {
  const readers = { roles: ['reviewer', 'auditor', 'administrator'], owner: 'city', audit: null } as const

  api.route('GET /console/flags', readers, async ({ ctx, query: { age, ...query } }) => {
    const rows = await listBoard(ctx.db, { ...query, ...raised(ctx, age), limit: query.limit + 1 })
    const page = rows.slice(0, query.limit)
    return { items: page.map((row) => presentFlag(ctx, row)), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
  })

  api.route('GET /console/flag-counts', readers, async ({ ctx }) => ({ items: await countBoard(ctx.db, new Date(ctx.now.getTime() - 7 * DAY_MS)) }))

  api.route('GET /console/flags/{flagId}', readers, async ({ ctx, params }) => {
    const flag = await findOnBoard(ctx, params.flagId)
    const scans = flag.source === 'scan' ? await listFlaggedScans(ctx.db, flag.flagId, ROWS) : []
    const pattern = flag.source === 'redemption' ? await findFlag(ctx.db, flag.flagId) : undefined
    const rows = pattern ? await listFlagged(ctx.db, pattern, ROWS) : await listRedemptionsOf(ctx.db, scans.flatMap((s) => s.voucherId ?? []), ROWS)
    const stores = await findStoreNames(ctx.db, rows.map((r) => r.storeId))
    return { flag, rows: rows.map(({ storeId, ...r }) => ({ ...r, storeName: stores.get(storeId) ?? '' })), scans: scans.map(presentScan) }
  })

  api.route('POST /console/flags/{flagId}/closure', { roles: ['reviewer'], owner: 'city', audit: FLAG_CLOSED }, async ({ ctx, params, body }) => {
    await closeFlag({ ctx, input: { flagId: params.flagId, staffId: callerStaff(ctx).staffId, ...body } })
    return findOnBoard(ctx, params.flagId)
  })
}
