import type { Ctx } from '../../context'
import { listOwnCommitments } from '../commitment/commitment.store'
import { presentCommitmentDetail } from '../commitment/present-commitment'
import { listAccessLog, listConsents } from '../consent/consent.store'
import { presentAccess, presentConsent } from '../consent/present-consent'
import { listOwnObjections } from '../objection/objection.store'
import { presentObjections } from '../objection/present-objection'
import { readFile } from '../record/read-file'
import { explainScore } from '../score/explain-score'
import { linesOf } from '../score/score-state'
import { presentReceipts, presentVouchers } from '../voucher/present-voucher'
import { listOwnRedemptions, listOwnVouchers } from '../voucher/voucher.store'
import { presentWaiver } from '../waiver/present-waiver'
import { listOwnWaivers } from '../waiver/waiver.store'
import { readMe } from './read-me'

/** More than anybody was ever looked up; the copy is whole (PIPL 45). */
const ACCESS_LOG_LIMIT = 100_000

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
    consents: (await listConsents(ctx.db, subjectId)).map((row) => presentConsent(ctx.city, row, ctx.now)),
    accessLog: (await listAccessLog(ctx.db, subjectId, ACCESS_LOG_LIMIT)).map(presentAccess),
    objections: await presentObjections(ctx, await listOwnObjections(ctx.db, subjectId)),
    commitments: await Promise.all((await listOwnCommitments(ctx.db, subjectId)).map((row) => presentCommitmentDetail(ctx, row))),
    vouchers: await presentVouchers(ctx, await listOwnVouchers(ctx.db, subjectId, undefined, ctx.now)),
    receipts: await presentReceipts(ctx, await listOwnRedemptions(ctx.db, subjectId)),
    waivers: await Promise.all((await listOwnWaivers(ctx.db, subjectId)).map(async (row) => ({ ...(await presentWaiver(ctx, row)), confirmation: null }))),
  }
}
export type MyData = Awaited<ReturnType<typeof collectMyData>>
