import type { DryRun } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { checkRule, type LoanRequest, type ProductRule, ruleWords, worthNeeded } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { listFirmIds } from './firm-facts.store'
import { loadManyFirmFacts } from './load-firm-facts'
import { cityScales } from './scales'

const AT_ONCE = 500
/** Fewer firms than this could be guessed: they are not counted out. */
const SMALLEST = 5

const told = (count: number): number | null => (count > 0 && count < SMALLEST ? null : count)

/** A request that every rule on requests lets pass: what is counted is firms. */
function idealRequest(rules: readonly ProductRule[]): LoanRequest {
  const amountFen = Math.min(...rules.flatMap((rule) => (rule.kind === 'amount' ? [rule.minFen] : [])))
  const termMonths = Math.min(...rules.flatMap((rule) => (rule.kind === 'term' ? [rule.minMonths] : [])))
  return { amountFen, termMonths, collateral: rules.flatMap((rule) => (rule.kind === 'collateral' ? rule.anyOf.slice(0, 1).map((kind) => ({ kind, valueFen: worthNeeded(amountFen, rule.coverBps) })) : [])) }
}

const ABOUT_REQUEST: readonly string[] = ['amount', 'term', 'collateral', 'open']

/** How many of the city's firms a product of these rules would match, and how many each rule turns away. Firms are counted, never named, and no count from 1 to 4 is told. */
export async function dryRun({ ctx, input }: { ctx: Ctx; input: { rules: readonly ProductRule[] } }): Promise<DryRun> {
  const day = dayInShanghai(ctx.now.getTime())
  const { scales } = await cityScales(ctx)
  const asked = input.rules.filter((rule) => !ABOUT_REQUEST.includes(rule.kind))
  const request = idealRequest(input.rules)
  const counts = { firms: 0, fits: 0, unknown: 0, failed: 0 }
  const rules = asked.map((rule) => ({ words: ruleWords(rule, scales.regions), passed: 0, failed: 0, unknown: 0 }))
  for (let after = ''; ;) {
    const subjectIds = await listFirmIds(ctx.db, { after, limit: AT_ONCE })
    for (const facts of (await loadManyFirmFacts(ctx, { subjectIds, day, ways: false })).values()) {
      const verdicts = asked.map((rule) => checkRule(rule, { facts, request, today: day, scales }).verdict)
      counts.firms += 1
      counts[verdicts.includes('failed') ? 'failed' : verdicts.includes('unknown') ? 'unknown' : 'fits'] += 1
      for (const [i, verdict] of verdicts.entries()) {
        const rule = rules[i]
        if (rule) rule[verdict] += 1
      }
    }
    after = subjectIds.at(-1) ?? ''
    if (subjectIds.length < AT_ONCE) break
  }
  return {
    day,
    ...tellSplit(counts),
    rules: rules.map(tellRule),
  }
}

/** What one rule does. Its three parts add up to all firms: where one is too small to be told, the largest is not told either, or it could be reckoned. */
function tellRule({ words, ...counts }: { words: string; passed: number; failed: number; unknown: number }): DryRun['rules'][number] {
  const parts = ['passed', 'failed', 'unknown'] as const
  const hides = parts.some((part) => told(counts[part]) === null)
  const largest = parts.reduce((most, part) => (counts[part] > counts[most] ? part : most))
  const shown = (part: (typeof parts)[number]) => (hides && part === largest ? null : told(counts[part]))
  return { words, passed: shown('passed'), failed: shown('failed'), unknown: shown('unknown') }
}

/** The three parts add up to the whole: where one is too small to be told, the whole is not either, or it could be reckoned. */
function tellSplit(counts: { firms: number; fits: number; unknown: number; failed: number }): Pick<DryRun, 'firms' | 'fits' | 'unknown' | 'failed'> {
  const [fits, unknown, failed] = [told(counts.fits), told(counts.unknown), told(counts.failed)]
  return { firms: [fits, unknown, failed].includes(null) ? null : counts.firms, fits, unknown, failed }
}
