import type { FirmSupport, LenderCompensation, ProgrammeMoney } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { actorName, type Ctx } from '../../context'
import { callerStaff } from '../../http/caller'
import { nameStaff } from '../identity/staff.store'
import { nameApplications } from '../loan-application/loan-application.store'
import { findProgramme, type ProgrammeRow } from '../loan-programme/loan-programme.store'
import { programmeWords } from '../loan-programme/programme-terms'
import { type CompensationRow, findCompensationOf, findSubsidyOf, listBatches, listCompensations, listPayments, listSubsidies, type SubsidyRow } from './loan-support.store'
import { sumPot } from './pot.store'
import { CLAIM_TITLES, SEAL_REASON } from './settle-claim'

/** Where a subsidy stands, in a word. */
function stateOf(row: SubsidyRow): string {
  if (row.status === 'unavailable') return '没有占到'
  if (row.paidFen < row.dueFen) return row.batchedFen > row.paidFen ? '正在付款' : '等待付款'
  if (row.status === 'closed') return row.cancelReason === null ? '已结束' : '已取消'
  return row.paidFen > 0 ? '按付息继续补' : '已留出'
}

/** What a firm reads of its loan's support; null where there is none. */
export async function presentSupport(ctx: Ctx, applicationId: string): Promise<FirmSupport> {
  const [subsidy, fund] = [await findSubsidyOf(ctx.db, applicationId), await findCompensationOf(ctx.db, applicationId)]
  const programme = subsidy && (await findProgramme(ctx.db, subsidy.programmeCode))
  const of = fund && (await findProgramme(ctx.db, fund.programmeCode))
  return {
    subsidy:
      subsidy && programme
        ? {
            title: programme.title, issuer: programme.issuer, state: stateOf(subsidy), isAvailable: subsidy.status !== 'unavailable',
            reservedFen: subsidy.reservedFen, interestPaidFen: subsidy.interestPaidFen, dueFen: subsidy.dueFen, paidFen: subsidy.paidFen, promisedOn: subsidy.promisedOn, closedOn: subsidy.closedOn,
            payments: (await listPayments(ctx.db, subsidy.id)).flatMap(({ amountFen, paidAt }) => (paidAt === null ? [] : [{ amountFen, on: dayInShanghai(paidAt.getTime()) }])),
          }
        : null,
    fund: fund && of ? { title: of.title, issuer: of.issuer, words: programmeWords(of), coveredOn: fund.coveredOn } : null,
  }
}

const instant = (at: Date | null) => at?.toISOString() ?? null

export function presentCompensation(ctx: Ctx, row: CompensationRow, programme: ProgrammeRow): LenderCompensation {
  return {
    compensationId: row.id, title: programme.title, status: row.status, statusTitle: CLAIM_TITLES[row.status], shareBps: row.shareBps, coveredOn: row.coveredOn, lossFen: row.lossFen, amountFen: row.amountFen, claimedAt: instant(row.claimedAt), decidedAt: instant(row.decidedAt),
    reason: row.reasonSealed === null ? null : ctx.keys.sealer.open(row.reasonSealed, SEAL_REASON), paidAt: instant(row.paidAt), reference: row.reference, mayClaim: row.status === 'covered' || row.status === 'rejected',
  }
}

/** A lender's view of the fund its loan is under; null where there is none. */
export async function presentLoanCompensation(ctx: Ctx, applicationId: string): Promise<LenderCompensation | null> {
  const row = await findCompensationOf(ctx.db, applicationId)
  const programme = row && (await findProgramme(ctx.db, row.programmeCode))
  return programme ? presentCompensation(ctx, row, programme) : null
}

/** Everything the office sees of a programme's money: whom it is promised to, what is due, batches, claims, and whether the ledger agrees. */
export async function presentMoney(ctx: Ctx, programme: ProgrammeRow): Promise<ProgrammeMoney> {
  const { code } = programme
  const [subsidies, batches, claims, ledger] = [await listSubsidies(ctx.db, code), await listBatches(ctx.db, code), await listCompensations(ctx.db, code), await sumPot(ctx.db, code)]
  const loans = new Map((await nameApplications(ctx.db, [...subsidies, ...claims].map((row) => row.applicationId))).map((named) => [named.row.id, named]))
  const actors = [...batches.flatMap((one) => [one.drawnBy, one.paidBy ?? '']), ...claims.flatMap((one) => [one.decidedBy ?? '', one.paidBy ?? ''])]
  const names = await nameStaff(ctx.db, actors.filter((name) => name.startsWith('staff:')).map((name) => name.slice(6)))
  const nameOf = (actor: string) => names.get(actor.replace('staff:', '')) ?? '系统'
  const me = actorName(ctx.actor)
  const mayKeep = callerStaff(ctx).roles.some((role) => role === 'reviewer' || role === 'administrator')
  const loanOf = (applicationId: string) => {
    const named = loans.get(applicationId)
    return { applicationId, firmName: named?.firmName ?? '', lenderName: named?.lenderName ?? '', productName: named?.productName ?? '', disbursedFen: named?.row.disbursedFen ?? 0 }
  }
  return {
    subsidies: subsidies.map((row) => ({ ...loanOf(row.applicationId), subsidyId: row.id, status: row.status, state: stateOf(row), reservedFen: row.reservedFen, interestPaidFen: row.interestPaidFen, dueFen: row.dueFen, batchedFen: row.batchedFen, paidFen: row.paidFen, promisedOn: row.promisedOn, closedOn: row.closedOn })),
    toDrawFen: subsidies.reduce((sum, row) => sum + row.dueFen - row.batchedFen, 0),
    batches: batches.map((row) => ({ batchId: row.id, status: row.status, totalFen: row.totalFen, items: row.itemCount, drawnBy: nameOf(row.drawnBy), drawnAt: row.drawnAt.toISOString(), paidBy: row.paidBy === null ? null : nameOf(row.paidBy), paidAt: instant(row.paidAt), reference: row.reference, mayPay: mayKeep && row.status === 'drawn' && row.drawnBy !== me })),
    claims: claims.map((row) => ({ ...loanOf(row.applicationId), ...presentCompensation(ctx, row, programme), mayDecide: mayKeep && row.status === 'claimed', mayPay: mayKeep && row.status === 'approved' && row.decidedBy !== me })),
    ledger: { ...ledger, agrees: ledger.reservedFen === programme.reservedFen && ledger.paidFen === programme.paidFen },
  }
}
