import type { FirmProgramme, ProductProgramme } from '@xinhui/contract'
import { type FirmFacts, type LoanRequest, matchProduct, type ProductMatch, reckonSubsidy, type RepaymentMethod, type Scales, type SubsidisedLoan } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { explainMatch } from '../financing/present-match'
import type { ProgrammeRow } from './loan-programme.store'
import { KIND_TITLES, matchProgrammeOf, programmeWords, subsidyTerms } from './programme-terms'

/** A loan as far as a subsidy depends on it. */
export interface SupportedLoan { amountFen: number; rateBps: number; months: number; method: RepaymentMethod }

export interface Judged {
  programme: ProgrammeRow
  match: ProductMatch
  /** What a subsidy would pay, whether the firm is entitled or not; null of a fund. */
  plan: SubsidisedLoan | null
  savesMonths: number | null
  hasRoom: boolean
}

/** By programme and calendar year: what a firm was promised of that year's ceiling. */
export type YearUse = ReadonlyMap<string, number>
export const yearKey = (code: string, year: number): string => `${code} ${year}`

interface Given { facts: FirmFacts; request: LoanRequest; day: string; startsOn?: string; scales: Scales; used: YearUse }

const leftOf = ({ potFen, reservedFen, paidFen }: ProgrammeRow) => potFen - reservedFen - paidFen

/** Programmes for one firm and one loan, each with what it would save; nothing is promised by it. */
export function judgeProgrammes(programmes: readonly ProgrammeRow[], loan: SupportedLoan, { facts, request, day, startsOn = day, scales, used }: Given): Judged[] {
  return programmes.map((programme) => {
    const terms = subsidyTerms(programme)
    const plan = terms && reckonSubsidy({ principalFen: loan.amountFen, annualRateBps: loan.rateBps, months: loan.months, method: loan.method }, terms, { startsOn, usedFen: (year) => used.get(yearKey(programme.code, year)) ?? 0 })
    return { programme, match: matchProduct(matchProgrammeOf(programme), { facts, request, today: day, scales }), plan, savesMonths: terms && Math.min(terms.maxMonths, loan.months), hasRoom: leftOf(programme) >= Math.max(plan?.subsidyFen ?? 1, 1) }
  })
}

/** What the subsidy would pay; nothing of a fund. */
export const savesOf = ({ plan }: Judged): number => plan?.subsidyFen ?? 0

/** The subsidy that counts: the largest of those the firm is known to be entitled to and whose pot has room. */
export function countedOf(judged: readonly Judged[]): Judged | undefined {
  return judged.filter((one) => one.match.status === 'fits' && one.hasRoom && savesOf(one) > 0).sort((a, b) => savesOf(b) - savesOf(a))[0]
}

export const presentProgramme = (row: ProgrammeRow): ProductProgramme => ({
  code: row.code,
  kind: row.kind,
  kindTitle: KIND_TITLES[row.kind],
  title: row.title,
  issuer: row.issuer,
  words: programmeWords(row),
  basis: row.basis,
  basisUrl: row.basisUrl,
  basisVerified: row.basisVerified,
  closesOn: row.closesOn,
})

/** As the firm reads them. */
export function presentJudged(ctx: Ctx, judged: readonly Judged[]): FirmProgramme[] {
  const counted = countedOf(judged)
  return judged.map((one) => ({ ...presentProgramme(one.programme), ...explainMatch(ctx, one.match), savesFen: one.plan?.subsidyFen ?? null, savesMonths: one.savesMonths, hasRoom: one.hasRoom, counted: one === counted }))
}
