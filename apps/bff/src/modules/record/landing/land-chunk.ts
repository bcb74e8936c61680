import type { Ctx } from '../../../context'
import type { Target } from '../layout/layout'
import type { ValidRow } from '../validate/validate-row'
import { forgetSeen, noteSeen } from '../record.store'
import { rowKeyer } from './key-row'
import { landLenders, landLoanProducts, landPerks } from './land-offers'
import { landMerchants, landPosts, landStores } from './land-merchants'
import { landRecords } from './land-records'
import { landOrganizations, landPersons } from './land-subjects'
import { type Batch, contradiction, type KeyedRow, type Land, type Landed, type Outcome, type WindowLanding } from './landing'

const LANDS: Record<Target, Land> = {
  record: landRecords,
  organization: landOrganizations,
  person: landPersons,
  merchant: landMerchants,
  store: landStores,
  'merchant-post': landPosts,
  perk: landPerks,
  lender: landLenders,
  'loan-product': landLoanProducts,
}

const conflict = (row: number, before: number): Outcome => ({ field: null, reason: contradiction(row, before) })

/**
 * Lands one chunk of valid rows. Within one file an identical repetition counts as unchanged; one that contradicts an
 * earlier row is refused, naming both.
 */
async function landChunk(ctx: Ctx, batch: Batch, rows: readonly KeyedRow[]): Promise<Outcome[]> {
  const outcomes = new Map<KeyedRow, Outcome>()
  const first = new Map<string, KeyedRow>()
  const repeats: [KeyedRow, KeyedRow][] = []
  for (const row of rows) {
    const before = first.get(row.key)
    if (before) repeats.push([row, before])
    else first.set(row.key, row)
  }
  const seen = await noteSeen(ctx.db, [...first.values()].map(({ key, hash, row }) => ({ key, hash, row })))
  const fresh: KeyedRow[] = []
  for (const row of first.values()) {
    const before = seen.get(row.key)
    if (!before) fresh.push(row)
    else outcomes.set(row, before.hash === row.hash ? 'unchanged' : conflict(row.row, before.row))
  }
  if (fresh.length > 0) {
    const landed = await LANDS[batch.layout.target](ctx, batch, fresh)
    for (const [i, row] of fresh.entries()) outcomes.set(row, landed[i] ?? 'unchanged')
    const refused = fresh.filter((row) => typeof outcomes.get(row) === 'object').map((row) => row.key)
    if (refused.length > 0) await forgetSeen(ctx.db, refused)
  }
  for (const [row, before] of repeats) {
    const earlier = outcomes.get(before) ?? 'unchanged'
    const first = seen.get(row.key) ?? before
    if (row.hash !== first.hash) outcomes.set(row, conflict(row.row, first.row))
    else outcomes.set(row, typeof earlier === 'object' ? earlier : 'unchanged')
  }
  return rows.map((row) => outcomes.get(row) ?? 'unchanged')
}

const CHUNK_ROWS = 1000

/** Lands through Node, a chunk at a time: every target, either database. */
export function chunkLanding(ctx: Ctx, batch: Batch): WindowLanding & { take(row: ValidRow): void } {
  const keyed = rowKeyer(ctx.keys.sealer, batch.layout)
  let taken: KeyedRow[] = []
  return {
    windowRows: CHUNK_ROWS,
    take: (row) => void taken.push(keyed(row)),
    async land() {
      const rows = taken
      taken = []
      const landed: Landed = { rowsNew: 0, rowsChanged: 0, rowsUnchanged: 0, refused: [] }
      const outcomes = rows.length === 0 ? [] : await landChunk(ctx, batch, rows)
      for (const [i, source] of rows.entries()) {
        const outcome = outcomes[i]
        if (outcome === 'new') landed.rowsNew += 1
        else if (outcome === 'changed') landed.rowsChanged += 1
        else if (outcome === 'unchanged') landed.rowsUnchanged += 1
        else if (outcome) landed.refused.push({ row: source.row, source, ...outcome })
      }
      return landed
    },
    end: () => Promise.resolve(),
  }
}
