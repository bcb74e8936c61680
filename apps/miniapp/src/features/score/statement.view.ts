import type { Api } from '@xinhui/contract'
import { addDays } from '@xinhui/rules/day'
import { signedPoints } from '../../lib/format'

type MyScore = Api['GET /me/score']['response']
/** What a bill needs; a person's score and an organisation's evaluation both have it. */
export type Score = Omit<Extract<MyScore, { status: 'open' }>['score'], 'scoreId'>
type Line = Score['lines'][number]

export interface BillRow {
  key: string
  title: string
  pointsCenti: number
  /** How the points came about; with the first row of an indicator also why it counts at all. */
  reason: string
  source: string | null
  /** The last day on which it counts. */
  until: string | null
  recordId: string | null
}

/** Rows of one indicator; many of them are folded after the first few. */
export interface BillStretch {
  key: string
  rows: readonly BillRow[]
  rest: readonly BillRow[]
  /** 另外 19 条，共 +33.5 分; empty when nothing is folded. */
  restTitle: string
}

export interface BillPart {
  code: string
  title: string
  pointsCenti: number
  /** 最多 +60. */
  capCenti: number
  stretches: readonly BillStretch[]
}

export interface Bill {
  base: readonly BillRow[]
  parts: readonly BillPart[]
  /** What concerns the whole number: its cap, a veto. */
  whole: readonly BillRow[]
  /** The rows added up here, not copied from the top. */
  sumCenti: number
}

/** From this many rows of one indicator on, all but the newest few are folded. */
const MANY = 6
const FEW = 3

const sumOf = (rows: readonly { pointsCenti: number }[]) => rows.reduce((sum, { pointsCenti }) => sum + pointsCenti, 0)

function toStretches(rows: readonly BillRow[]): readonly BillStretch[] {
  const runs: BillRow[][] = []
  for (const row of rows) {
    const run = runs.at(-1)
    if (run?.[0]?.title === row.title) run.push(row)
    else runs.push([row])
  }
  return runs.map((run) => {
    const cut = run.length >= MANY ? FEW : run.length
    const rest = run.slice(cut)
    return { key: run[0]?.key ?? '', rows: run.slice(0, cut), rest, restTitle: rest.length === 0 ? '' : `另外 ${rest.length} 条，共 ${signedPoints(sumOf(rest))} 分` }
  })
}

const ended = (sentence: string) => (/[。！？]$/.test(sentence) || sentence === '' ? sentence : `${sentence}。`)

function toRow(line: Line, index: number, before: Line | undefined): BillRow {
  const isFirst = before?.indicator !== line.indicator || before?.kind !== line.kind
  return {
    key: `${index}`,
    title: line.kind === 'adjustment' ? `${line.title}（${line.pointsCenti < 0 ? '封顶' : '保底'}调整）` : line.title,
    pointsCenti: line.pointsCenti,
    reason: [line.rule, isFirst ? line.reason : ''].map(ended).join(''),
    source: line.sourceOffice,
    // The evaluator names the first day that no longer counts; a bill names the last that does.
    until: line.until === null ? null : addDays(line.until, -1),
    recordId: line.recordId,
  }
}

/** The score as a bill: base, each dimension with its rows, what concerns the whole, and the sum. */
export function toBill({ dimensions, lines }: Pick<Score, 'dimensions' | 'lines'>): Bill {
  const rows = lines.map((line, index) => ({ line, row: toRow(line, index, lines[index - 1]) }))
  const where = (test: (line: Line) => boolean) => rows.filter(({ line }) => test(line)).map(({ row }) => row)
  return {
    base: where(({ kind }) => kind === 'base'),
    parts: dimensions.map(({ code, title, pointsCenti, capCenti }) => ({ code, title, pointsCenti, capCenti, stretches: toStretches(where(({ kind, dimension }) => kind !== 'base' && dimension === code)) })),
    whole: where(({ kind, dimension }) => kind !== 'base' && !dimensions.some(({ code }) => code === dimension)),
    sumCenti: sumOf(lines),
  }
}
