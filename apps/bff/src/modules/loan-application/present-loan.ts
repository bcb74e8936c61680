import type { LenderLoan, LenderLoanSummary, LoanApplication, LoanOffer, LoanSummary } from '@xinhui/contract'
import { dayInShanghai, formatDayZh, formatFen } from '@xinhui/rules'
import { COLLATERAL_WORDS, effectiveAnnualBps, planRepayment } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { fieldTitles, loanPolicy } from '../loan-request/loan-policy'
import { SEAL_NOTE } from '../loan-request/state-request'
import { USE_TITLES } from '../loan-request/use-titles'
import { consentedFacts } from './consented-facts'
import { clocksByApplication, listEvents, type LoanClockRow, type LoanEventRow, type NamedApplication } from './loan-application.store'
import { deedsOf, UNSIGNED } from './loan-application.lifecycle'
import { CLOCK_TITLES, colourOf } from './loan-clocks'
import { NEXT, STATUS_TITLES, STEP_TITLES } from './loan-words'
import { consentLives } from './require-loan'
import { presentLoanCompensation, presentSupport } from '../loan-support/present-support'
import { SEAL_REFUSAL } from './take-step'

function offerOf({ row, method }: NamedApplication): LoanOffer | null {
  const { offeredFen, offeredBps, offeredMonths, offerFeeFen, offerValidUntil } = row
  if (offeredFen === null || offeredBps === null || offeredMonths === null || offerFeeFen === null || offerValidUntil === null) return null
  const plan = planRepayment({ principalFen: offeredFen, annualRateBps: offeredBps, months: offeredMonths, method })
  return {
    amountFen: offeredFen,
    rateBps: offeredBps,
    termMonths: offeredMonths,
    feeFen: offerFeeFen,
    validUntil: offerValidUntil,
    costFen: plan.interestFen + offerFeeFen,
    effectiveBps: offerFeeFen < offeredFen ? effectiveAnnualBps(plan, offeredFen - offerFeeFen) : 0,
  }
}

const ORDER: readonly string[] = Object.keys(CLOCK_TITLES)

/** In the order of the work. */
async function clocksOf(ctx: Ctx, rows: readonly LoanClockRow[]): Promise<LoanSummary['clocks']> {
  const calendar = await workingCalendar(ctx)
  const today = dayInShanghai(ctx.now.getTime())
  const { amberWorkingDays } = loanPolicy(ctx.city).sla
  const place = ({ step }: LoanClockRow) => ORDER.indexOf(step)
  return rows.toSorted((a, b) => place(a) - place(b)).map(({ step, startedOn, workingDays, dueOn, provisional, doneOn }) => ({ step, title: CLOCK_TITLES[step], startedOn, workingDays, dueOn, provisional, doneOn, colour: colourOf(calendar, { dueOn, doneOn }, today, amberWorkingDays) }))
}

async function sharedOf(ctx: Ctx, named: NamedApplication, clocks: readonly LoanClockRow[]) {
  const { row, request } = named
  const { counterFen, counterBps, counterMonths, creditFen, rateBps, signedMonths, signedOn, disbursedFen, disbursedOn, dueOn, refusalCode } = row
  const reason = loanPolicy(ctx.city).refusals.find((r) => r.code === refusalCode)
  return {
    applicationId: row.id,
    requestId: row.requestId,
    lenderId: row.lenderId,
    lenderName: named.lenderName,
    productId: row.productId,
    productName: named.productName,
    status: row.status,
    statusTitle: STATUS_TITLES[row.status],
    version: row.version,
    amountFen: row.amountFen,
    termMonths: row.termMonths,
    use: request.use,
    useTitle: USE_TITLES[request.use],
    coordinated: row.coordinated,
    submittedAt: row.submittedAt.toISOString(),
    offer: offerOf(named),
    counter: counterFen === null || counterBps === null || counterMonths === null ? null : { amountFen: counterFen, rateBps: counterBps, termMonths: counterMonths },
    signed: creditFen === null || rateBps === null || signedMonths === null || signedOn === null ? null : { amountFen: creditFen, rateBps, termMonths: signedMonths, signedOn },
    disbursed: disbursedFen === null || disbursedOn === null || dueOn === null ? null : { amountFen: disbursedFen, on: disbursedOn, dueOn, repaidFen: row.repaidFen },
    refusal: refusalCode === null ? null : { code: refusalCode, reason: reason?.title ?? refusalCode, remedy: reason?.remedy ?? '', note: row.refusalNoteSealed === null ? null : ctx.keys.sealer.open(row.refusalNoteSealed, SEAL_REFUSAL) },
    clocks: await clocksOf(ctx, clocks),
  }
}

export async function presentSummaries(ctx: Ctx, named: readonly NamedApplication[]): Promise<LoanSummary[]> {
  const clocks = await clocksByApplication(ctx.db, named.map((n) => n.row.id))
  return Promise.all(named.map(async (one) => ({ ...(await sharedOf(ctx, one, clocks.get(one.row.id) ?? [])), firmId: one.row.subjectId, firmName: one.firmName })))
}

/** What an event says beyond its title: amounts and days, in words. */
function noteOf({ detail }: LoanEventRow): string | null {
  const { amountFen, interestFen, rateBps, termMonths, dueOn, cause } = detail
  const parts = [
    typeof amountFen === 'number' && amountFen > 0 ? formatFen(amountFen) : null,
    typeof interestFen === 'number' && interestFen > 0 ? `利息 ${formatFen(interestFen)}` : null,
    typeof rateBps === 'number' ? `年利率 ${rateBps / 100}%` : null,
    typeof termMonths === 'number' ? `${termMonths} 个月` : null,
    typeof dueOn === 'string' ? `${formatDayZh(dueOn)}到期` : null,
    cause === 'consent' ? '授权已撤回' : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join('，') : null
}

const byOf = (event: LoanEventRow, named: NamedApplication) => (event.actor.startsWith('account:') ? '企业' : event.actor.startsWith('system:') ? '系统' : named.lenderName)

const stepsOf = (events: readonly LoanEventRow[], named: NamedApplication): LoanApplication['steps'] => events.map((e) => ({ at: e.at.toISOString(), event: e.kind, title: STEP_TITLES[e.kind] ?? e.kind, by: byOf(e, named), note: noteOf(e) }))

/** As the firm reads it. */
export async function presentLoan(ctx: Ctx, named: NamedApplication): Promise<LoanApplication> {
  const { row, consent } = named
  const [summary] = await presentSummaries(ctx, [named])
  if (!summary) throw new Error('one application has one summary')
  const lives = consentLives(named, ctx.now)
  return {
    ...summary,
    steps: stepsOf(await listEvents(ctx.db, row.id), named),
    next: NEXT[row.status],
    support: await presentSupport(ctx, row.id),
    consent: { fields: fieldTitles(ctx.city, consent.fields), until: (consent.expiresAt ?? row.submittedAt).toISOString(), state: lives ? 'living' : consent.status === 'withdrawn' ? 'withdrawn' : 'expired' },
    mayAnswer: row.status === 'offered' && (row.offerValidUntil ?? '') >= dayInShanghai(ctx.now.getTime()),
    mayWithdraw: UNSIGNED.includes(row.status),
    mayWithdrawConsent: lives,
    mayComplain: true,
  }
}

/** One row of a lender's list. */
export async function presentForList(ctx: Ctx, named: readonly NamedApplication[]): Promise<LenderLoanSummary[]> {
  const clocks = await clocksByApplication(ctx.db, named.map((n) => n.row.id))
  return Promise.all(
    named.map(async (one) => {
      const shared = await sharedOf(ctx, one, clocks.get(one.row.id) ?? [])
      return { ...shared, firmName: consentLives(one, ctx.now) ? one.firmName : null, lateSteps: shared.clocks.filter((c) => c.colour === 'red').length }
    }),
  )
}

/** What a lender sees; whoever calls has checked that the consent lives and writes the access log. */
export async function presentForLender(ctx: Ctx, named: NamedApplication): Promise<LenderLoan> {
  const { row, request, consent } = named
  const [summary] = await presentForList(ctx, [named])
  if (!summary) throw new Error('one application has one summary')
  return {
    ...summary,
    uscc: named.uscc,
    note: request.noteSealed === null ? null : ctx.keys.sealer.open(request.noteSealed, SEAL_NOTE),
    collateral: request.collateral.map((c) => ({ ...c, title: COLLATERAL_WORDS[c.kind] })),
    compensation: await presentLoanCompensation(ctx, row.id),
    facts: await consentedFacts(ctx, row.subjectId, consent.fields),
    consent: { fields: fieldTitles(ctx.city, consent.fields), until: (consent.expiresAt ?? row.submittedAt).toISOString() },
    steps: stepsOf(await listEvents(ctx.db, row.id), named),
    deeds: deedsOf(row.status),
  }
}
