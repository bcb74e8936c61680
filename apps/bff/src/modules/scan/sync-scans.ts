import type { OfflineScan, OfflineScanResult } from '@xinhui/contract'
import { chainFaults } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { callerAccount } from '../../http/caller'
import { writeAudit } from '../audit/write-audit'
import { noteDistance } from '../flag/note-distance'
import { findDeskPost, findMerchant, findStoreMerchantId } from '../merchant/merchant.store'
import { findUnstackable } from '../voucher/require-usable'
import { listBillMates } from '../voucher/bill.store'
import { listSubjectVoucherIds, findVoucher } from '../voucher/voucher.store'
import { type KitTicket, readTicket } from './kit-ticket'
import { presentScans } from './present-scan'
import { proveScan } from './prove-scan'
import { resolveScans } from './resolve-scans'
import { countRepeats, findScans, findStandings, type FlagKind, insertFlags, insertScans, listLog, type ScanRow, type StandingRow } from './scan.store'

export const SCANS_SYNCED = 'scan.synced'

/** So many vouchers of one person admitted more than once within so long make a flag. */
const REPEATS = 2
const REPEATS_WITHIN_MS = 30 * 86_400_000

interface Batch {
  storeId: string
  deviceId: string
  tickets: readonly string[]
  scans: readonly OfflineScan[]
}

/**
 * Takes in a piece of a desk's offline log: any piece, in any order, as often as it comes. Every scan is kept as a fact, proven
 * or not; then the vouchers concerned are booked and the good-faith payments brought in line. Answers what each scan counts as now.
 * The caller holds a post at the store, or did when the kit was issued to them: what was admitted is not lost with the post.
 * Throws NOT_FOUND for anybody else.
 */
export async function syncScans({ ctx: outer, input }: { ctx: Ctx; input: Batch }): Promise<{ results: OfflineScanResult[]; chain: 'sound' | 'gap' | 'broken' }> {
  const { accountId, subjectId } = callerAccount(outer)
  const tickets = new Map<string, KitTicket>()
  for (const text of input.tickets) {
    const ticket = readTicket(outer, text)
    if (ticket) tickets.set(ticket.kitId, ticket)
  }
  const merchantId = await findStoreMerchantId(outer.db, input.storeId)
  const may = [...tickets.values()].some((t) => t.accountId === accountId && t.storeId === input.storeId) || (subjectId !== null && (await findDeskPost(outer.db, subjectId, input.storeId)) !== undefined)
  if (merchantId === undefined || !may) throw new DomainError('NOT_FOUND')

  const { fresh, ...answer } = await inTransaction(outer, async (ctx) => {
    const desk = { merchantId, storeId: input.storeId, accountId, deviceId: input.deviceId }
    const facts: ScanRow[] = []
    for (const scan of input.scans) facts.push(await proveScan(ctx, desk, scan, tickets))
    const added = await insertScans(ctx.db, facts)
    // Also for scans that were there before: a delivery that is repeated heals what an earlier one may have left.
    const ids = facts.map((f) => f.id)
    const known = await findScans(ctx.db, ids)
    await resolveScans(ctx, known.flatMap((s) => s.voucherId ?? []))
    const standings = await findStandings(ctx.db, ids)
    const chain = await checkChain(ctx, input)
    await raiseFlags(ctx, known.filter((s) => added.has(s.id)), standings)
    if (added.size > 0) await writeAudit(ctx, { action: SCANS_SYNCED, entity: 'store', entityId: input.storeId, detail: { deviceId: input.deviceId, received: facts.length, added: added.size } })
    const byId = new Map(known.map((s) => [s.id, s]))
    const fresh = facts.flatMap((fact, i) => (added.has(fact.id) && standings.get(fact.id)?.standing === 'first' ? [{ fact, position: input.scans[i]?.position }] : []))
    return { fresh, chain, results: await presentScans(ctx, ids.flatMap((id) => byId.get(id) ?? []), standings) }
  })
  for (const { fact, position } of fresh) {
    if (position) await noteDistance({ ctx: outer, input: { accountId: fact.kitAccountId ?? fact.byAccountId, storeId: fact.storeId, merchantId, redeemedAt: fact.admittedAt, position } }).catch((error: unknown) => outer.log.error({ err: error, scanId: fact.id }, 'the distance of a scan was not noted'))
  }
  return answer
}

/** Where this piece meets the rest of the device's log. A fork or a rewritten entry is flagged; a gap may still close. */
async function checkChain(ctx: Ctx, { deviceId, scans }: Batch): Promise<'sound' | 'gap' | 'broken'> {
  const seqs = scans.map((s) => s.seq)
  const log = await listLog(ctx.db, deviceId, Math.min(...seqs) - 1, Math.max(...seqs) + 1)
  const faults = chainFaults(log)
  const here = new Set(seqs)
  const broken = log.flatMap((entry) => {
    const kind = faults.get(entry.hash)
    return kind === 'fork' || (kind === 'rewritten' && entry.seq !== (log[0]?.seq ?? 0)) ? [{ ...entry, kind }] : []
  })
  await raise(ctx, broken.map(({ id, kind, storeId, merchantId }) => ({ kind, scan: { id, storeId, merchantId, deviceId }, subjectId: null })))
  if (broken.length > 0) return 'broken'
  return log.some((entry) => here.has(entry.seq) && faults.get(entry.hash) === 'gap') ? 'gap' : 'sound'
}

async function raiseFlags(ctx: Ctx, added: readonly ScanRow[], standings: ReadonlyMap<string, StandingRow>): Promise<void> {
  const flags: Parameters<typeof raise>[1][number][] = []
  for (const scan of added) {
    const standing = standings.get(scan.id)
    const add = (kind: FlagKind, subjectId: string | null = null) => flags.push({ kind, scan, subjectId })
    if (scan.unproven !== null) add('unproven')
    if (scan.doubt === 'clock' || scan.doubt === 'known') add(scan.doubt)
    if (scan.terms !== null) add('terms')
    if (standing?.standing === 'first' && (await isStacked(ctx, scan))) add('stacked')
    if (!standing || (standing.standing !== 'again' && standing.standing !== 'returned')) continue
    const voucher = await findVoucher(ctx.db, standing.voucherId)
    if (!voucher) continue
    // Taken back because the merchant left: nobody's doing.
    if (standing.standing === 'returned' && (await findMerchant(ctx.db, scan.merchantId))?.status !== 'terminated') add('returned', voucher.subjectId)
    if (standing.standing === 'again' && scan.doubt === null && !standing.payable && standing.subsidyFen > 0) add('same-device')
    const since = new Date(ctx.now.getTime() - REPEATS_WITHIN_MS)
    if ((await countRepeats(ctx.db, await listSubjectVoucherIds(ctx.db, voucher.subjectId), since)) >= REPEATS) add('same-subject', voucher.subjectId)
  }
  await raise(ctx, flags)
}

/** Within one bill's time the same person had used another voucher here that does not go together with this one. */
async function isStacked(ctx: Ctx, scan: ScanRow): Promise<boolean> {
  const voucher = scan.voucherId === null ? undefined : await findVoucher(ctx.db, scan.voucherId)
  if (!voucher) return false
  const spanMs = ctx.city.limits.sameBillMinutes * 60_000
  const mates = await listBillMates(ctx.db, voucher, { storeId: scan.storeId, from: new Date(scan.admittedAt.getTime() - spanMs), until: new Date(scan.admittedAt.getTime() + spanMs) })
  return mates.length > 0 && (await findUnstackable(ctx, [voucher, ...mates])) !== undefined
}

async function raise(ctx: Ctx, flags: readonly { kind: FlagKind; scan: Pick<ScanRow, 'id' | 'deviceId' | 'merchantId' | 'storeId'>; subjectId: string | null }[]): Promise<void> {
  const rows = flags.map(({ kind, scan: { id, deviceId, merchantId, storeId }, subjectId }) => ({ id: newId('flg', ctx.now), kind, scanId: id, deviceId, merchantId, storeId, subjectId, createdAt: ctx.now }))
  for (const { kind, scanId, deviceId } of await insertFlags(ctx.db, rows)) await writeAudit(ctx, { action: 'scan.flagged', entity: 'scan', entityId: scanId, detail: { kind, deviceId } })
}
