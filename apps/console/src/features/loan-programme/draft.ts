import { bpsOf, fenOf, percentText, readRule, type TypedRule, typedRule, yuanText } from '../loan-product/rule-form'
import type { ProgrammeDraft } from './queries'

/** The form as it is typed: text until it is read. Fields of the other kind keep what was typed and are not sent. */
export interface TypedProgramme {
  kind: ProgrammeDraft['kind']
  title: string
  issuer: string
  basis: string
  basisUrl: string
  basisVerified: boolean
  opensOn: string
  closesOn: string
  pot: string
  loanMax: string
  share: string
  points: string
  yearCap: string
  maxMonths: string
  lenderCap: string
  maxRate: string
  unsecured: boolean
  freeOfCharge: boolean
  rules: TypedRule[]
}

export const emptyProgramme = (today: string): TypedProgramme => ({
  kind: 'interest-subsidy', title: '', issuer: '', basis: '', basisUrl: '', basisVerified: false, opensOn: today, closesOn: `${today.slice(0, 4)}-12-31`, pot: '', loanMax: '', share: '50', points: '', yearCap: '', maxMonths: '12', lenderCap: '', maxRate: '', unsecured: false, freeOfCharge: true, rules: [],
})

const shown = (value: number | null | undefined, text: (value: number) => string) => (value === null || value === undefined ? '' : text(value))

/** A programme as the form shows it. */
export const typedProgramme = (draft: ProgrammeDraft): TypedProgramme => ({
  kind: draft.kind, title: draft.title, issuer: draft.issuer, basis: draft.basis, basisUrl: draft.basisUrl ?? '', basisVerified: draft.basisVerified, opensOn: draft.opensOn, closesOn: draft.closesOn, pot: yuanText(draft.potFen), loanMax: yuanText(draft.loanMaxFen),
  share: shown(draft.subsidy ? draft.subsidy.shareBps : draft.compensation?.shareBps, percentText), points: shown(draft.subsidy?.pointsBps, percentText), yearCap: shown(draft.subsidy?.yearCapFen, yuanText), maxMonths: shown(draft.subsidy?.maxMonths, String),
  lenderCap: shown(draft.compensation?.lenderCapFen, yuanText), maxRate: shown(draft.compensation?.maxRateBps, percentText), unsecured: draft.unsecured, freeOfCharge: draft.freeOfCharge, rules: draft.entryRules.map((rule, i) => typedRule(rule, `r${i}`)),
})

/** What was typed, ready to send, or what is wrong with it in short sentences. What only the server knows it says itself. */
export function readProgramme(typed: TypedProgramme): { draft: ProgrammeDraft } | { issues: string[] } {
  const issues: string[] = []
  const text = (value: string, name: string): string => {
    if (value.trim().length < 2) issues.push(`请填写${name}`)
    return value.trim()
  }
  const need = (value: number | null, issue: string): number => {
    if (value === null || value < 1) issues.push(issue)
    return value ?? 0
  }
  /** Nothing typed is no term; anything else must be read. */
  const maybe = (value: string, issue: string): number | null => (value.trim() === '' ? null : need(bpsOf(value), issue))
  const isSubsidy = typed.kind === 'interest-subsidy'
  const months = /^[1-9]\d{0,2}$/.test(typed.maxMonths.trim()) ? Number(typed.maxMonths) : null
  const draft: ProgrammeDraft = {
    kind: typed.kind,
    title: text(typed.title, '名称'),
    issuer: text(typed.issuer, '主管部门'),
    basis: text(typed.basis, '依据'),
    basisUrl: typed.basisUrl.trim() === '' ? null : typed.basisUrl.trim(),
    basisVerified: typed.basisVerified,
    opensOn: typed.opensOn,
    closesOn: typed.closesOn,
    potFen: need(fenOf(typed.pot), '请填写资金池，如 500万'),
    loanMaxFen: need(fenOf(typed.loanMax), '请填写单笔贷款上限，如 300万'),
    entryRules: [],
    subsidy: isSubsidy ? { shareBps: maybe(typed.share, '贴息比例应是百分数'), pointsBps: maybe(typed.points, '百分点最多两位小数'), yearCapFen: need(fenOf(typed.yearCap), '请填写每户每年上限，如 3万'), maxMonths: need(months, '请填写最长月数') } : null,
    compensation: isSubsidy ? null : { shareBps: need(bpsOf(typed.share), '请填写分担比例'), lenderCapFen: need(fenOf(typed.lenderCap), '请填写每家银行上限，如 500万'), maxRateBps: need(bpsOf(typed.maxRate), '请填写产品最高年利率') },
    unsecured: typed.unsecured,
    freeOfCharge: typed.freeOfCharge,
  }
  if (draft.subsidy && typed.share.trim() === '' && typed.points.trim() === '') issues.push('贴息比例和百分点至少填一项')
  for (const rule of typed.rules) {
    const found = readRule(rule)
    if (typeof found === 'string') issues.push(found)
    else draft.entryRules.push(found)
  }
  if (typed.opensOn === '' || typed.closesOn === '') issues.push('请填写受理的开始日和截止日')
  else if (typed.opensOn > typed.closesOn) issues.push('截止日不能早于开始日')
  return issues.length > 0 ? { issues: [...new Set(issues)] } : { draft }
}
