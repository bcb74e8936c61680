import type { Ctx } from '../../context'
import { listAgenciesOf } from '../agency/agency.store'
import { presentAgency } from '../agency/present-agency'
import { listOwnCommitments } from '../commitment/commitment.store'
import { presentCommitmentDetail } from '../commitment/present-commitment'
import { listAccessLog, listConsents } from '../consent/consent.store'
import { presentAccess, presentConsent } from '../consent/present-consent'
import { listNotices } from '../notice/notice.store'
import { listOwnObjections } from '../objection/objection.store'
import { presentObjections } from '../objection/present-objection'
import { readFile } from '../record/read-file'
import { listLettersOf } from '../repair/letter.store'
import { presentCase } from '../repair/present-case'
import { presentLetter } from '../repair/present-letter'
import { listRemindersOf } from '../repair/repair-reminder.store'
import { listOwnCases } from '../repair/repair.store'
import { explainScore } from '../score/explain-score'
import { readScoreHistory } from '../score/read-score-history'
import { linesOf } from '../score/score-state'
import { presentReceipts, presentVouchers } from '../voucher/present-voucher'
import { listOwnRedemptions, listOwnVouchers } from '../voucher/voucher.store'
import { presentWaiver } from '../waiver/present-waiver'
import { listOwnWaivers } from '../waiver/waiver.store'
import { readMe } from './read-me'

/** More than anybody was ever looked up or told; the copy is whole (PIPL 45). */
const ALL = 100_000

/** Everything this city holds about one person, and about nobody else. Name and number stay masked: a copy travels further than a screen. */
export async function collectMyData(ctx: Ctx, of: { accountId: string; subjectId: string }) {
  const { accountId, subjectId } = of
  const open = await explainScore(ctx, subjectId)
  return {
    city: ctx.city.name,
    exportedAt: ctx.now.toISOString(),
    me: await readMe(ctx, accountId),
    records: await readFile(ctx, { subjectId, openTexts: true }),
    score: open ? { day: open.row.day, modelId: open.row.modelId, totalCenti: open.row.totalCenti, grade: open.row.grade, lines: linesOf(open.score) } : null,
    scoreHistory: (await readScoreHistory({ ctx, input: { subjectId, limit: ALL } })).items,
    consents: (await listConsents(ctx.db, subjectId)).map((row) => presentConsent(ctx.city, row, ctx.now)),
    accessLog: (await listAccessLog(ctx.db, subjectId, ALL)).map(presentAccess),
    objections: await presentObjections(ctx, await listOwnObjections(ctx.db, subjectId)),
    commitments: await Promise.all((await listOwnCommitments(ctx.db, subjectId)).map((row) => presentCommitmentDetail(ctx, row))),
    repairCases: await Promise.all((await listOwnCases(ctx.db, subjectId)).map((row) => presentCase(ctx, row))),
    repairLetters: (await listLettersOf(ctx.db, subjectId)).filter((row) => row.deliveredAt !== null).map((row) => presentLetter(ctx, row)),
    repairReminders: (await listRemindersOf(ctx.db, subjectId)).map(({ recordId, remindOn }) => ({ recordId, remindOn })),
    firms: await Promise.all((await listAgenciesOf(ctx.db, subjectId, ctx.now)).map((row) => presentAgency(ctx, row))),
    vouchers: await presentVouchers(ctx, await listOwnVouchers(ctx.db, subjectId, undefined, ctx.now)),
    receipts: await presentReceipts(ctx, await listOwnRedemptions(ctx.db, subjectId)),
    notices: (await listNotices(ctx.db, { subjectId, limit: ALL })).map(({ kind, title, body, createdAt, readAt }) => ({ kind, title, body, at: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null })),
    waivers: await Promise.all((await listOwnWaivers(ctx.db, subjectId)).map(async (row) => ({ ...(await presentWaiver(ctx, row)), confirmation: null }))),
  }
}
export type MyData = Awaited<ReturnType<typeof collectMyData>>
