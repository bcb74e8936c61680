import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import type { ChannelAnswer } from '../../gateways/gateways'
import { writeAudit } from '../audit/write-audit'
import { isShownNow } from '../publication/shown.store'
import { findUsableRecord } from '../record/score-records.store'
import { findSubject } from '../subject/subject.store'
import { workingCalendar } from '../calendar/working-calendar'
import { colourOf } from './clocks'
import { type ChannelRow, findChannel, findEffect, listChannels, takeChannels, writeChannel } from './effect.store'
import { moveCase } from './move-case'
import { noticeTo } from './notify-applicant'
import { repairPolicy } from './repair-policy'
import { restoredBy } from './restored-by'
import { type CaseRow, findCase, listClocks, lockCase } from './repair.store'

const LEASE_MS = 60_000
const LONGEST_WAIT_MS = 3_600_000

/** When it is asked again: 15, 30, 60 … seconds after, an hour at most. It never gives up. */
const nextAsk = (now: Date, attempts: number) => new Date(now.getTime() + Math.min(15_000 * 2 ** Math.min(attempts, 10), LONGEST_WAIT_MS))

/** A case all of whose channels have confirmed is done. Inside a transaction; undefined while one has not. */
export async function settleCase(ctx: Ctx, caseId: string): Promise<CaseRow | undefined> {
  const locked = await lockCase(ctx.db, caseId)
  if (locked?.status !== 'approved') return undefined
  const open = (await listChannels(ctx.db, caseId)).filter((c) => c.confirmedAt === null && c.state !== 'superseded')
  if (open.length > 0) return undefined
  const moved = await moveCase(ctx, caseId, 'effective', { set: { closedAt: ctx.now } })
  await noticeTo(ctx, moved, { kind: 'repair.effective', title: '信用修复已办结', body: '各渠道都已确认。' })
  return moved
}

/** What this product shows itself needs no message: it is looked at. */
async function askOwn(ctx: Ctx, row: CaseRow, channel: ChannelRow): Promise<ChannelAnswer> {
  const shown = await isShownNow(ctx.db, row.recordId, dayInShanghai(ctx.now.getTime()))
  const done = channel.direction === 'remove' ? !shown : (await findEffect(ctx.db, row.recordId))?.liftedAt !== null
  return done ? { reference: 'own', state: 'done' } : 'UNAVAILABLE'
}

async function askChannel(ctx: Ctx, row: CaseRow, channel: ChannelRow): Promise<ChannelAnswer> {
  const known = repairPolicy(ctx.city).channels.find((c) => c.code === channel.channel)
  if (known?.kind === 'own') return askOwn(ctx, row, channel)
  if (channel.reference !== null) return ctx.gateways.repairChannels.ask(channel.channel, channel.reference)
  const subject = await findSubject(ctx.db, row.subjectId)
  const record = await findUsableRecord(ctx.db, row.recordId, ctx.now)
  const number = record?.content['documentNumber']
  return ctx.gateways.repairChannels.tell({
    channel: channel.channel,
    requestId: `${row.id}-${channel.direction}`,
    recordId: row.recordId,
    direction: channel.direction,
    uscc: subject?.uscc ?? null,
    documentNumber: subject?.kind === 'organization' && typeof number === 'string' ? number : null,
    since: dayInShanghai((row.decidedAt ?? ctx.now).getTime()),
  })
}

/**
 * Tells every channel that is due, or asks it again; answers how many were taken. The network is spoken to outside every
 * transaction, under a lease; a channel that does not answer is asked again, ever more slowly, and counts as late from the day
 * after the case's propagation deadline.
 */
export async function propagateDue({ ctx, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const taken = await takeChannels(ctx.db, { now: ctx.now, leaseUntil: new Date(ctx.now.getTime() + LEASE_MS), limit: input.limit })
  for (const { caseId, channel } of taken) await propagateOne(ctx, caseId, channel)
  return taken.length
}

async function propagateOne(outer: Ctx, caseId: string, code: string): Promise<void> {
  const row = await findCase(outer.db, caseId)
  const channel = await findChannel(outer.db, caseId, code)
  if (!row || !channel) return
  const answer = await askChannel(outer, row, channel)
  await inTransaction(outer, async (ctx) => {
    await lockCase(ctx.db, caseId)
    const clock = (await listClocks(ctx.db, [caseId])).find((c) => c.step === 'propagate' && c.doneOn === null)
    const calendar = await workingCalendar(ctx)
    const today = dayInShanghai(ctx.now.getTime())
    const restored = restoredBy(calendar, repairPolicy(ctx.city), row)
    const isLate = clock ? colourOf(calendar, clock, today, 0) === 'red' : restored !== null && restored < today
    const [written] = await writeChannel(ctx.db, { caseId, channel: code }, outcome(ctx.now, channel, answer, isLate))
    if (!written) return
    if (written.state !== channel.state) await writeAudit(ctx, { action: `repair.channel-${written.state}`, entity: 'repair', entityId: caseId, detail: { channel: code, direction: channel.direction, attempts: channel.attempts } })
    if (written.confirmedAt) await settleCase(ctx, caseId)
  })
}

function outcome(now: Date, channel: ChannelRow, answer: ChannelAnswer, isLate: boolean): Partial<ChannelRow> {
  const nextAt = nextAsk(now, channel.attempts)
  const late = isLate && channel.lateAt === null ? { lateAt: now } : {}
  if (answer === 'UNAVAILABLE') return { state: isLate ? 'late' : channel.state, lastError: 'UNAVAILABLE', nextAt, ...late }
  const told = { reference: answer.reference, toldAt: channel.toldAt ?? now, lastError: null }
  if (answer.state === 'done') return { ...told, state: 'confirmed', confirmedAt: now }
  return { ...told, state: isLate ? 'late' : 'told', nextAt, ...late }
}
