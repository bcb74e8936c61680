import type { ScoreMove } from '@xinhui/contract'
import { formatSignedCenti } from '@xinhui/rules'

interface Line {
  kind: string
  indicator: string | null
  title: string
  recordId: string | null
  pointsCenti: number
}

export interface ScoreState {
  modelId: string
  totalCenti: number
  grade: string
  lines: readonly Line[]
}

export interface DescribedChange {
  deltaCenti: number
  /** `行政处罚公示 −30.00，另有 2 项变化`. */
  sentence: string
  /** The rows that moved most, at most five. */
  moves: ScoreMove[]
  /** `time`: nothing but the calendar moved it, which nobody needs a message for. */
  cause: 'time' | 'record' | 'model'
}

const MOVES_KEPT = 5
export const FADED = '随时间变化'

const keyOf = (line: Line) => `${line.indicator ?? ''}|${line.recordId ?? line.title}|${line.kind}`

function wordsOf(old: Line | undefined, now: Line | undefined): string {
  if (!old) return (now?.pointsCenti ?? 0) < 0 && now?.recordId ? '公示' : '新增'
  return now ? FADED : '到期或移出'
}

/** Rows that differ, the biggest first; rows about the same record keep one place. */
function movesOf(before: readonly Line[], after: readonly Line[]): ScoreMove[] {
  const was = new Map(before.map((l) => [keyOf(l), l]))
  const is = new Map(after.map((l) => [keyOf(l), l]))
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => {
      const [old, now] = [was.get(key), is.get(key)]
      const line = now ?? old
      const words = line?.recordId ? wordsOf(old, now) : '调整'
      return { key, move: { title: line?.title ?? '', words, recordId: line?.recordId ?? null, deltaCenti: (now?.pointsCenti ?? 0) - (old?.pointsCenti ?? 0) } }
    })
    .filter(({ move }) => move.deltaCenti !== 0)
    // A cap that gives way is an effect: what a record did comes first.
    .sort((a, b) => Number(b.move.recordId !== null) - Number(a.move.recordId !== null) || Math.abs(b.move.deltaCenti) - Math.abs(a.move.deltaCenti) || (a.key < b.key ? -1 : 1))
    .map(({ move }) => move)
}

/** The one sentence about a change: its main move, with the document's number where the reader may see it. */
export function changeSentence(moves: readonly ScoreMove[], count: number, documentNumber?: string): string {
  const [main] = moves
  if (!main) return '评价模型更新'
  const others = count > 1 ? `，另有 ${count - 1} 项变化` : ''
  return `${main.title}${documentNumber ? ` ${documentNumber} ` : ''}${main.words} ${formatSignedCenti(main.deltaCenti)}${others}`
}

/** What changed since last time; null when total, grade and model stayed. Pure. */
export function describeChange(before: ScoreState, after: ScoreState): DescribedChange | null {
  const isOtherModel = before.modelId !== after.modelId
  const deltaCenti = after.totalCenti - before.totalCenti
  if (deltaCenti === 0 && before.grade === after.grade && !isOtherModel) return null
  const moves = movesOf(before.lines, after.lines)
  const cause = isOtherModel ? 'model' : moves.every((m) => m.words === FADED || m.recordId === null) ? 'time' : 'record'
  const sentence = changeSentence(moves, moves.length)
  return { deltaCenti, sentence: isOtherModel && moves.length > 0 ? `评价模型更新：${sentence}` : sentence, moves: moves.slice(0, MOVES_KEPT), cause }
}
