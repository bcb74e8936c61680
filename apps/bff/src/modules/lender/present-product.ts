import type { ConsoleProduct, ConsoleProductDetail, LoanProduct, ProductDetail, ProductDraft, ProductVersion } from '@xinhui/contract'
import { dayInShanghai, formatWan } from '@xinhui/rules'
import { effectiveAnnualBps, planRepayment, type RegionNames, ruleWords } from '@xinhui/rules/financing/index'
import { actorName, type Ctx } from '../../context'
import { callerStaff } from '../../http/caller'
import { nameStaff } from '../identity/staff.store'
import { listAudit } from '../audit/audit.store'
import { regionNames } from '../financing/scales'
import { presentProgramme } from '../loan-programme/judge-programmes'
import { listOpenProgrammes } from '../loan-programme/loan-programme.store'
import { listOpenZones } from '../loan-zone/loan-zone.store'
import { standsIn } from '../loan-zone/stands-in'
import { rulesOf } from './product-rules'
import { findProductOrigin, type LoanProductRow } from './lender.store'
import { findOpenVersions, listVersions, type ProductContent, type VersionRow } from './product.store'

const KIND_TITLES: Record<LoanProduct['kind'], string> = { credit: '信用', guarantee: '保证', mortgage: '抵押', pledge: '质押' }
const METHOD_TITLES: Record<ProductDraft['method'], string> = { 'equal-instalment': '等额本息', 'equal-principal': '等额本金', 'interest-only': '先息后本', bullet: '到期一次还本付息' }
const RENEWAL_TITLES: Record<ProductDraft['renewal'], string> = { none: '不续贷', renewal: '还本后续贷', 'no-principal': '无还本续贷' }

export const presentProduct = (row: LoanProductRow): LoanProduct => ({
  productId: row.id,
  lenderName: row.lenderName,
  name: row.name,
  kind: row.kind,
  kindTitle: KIND_TITLES[row.kind],
  amountMinFen: row.amountMinFen,
  amountMaxFen: row.amountMaxFen,
  rateMinBps: row.rateMinBps,
  rateMaxBps: row.rateMaxBps,
  termMinMonths: row.termMinMonths,
  termMaxMonths: row.termMaxMonths,
  repayment: row.repayment,
  zone: row.zone,
  audience: row.audience,
  responseWorkingDays: row.responseWorkingDays,
})

/** A loan of this many months shows what the rates amount to, or the nearest term the product has. */
const SHOWN_MONTHS = 12

function effectiveOf(row: LoanProductRow): ProductDetail['effective'] {
  const months = Math.min(Math.max(SHOWN_MONTHS, row.termMinMonths), row.termMaxMonths)
  const at = (annualRateBps: number) => effectiveAnnualBps(planRepayment({ principalFen: row.amountMaxFen, annualRateBps, months, method: row.method }), row.amountMaxFen - feeOf(row.amountMaxFen, row.feeBps))
  return { months, minBps: at(row.rateMinBps), maxBps: at(row.rateMaxBps) }
}

/** A fee in basis points of the amount, to the next whole fen. */
export const feeOf = (amountFen: number, feeBps: number): number => Math.ceil((amountFen * feeBps) / 10_000)

/** Everything a firm reads of one product. */
export async function presentProductDetail(ctx: Ctx, row: LoanProductRow, lateCount: number): Promise<ProductDetail> {
  const { publishedOn, address } = await findProductOrigin(ctx.db, row)
  return {
    ...presentProduct(row),
    feeBps: row.feeBps,
    method: row.method,
    renewal: row.renewal,
    validUntil: row.validUntil,
    version: row.version,
    publishedOn,
    methodTitle: METHOD_TITLES[row.method],
    renewalTitle: RENEWAL_TITLES[row.renewal],
    zones: (await listOpenZones(ctx.db)).filter((zone) => standsIn(zone, row)).map((zone) => zone.title),
    rules: row.entryRules.map((rule) => ruleWords(rule, regionNames(ctx.city))),
    programmes: ((await listOpenProgrammes(ctx.db, { day: dayInShanghai(ctx.now.getTime()), productId: row.id })).get(row.id) ?? []).map(presentProgramme),
    effective: effectiveOf(row),
    address,
    lateCount,
  }
}

const draftOf = (row: ProductContent): ProductDraft => ({
  name: row.name, kind: row.kind, amountMinFen: row.amountMinFen, amountMaxFen: row.amountMaxFen, rateMinBps: row.rateMinBps, rateMaxBps: row.rateMaxBps, feeBps: row.feeBps, termMinMonths: row.termMinMonths, termMaxMonths: row.termMaxMonths,
  repayment: row.repayment, method: row.method, renewal: row.renewal, zone: row.zone, audience: row.audience, responseWorkingDays: row.responseWorkingDays,
  // Amount, term and last day are no entry rules: the columns say them.
  entryRules: structuredClone(row.entryRules) as ProductDraft['entryRules'],
  validUntil: row.validUntil,
})

const percent = (bps: number) => `${bps / 100}%`

/** What a version says, line by line: two versions are compared by their lines. */
function linesOf(row: ProductContent, regions: RegionNames): Map<string, string> {
  return new Map([
    ['产品名称', row.name], ['担保方式', KIND_TITLES[row.kind]], ['额度', `${formatWan(row.amountMinFen)}至${formatWan(row.amountMaxFen)}`], ['年利率', `${percent(row.rateMinBps)}至${percent(row.rateMaxBps)}`], ['费率', percent(row.feeBps)],
    ['期限', `${row.termMinMonths}至${row.termMaxMonths}个月`], ['还款方式', row.repayment], ['计息方式', METHOD_TITLES[row.method]], ['续贷', RENEWAL_TITLES[row.renewal]], ['专区', row.zone ?? '无'], ['适用对象', row.audience],
    ['答复时限', `${row.responseWorkingDays}个工作日`], ['有效期至', row.validUntil], ['准入条件', row.entryRules.map((rule) => ruleWords(rule, regions)).join('；') || '无'],
  ])
}

function changesFrom(before: VersionRow | undefined, row: VersionRow, regions: RegionNames): ProductVersion['changes'] {
  if (!before) return []
  const old = linesOf(before, regions)
  return [...linesOf(row, regions)].flatMap(([title, after]) => (old.get(title) === after ? [] : [{ title, before: old.get(title) ?? '', after }]))
}

const instant = (at: Date | null) => at?.toISOString() ?? null

/** Products of a list, each with its version on its way. */
export async function presentConsoleProducts(ctx: Ctx, rows: readonly LoanProductRow[]): Promise<ConsoleProduct[]> {
  const open = await findOpenVersions(ctx.db, rows.map((r) => r.id))
  return rows.map((row) => ({ ...presentProduct(row), lenderId: row.lenderId, status: row.status, version: row.version, open: open.get(row.id) ?? null }))
}

const HISTORY = 100

const versionOf = (detail: Record<string, unknown>) => (typeof detail['version'] === 'number' ? detail['version'] : null)

/** A product with all its versions and what happened to it, newest first; and what the caller may do with the version on its way. */
export async function presentConsoleProduct(ctx: Ctx, row: LoanProductRow): Promise<ConsoleProductDetail> {
  const versions = await listVersions(ctx.db, row.id)
  const regions = regionNames(ctx.city)
  const audited = await listAudit(ctx.db, { entityId: row.id, limit: HISTORY })
  const names = await nameStaff(ctx.db, [...versions.flatMap((v) => [v.author, v.reviewer ?? '', v.confirmer ?? '', v.publisher ?? '']), ...audited.map((entry) => entry.actor)].filter((name) => name.startsWith('staff:')).map((name) => name.slice(6)))
  const nameOf = (actor: string) => names.get(actor.replace('staff:', '')) ?? '系统'
  const [shown] = await presentConsoleProducts(ctx, [row])
  if (!shown) throw new Error('one row presents as one')
  const named = (actor: string | null) => (actor === null ? null : nameOf(actor))
  const open = versions.find((v) => v.status === 'submitted' || v.status === 'reviewed')
  const { roles } = callerStaff(ctx)
  const isAuthor = open?.author === actorName(ctx.actor)
  return {
    ...shown,
    versions: versions.map((v, i) => ({
      version: v.version, status: v.status, author: nameOf(v.author), createdAt: v.createdAt.toISOString(), submittedAt: instant(v.submittedAt), reviewer: named(v.reviewer), reviewedAt: instant(v.reviewedAt),
      reviewNote: v.reviewNote, paper: v.paper, confirmer: named(v.confirmer), confirmedAt: instant(v.confirmedAt), publishedAt: instant(v.publishedAt), publisher: named(v.publisher), draft: draftOf(v), rules: rulesOf(v).map((rule) => ruleWords(rule, regions)), changes: changesFrom(versions[i + 1], v, regions),
    })),
    history: audited.map(({ at, actor, action, detail }) => ({ at: at.toISOString(), by: nameOf(actor), action, version: versionOf(detail) })),
    mayReview: open?.status === 'submitted' && roles.includes('reviewer') && !isAuthor,
    mayConfirm: open !== undefined && open.paper !== null && open.confirmer === null && roles.includes('lender-officer'),
    mayPublish: open?.status === 'reviewed' && (open.paper === null || open.confirmer !== null) && (roles.includes('reviewer') || roles.includes('lender-officer')) && !isAuthor,
  }
}
