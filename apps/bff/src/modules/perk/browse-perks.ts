import type { Perk, PerkCard, Scene } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { containing } from '../../db/sql'
import { DomainError } from '../../errors'
import { requireFirm } from '../agency/require-firm'
import { findMerchant, findMerchantIdsByName, findMerchants, findOpenStores, mayIssue, type MerchantRow } from '../merchant/merchant.store'
import { findSeriousListed } from '../record/serious-list.store'
import { findOrganizationScore } from '../score/organization-score.store'
import { findScoreTotal } from '../score/score-total.store'
import { findHeldVouchers } from '../voucher/voucher.store'
import { perkEligibility, type PerkReader } from './perk.eligibility'
import { countShownPerks, findPerk, listShownPerks, type PerkRow } from './perk.store'
import { presentCard, presentPerk } from './present-perk'
import { findFullSpans } from './span-state'

/** Rows looked at for one page at most: a filter that hides nearly everything must not read the whole table. */
const MAX_BATCHES = 20

type Reader = Pick<PerkReader, 'audience' | 'loggedIn' | 'realName' | 'scoreCenti' | 'day'> & { subjectId: string | null }

/** The caller, or the firm they act for. Throws NOT_FOUND or FORBIDDEN for a firm whose perks are not theirs to claim. */
async function readReader(ctx: Ctx, firmId: string | undefined): Promise<Reader> {
  const day = dayInShanghai(ctx.now.getTime())
  if (firmId !== undefined) {
    await requireFirm(ctx, firmId, 'perk')
    return { audience: 'organization', loggedIn: true, realName: true, scoreCenti: (await findOrganizationScore(ctx.db, firmId))?.totalCenti ?? null, day, subjectId: firmId }
  }
  const subjectId = ctx.actor.kind === 'account' ? ctx.actor.subjectId : null
  const score = subjectId ? await findScoreTotal(ctx, subjectId) : null
  return { audience: 'person', loggedIn: ctx.actor.kind === 'account', realName: subjectId !== null, scoreCenti: score?.totalCenti ?? null, day, subjectId }
}

/** Those of the merchants that may honour a perk now: active, and not on a serious list (rule 6). */
async function merchantsThatMay(ctx: Ctx, merchants: readonly MerchantRow[], day: string): Promise<Set<string>> {
  const active = merchants.filter((m) => mayIssue(m, day))
  const listed = await findSeriousListed(
    ctx.db,
    active.map((m) => m.subjectId),
    day,
  )
  return new Set(active.filter((m) => !listed.has(m.subjectId)).map((m) => m.id))
}

/** The city's scenes in the city's order, each with the number of perks shown in it. */
export async function listScenes(ctx: Ctx): Promise<Scene[]> {
  const day = dayInShanghai(ctx.now.getTime())
  const counts = await countShownPerks(ctx.db, day)
  const merchants = await findMerchants(
    ctx.db,
    counts.map((c) => c.merchantId),
  )
  const may = await merchantsThatMay(ctx, [...merchants.values()], day)
  return ctx.city.scenes.map((scene) => ({
    ...scene,
    perkCount: counts.filter((c) => c.scene === scene.code && may.has(c.merchantId)).reduce((sum, c) => sum + c.count, 0),
  }))
}

/** One page of perks with the reader's eligibility. Perks of a merchant that may not honour them are not shown. `onlyMine`: those the reader can claim now; `ids`: of these only; `firmId`: for a firm the caller acts for. */
export async function listPerks(
  ctx: Ctx,
  query: { scene?: string | undefined; search?: string | undefined; onlyMine?: boolean; ids?: readonly string[] | undefined; firmId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: PerkCard[]; nextCursor: string | null }> {
  const reader = await readReader(ctx, query.firmId)
  const term = query.search?.trim()
  const pattern = term ? containing(term) : undefined
  const search = pattern ? { pattern, merchantIds: await findMerchantIdsByName(ctx.db, pattern) } : undefined
  const size = query.limit + 1
  const items: { card: PerkCard; id: string }[] = []
  let cursor = query.cursor
  let more = true
  for (let batch = 0; more && batch < MAX_BATCHES && items.length < size; batch += 1) {
    const rows = await listShownPerks(ctx.db, { day: reader.day, scene: query.scene, ids: query.ids, search, cursor, limit: size })
    more = rows.length === size
    cursor = rows.at(-1)?.id ?? cursor
    for (const card of await cardsOf(ctx, rows, reader)) {
      if (!query.onlyMine || card.eligibility.verdict === 'eligible' || card.eligibility.verdict === 'eligible-floor') items.push({ card, id: card.perkId })
    }
  }
  const page = items.slice(0, query.limit)
  // A page cut short by MAX_BATCHES goes on where reading stopped, not where the last match was.
  const nextCursor = items.length > query.limit ? (page.at(-1)?.id ?? null) : more ? (cursor ?? null) : null
  return { items: page.map((i) => i.card), nextCursor }
}

async function cardsOf(ctx: Ctx, rows: readonly PerkRow[], reader: Reader): Promise<PerkCard[]> {
  const merchants = await findMerchants(
    ctx.db,
    rows.map((r) => r.merchantId),
  )
  const may = await merchantsThatMay(ctx, [...merchants.values()], reader.day)
  const held = reader.subjectId
    ? await findHeldVouchers(
        ctx.db,
        reader.subjectId,
        rows.map((r) => r.id),
        ctx.now,
      )
    : new Map<string, { claims: number }>()
  const stores = await findOpenStores(ctx.db, [...may])
  const full = await findFullSpans(ctx, reader.subjectId, rows)
  return rows.flatMap((row) => {
    const merchant = merchants.get(row.merchantId)
    if (!merchant || !may.has(merchant.id)) return []
    return [presentCard(ctx.city, row, merchant, perkEligibility(row, { ...reader, claims: held.get(row.id)?.claims ?? 0, merchantMay: true, full: full.get(row.id) }), stores.get(merchant.id) ?? [])]
  })
}

/** One perk with stores and the reader's own voucher of it. What was not published yet does not exist for residents. */
export async function readPerk(ctx: Ctx, perkId: string, firmId?: string): Promise<Perk> {
  const row = await findPerk(ctx.db, perkId)
  const merchant = row ? await findMerchant(ctx.db, row.merchantId) : undefined
  if (!row || !merchant || row.status === 'draft' || row.status === 'tested') throw new DomainError('NOT_FOUND')
  const reader = await readReader(ctx, firmId)
  const may = await merchantsThatMay(ctx, [merchant], reader.day)
  const held = reader.subjectId ? (await findHeldVouchers(ctx.db, reader.subjectId, [row.id], ctx.now)).get(row.id) : undefined
  const stores = await findOpenStores(ctx.db, [merchant.id])
  const eligibility = perkEligibility(row, { ...reader, claims: held?.claims ?? 0, merchantMay: may.has(merchant.id), full: (await findFullSpans(ctx, reader.subjectId, [row])).get(row.id) })
  return presentPerk(ctx.city, row, merchant, eligibility, stores.get(merchant.id) ?? [], held?.issuedId ?? null)
}
