import { dayInShanghai, formatFen } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { loadFirmFacts } from '../financing/load-firm-facts'
import { cityScales } from '../financing/scales'
import { type ApplicationRow, nameApplications } from '../loan-application/loan-application.store'
import { countedOf, type Judged, judgeProgrammes, savesOf } from '../loan-programme/judge-programmes'
import { holdProgramme, listOpenProgrammes } from '../loan-programme/loan-programme.store'
import { tellFirm } from '../loan-request/tell-firm'
import { SUPPORT } from './loan-support.lifecycle'
import { insertCompensation, insertSubsidy, yearUse } from './loan-support.store'
import { movePot } from './pot.store'

/**
 * What a loan whose money was just paid out is promised, in the transaction that paid it out: of the open programmes its product is under
 * and the firm is known to be entitled to, the largest subsidy the pot has room for, and the cover of a fund. A pot that is used up is
 * written down and told; the loan goes on. The programmes are locked in the order of their codes, so that what is read is what is left.
 */
export async function promiseSupport(ctx: Ctx, row: ApplicationRow): Promise<void> {
  const { disbursedFen, disbursedOn, rateBps, signedMonths } = row
  if (disbursedFen === null || disbursedOn === null || rateBps === null || signedMonths === null) throw new Error('a loan that is paid out has its terms')
  const day = dayInShanghai(ctx.now.getTime())
  const open = (await listOpenProgrammes(ctx.db, { day, productId: row.productId })).get(row.productId) ?? []
  if (open.length === 0) return
  const held = []
  for (const { code } of open.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const programme = await holdProgramme(ctx.db, code)
    if (programme?.status === 'published' && (programme.maxRateBps === null || rateBps <= programme.maxRateBps)) held.push(programme)
  }
  const [named] = await nameApplications(ctx.db, [row.id])
  if (!named) throw new Error('an application held a moment ago is gone')
  const { scales } = await cityScales(ctx)
  const request = { amountFen: disbursedFen, termMonths: signedMonths, collateral: named.request.collateral }
  const loan = { amountFen: disbursedFen, rateBps, months: signedMonths, method: named.method }
  // The promise runs from the day of the money; whether one is open is asked of today.
  const judged = judgeProgrammes(held, loan, { facts: await loadFirmFacts(ctx, { subjectId: row.subjectId, day }), request, day, startsOn: disbursedOn, scales, used: await yearUse(ctx.db, row.subjectId) })
  await promiseSubsidy(ctx, row, judged)
  const fund = judged.find(({ programme, match, hasRoom }) => programme.kind === 'risk-compensation' && match.status === 'fits' && hasRoom)?.programme
  if (fund) {
    const id = newId('lcm', ctx.now)
    await insertCompensation(ctx.db, { id, applicationId: row.id, programmeCode: fund.code, subjectId: row.subjectId, lenderId: row.lenderId, status: 'covered', shareBps: fund.shareBps ?? 0, coveredOn: disbursedOn })
    await writeAudit(ctx, { action: SUPPORT.covered, entity: 'loan-support', entityId: id, detail: { applicationId: row.id, code: fund.code } })
  }
}

async function promiseSubsidy(ctx: Ctx, row: ApplicationRow, judged: readonly Judged[]): Promise<void> {
  const counted = countedOf(judged)
  const wanted = counted ?? judged.find((one) => one.match.status === 'fits' && savesOf(one) > 0)
  if (!wanted?.plan || row.disbursedOn === null || row.rateBps === null) return
  const { plan } = wanted
  const { code, title, shareBps, pointsBps } = wanted.programme
  const id = newId('lsb', ctx.now)
  const isReserved = counted !== undefined && (await movePot(ctx.db, { code, kind: 'reserve', fen: plan.subsidyFen, sourceId: id, cause: id, at: ctx.now }))
  const promised = isReserved ? { status: 'reserved' as const, byYear: plan.byYear, reservedFen: plan.subsidyFen } : { status: 'unavailable' as const, byYear: [], reservedFen: 0 }
  await insertSubsidy(ctx.db, { id, applicationId: row.id, programmeCode: code, subjectId: row.subjectId, lenderId: row.lenderId, ...promised, shareBps, pointsBps, rateBps: row.rateBps, countedFen: plan.countedFen, promisedOn: row.disbursedOn })
  await writeAudit(ctx, { action: isReserved ? SUPPORT.promised : SUPPORT.unavailable, entity: 'loan-support', entityId: id, detail: { applicationId: row.id, code, fen: promised.reservedFen } })
  const said = isReserved
    ? { title: `已为这笔贷款留出贴息`, body: `${title}：最多 ${formatFen(plan.subsidyFen)}。先按合同付息，银行报来付息后按比例补给企业。` }
    : { title: `这笔贷款没有占到贴息`, body: `企业符合${title}，但项目资金已经用完。贷款照常，利息按合同付。` }
  await tellFirm(ctx, row.subjectId, { kind: isReserved ? SUPPORT.promised : SUPPORT.unavailable, cause: id, ...said })
}

