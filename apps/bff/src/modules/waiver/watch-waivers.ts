import { type Ctx, inTransaction } from '../../context'
import { shanghaiMoment } from '../voucher/explain-voucher'
import { letClaimStand } from './answer-claim'
import { lapseWaivers } from './cancel-waiver'
import { moveWaiver, recordEvent, tellResident } from './move-waiver'
import { billWaiver } from './return-waiver'
import { WAIVER_EDGES, WAIVER_EVENTS } from './waiver.lifecycle'
import { deleteQuotesBefore, listDeadlines, listLate, listToRemind, lockWaiver, setWaiver, type WaiverRow } from './waiver.store'

const LIMIT = 200
/** A quote is forgotten so long after its time. */
const KEEP_QUOTES_MS = 86_400_000

/** Each in a transaction of its own, with its row locked and looked at again: several processes may come by. */
async function forEach(ctx: Ctx, ids: readonly string[], work: (tx: Ctx, row: WaiverRow) => Promise<unknown>): Promise<number> {
  for (const id of ids) {
    await inTransaction(ctx, async (tx) => {
      const row = await lockWaiver(tx.db, id)
      if (row) await work(tx, row)
    })
  }
  return ids.length
}

/**
 * What the calendar does to orders: reminders before the end, overdue, the merchant's time to claim and the person's to dispute
 * running out, orders nobody came for. Answers how many it touched.
 */
export async function watchWaivers({ ctx }: { ctx: Ctx }): Promise<number> {
  const policy = ctx.city.waiver
  if (!policy) return 0
  let touched = await lapseWaivers({ ctx, input: { limit: LIMIT } })
  touched += await forEach(ctx, await listLate(ctx.db, ctx.now, LIMIT), runLate)
  for (const hours of policy.remindHoursBefore.toSorted((a, b) => a - b)) {
    touched += await forEach(ctx, await listToRemind(ctx.db, ctx.now, hours, LIMIT), (tx, row) => remind(tx, row, hours))
  }
  touched += await forEach(ctx, await listDeadlines(ctx.db, ctx.now, LIMIT), meetDeadline)
  await deleteQuotesBefore(ctx.db, new Date(ctx.now.getTime() - KEEP_QUOTES_MS))
  return touched
}

async function runLate(ctx: Ctx, row: WaiverRow): Promise<void> {
  if (row.status !== 'in-use' || !row.dueAt || row.dueAt > ctx.now) return
  const late = await moveWaiver(ctx, row, WAIVER_EDGES.runLate, { by: 'system' })
  await tellResident(ctx, late, { cause: `overdue:${row.dueAt.toISOString()}`, title: `${row.title}：已过${row.kind === 'deposit-waiver' ? '归还' : '付款'}时间`, body: '请尽快到店办理。商户可以在您同意的上限以内申请赔偿，您可以提出异议；不会因此扣信用分。' })
}

async function remind(ctx: Ctx, row: WaiverRow, hours: number): Promise<void> {
  if (row.status !== 'in-use' || !row.dueAt || row.dueAt <= ctx.now || (row.remindedHours !== null && row.remindedHours <= hours)) return
  await setWaiver(ctx.db, row.id, { remindedHours: hours })
  await recordEvent(ctx, row, { event: WAIVER_EVENTS.remind, by: 'system', detail: { hours } })
  await tellResident(ctx, row, { cause: `remind:${row.dueAt.toISOString()}:${hours}`, title: `${row.title}：快到${row.kind === 'deposit-waiver' ? '归还' : '付款'}时间了`, body: `请在 ${shanghaiMoment(row.dueAt)} 前到店办理。` })
}

async function meetDeadline(ctx: Ctx, row: WaiverRow): Promise<void> {
  if (row.status === 'returned' && !row.billedAt && row.claimUntil && row.claimUntil <= ctx.now) await billWaiver(ctx, row)
  if (row.status === 'claimed' && row.disputeUntil && row.disputeUntil <= ctx.now) await letClaimStand(ctx, row)
}
