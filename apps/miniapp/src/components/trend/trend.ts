import { day, points, signedPoints } from '../../lib/format'

export interface TrendPoint {
  /** `YYYY-MM-DD`. */
  day: string
  centi: number
}

const [WIDTH, HEIGHT, MARGIN] = [320, 96, 10]

/** A line over time as SVG, 320 × 96. Distances along the line follow the calendar, not the count. */
export function trendSvg(history: readonly TrendPoint[], { line, accent, surface }: { line: string; accent: string; surface: string }): string {
  const times = history.map((point) => Date.parse(point.day))
  const values = history.map(({ centi }) => centi)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (time: number) => MARGIN + ((WIDTH - 2 * MARGIN) * (time - first)) / (last - first || 1)
  const y = (centi: number) => (high === low ? HEIGHT / 2 : HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * (centi - low)) / (high - low))
  const spots = history.map(({ centi }, index) => `${x(times[index] ?? first).toFixed(1)} ${y(centi).toFixed(1)}`)
  const [endX, endY] = (spots.at(-1) ?? '0 0').split(' ')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" fill="none">` +
    `<path stroke="${line}" d="M${MARGIN} ${HEIGHT - 1}H${WIDTH - MARGIN}"/>` +
    (spots.length > 1 ? `<path stroke="${accent}" stroke-width="2.5" stroke-linejoin="round" d="M${spots.join('L')}"/>` : '') +
    (spots.length > 0 ? `<circle cx="${endX}" cy="${endY}" r="5" fill="${accent}" stroke="${surface}" stroke-width="2"/>` : '') +
    `</svg>`
  )
}

/** The line in words: for a screen reader. */
export function trendSentence(history: readonly TrendPoint[]): string {
  const [first, last] = [history[0], history.at(-1)]
  if (!first || !last) return '还没有历史记录'
  if (first === last) return `${day(last.day)} ${points(last.centi)} 分`
  const change = last.centi - first.centi
  const moved = change === 0 ? '没有变化' : `变化 ${signedPoints(change)} 分`
  return `从${day(first.day)} ${points(first.centi)} 分到${day(last.day)} ${points(last.centi)} 分，${moved}`
}
