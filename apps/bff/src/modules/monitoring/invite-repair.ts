import type { InvitationRound } from '@xinhui/contract'
import { addDays, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { newId } from '../../lib/id'
import { findRepresentative } from '../agency/agency.store'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { enqueue } from '../outbox/enqueue'
import { countFresh, countOutcomes, endInvitation, findRound, finishRound, hasWaiting, type InvitationRow, insertInvitations, insertRound, listEligibleFirms, listEligibleRecords, markInvited, type RoundRow, takeWaiting } from './invitation.store'

export const INVITATION_STARTED = 'repair.invite'
const ROWS_AT_ONCE = 5000
const FIRMS_AT_ONCE = 100

/** Repairable by tomorrow: whoever is told today has the papers ready in the morning. */
export function eligibleBy(ctx: Ctx, district: string | null) {
  const today = dayInShanghai(ctx.now.getTime())
  return { today, until: addDays(today, 1), district }
}

export async function presentRound(ctx: Ctx, row: RoundRow): Promise<InvitationRound> {
  const counts = await countOutcomes(ctx.db, row.id)
  return {
    roundId: row.id,
    district: row.district,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    firms: Object.values(counts).reduce((sum, n) => sum + n, 0),
    waiting: counts.waiting,
    told: counts.told,
    noRepresentative: counts['no-representative'],
    alreadyInvited: counts['already-invited'],
    noLonger: counts['no-longer'],
  }
}

/** Writes down everybody to be invited, and leaves the telling to the outbox. */
export async function startInvitations({ ctx: outer, input }: { ctx: Ctx; input: { district: string | null; staffId: string } }): Promise<RoundRow> {
  return inTransaction(outer, async (ctx) => {
    const [round] = await insertRound(ctx.db, { id: newId('rir', ctx.now), district: input.district, createdAt: ctx.now, createdByStaffId: input.staffId })
    if (!round) throw new Error('a round that was not written')
    const firms = await listEligibleFirms(ctx.db, eligibleBy(ctx, input.district))
    for (let at = 0; at < firms.length; at += ROWS_AT_ONCE) await insertInvitations(ctx.db, firms.slice(at, at + ROWS_AT_ONCE).map(({ firmId }) => ({ id: newId('rin', ctx.now), roundId: round.id, firmId, outcome: 'waiting' as const })))
    await writeAudit(ctx, { action: INVITATION_STARTED, entity: 'invitation_round', entityId: round.id, detail: { district: input.district, firms: firms.length } })
    await enqueue(ctx, 'repair.invite', { roundId: round.id })
    return round
  })
}

async function invite(ctx: Ctx, round: RoundRow, one: InvitationRow): Promise<InvitationRow['outcome']> {
  const ids = (await listEligibleRecords(ctx.db, { ...eligibleBy(ctx, round.district), firmId: one.firmId })).map((r) => r.recordId)
  if (ids.length === 0) return 'no-longer'
  const to = (await findRepresentative(ctx.db, one.firmId, ctx.now))?.personId
  if (!to) return (await countFresh(ctx.db, ids)) === 0 ? 'already-invited' : 'no-representative'
  const fresh = await markInvited(ctx.db, one.id, ids)
  if (fresh.length === 0) return 'already-invited'
  await writeNotice(ctx, { subjectId: to, kind: 'firm.repair-invited', cause: one.id, title: '您的企业有记录可以申请信用修复', body: `${fresh.length} 条公示记录现在或明天起可以申请修复，免费办理，不需要找中介。` })
  return 'told'
}

/** A stretch of a round; the rest follows as the next effect. May run again after a crash, and in several processes: who was told is not told again. */
export async function continueInvitations({ ctx: outer, input }: { ctx: Ctx; input: { roundId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const round = await findRound(ctx.db, input.roundId)
    if (!round || round.finishedAt !== null) return
    for (const one of await takeWaiting(ctx.db, round.id, FIRMS_AT_ONCE)) await endInvitation(ctx.db, one.id, { outcome: await invite(ctx, round, one), doneAt: ctx.now })
    if (await hasWaiting(ctx.db, round.id)) await enqueue(ctx, 'repair.invite', { roundId: round.id })
    else await finishRound(ctx.db, round.id, ctx.now)
  })
}
