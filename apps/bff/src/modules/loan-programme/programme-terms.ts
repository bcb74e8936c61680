import type { ProgrammeDraft } from '@xinhui/contract'
import { addDays, formatWan } from '@xinhui/rules'
import type { MatchProduct, ProductRule, SubsidyTerms } from '@xinhui/rules/financing/index'
import type { ProgrammeContent, ProgrammeRow } from './loan-programme.store'

export const KIND_TITLES: Readonly<Record<ProgrammeRow['kind'], string>> = { 'interest-subsidy': '贷款贴息', 'risk-compensation': '风险补偿' }

/** The subsidy's terms; null for other programmes. */
export function subsidyTerms({ kind, shareBps, pointsBps, yearCapFen, maxMonths }: Pick<ProgrammeContent, 'kind' | 'shareBps' | 'pointsBps' | 'yearCapFen' | 'maxMonths'>): SubsidyTerms | null {
  return kind !== 'interest-subsidy' || yearCapFen === null || maxMonths === null ? null : { shareBps, pointsBps, yearCapFen, maxMonths }
}

type Ruled = Pick<ProgrammeContent, 'loanMaxFen' | 'closesOn' | 'entryRules'>

/** Every rule of a programme: the largest loan and the last day of its columns, and those the office built. */
export const programmeRules = ({ loanMaxFen, closesOn, entryRules }: Ruled): ProductRule[] => [{ kind: 'amount', minFen: 1, maxFen: loanMaxFen }, { kind: 'open', until: addDays(closesOn, 1) }, ...entryRules]

export const matchProgrammeOf = (row: Ruled & { code: string }): MatchProduct => ({ id: row.code, rules: programmeRules(row) })

export const contentOf = ({ subsidy, compensation, ...draft }: ProgrammeDraft): ProgrammeContent => ({
  ...draft,
  shareBps: subsidy?.shareBps ?? compensation?.shareBps ?? null,
  pointsBps: subsidy?.pointsBps ?? null,
  yearCapFen: subsidy?.yearCapFen ?? null,
  maxMonths: subsidy?.maxMonths ?? null,
  lenderCapFen: compensation?.lenderCapFen ?? null,
  maxRateBps: compensation?.maxRateBps ?? null,
})

export function draftOf(row: ProgrammeContent): ProgrammeDraft {
  const { kind, title, issuer, basis, basisUrl, basisVerified, opensOn, closesOn, potFen, loanMaxFen, unsecured, freeOfCharge, shareBps, lenderCapFen, maxRateBps } = row
  return {
    kind, title, issuer, basis, basisUrl, basisVerified, opensOn, closesOn, potFen, loanMaxFen, unsecured, freeOfCharge,
    entryRules: structuredClone(row.entryRules) as ProgrammeDraft['entryRules'],
    subsidy: subsidyTerms(row),
    compensation: kind !== 'risk-compensation' || shareBps === null || lenderCapFen === null || maxRateBps === null ? null : { shareBps, lenderCapFen, maxRateBps },
  }
}

const percent = (bps: number) => `${bps / 100}%`

/** What a programme gives, in calm words, a sentence each; what it does not say is not promised. */
export function programmeWords(row: ProgrammeContent): string[] {
  const words: string[] = []
  const subsidy = subsidyTerms(row)
  if (subsidy) {
    const parts = [subsidy.shareBps === null ? null : `利息的 ${percent(subsidy.shareBps)}`, subsidy.pointsBps === null ? null : `每年 ${subsidy.pointsBps / 100} 个百分点`].filter((part) => part !== null)
    words.push(parts.length === 2 ? `${row.issuer}替企业付${parts[0]}，最多${parts[1]}` : `${row.issuer}替企业付${parts[0] ?? ''}`)
    words.push(`最长 ${subsidy.maxMonths} 个月，每户每年最多 ${formatWan(subsidy.yearCapFen)}`)
    words.push('先按合同付息，付过的利息按比例补给企业；逾期期间的不补')
  } else {
    words.push(`银行收不回的本金，由政府基金分担 ${percent(row.shareBps ?? 0)}`)
    words.push(`银行年利率不能高于 ${percent(row.maxRateBps ?? 0)}`)
    words.push('贷款照常要还：基金分担的是银行的损失，不是替企业还款')
  }
  if (row.unsecured) words.push('可以不用抵押')
  if (row.freeOfCharge) words.push('对企业不收费')
  words.push(`单笔贷款不超过 ${formatWan(row.loanMaxFen)}`)
  return words
}
