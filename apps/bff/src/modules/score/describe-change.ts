import { formatSignedCenti } from '@xinhui/rules'

interface Line {
  indicator: string | null
  title: string
  recordId: string | null
  pointsCenti: number
}

const keyOf = (line: Line) => `${line.indicator ?? ''}|${line.recordId ?? line.title}`

/**
 * The one change since last time, in words: the row that moved the score most, and how many others moved.
 * Null when the total stayed.
 */
export function describeChange(before: readonly Line[], after: readonly Line[]): { deltaCenti: number; sentence: string } | null {
  const total = (lines: readonly Line[]) => lines.reduce((sum, l) => sum + l.pointsCenti, 0)
  const deltaCenti = total(after) - total(before)
  if (deltaCenti === 0) return null
  const was = new Map(before.map((l) => [keyOf(l), l]))
  const is = new Map(after.map((l) => [keyOf(l), l]))
  const moves = [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => {
      const old = was.get(key)
      const now = is.get(key)
      const words = !old ? '新增' : !now ? '到期或移出' : '变化'
      return { title: (now ?? old)?.title ?? '', words, delta: (now?.pointsCenti ?? 0) - (old?.pointsCenti ?? 0), key }
    })
    .filter((m) => m.delta !== 0)
    .sort((a, b) => Math.abs(b.delta) - Math.abs(a.delta) || (a.key < b.key ? -1 : 1))
  const [main] = moves
  if (!main) return null
  const others = moves.length > 1 ? `，另有 ${moves.length - 1} 项变化` : ''
  return { deltaCenti, sentence: `${main.title}${main.words} ${formatSignedCenti(main.delta)}${others}` }
}
