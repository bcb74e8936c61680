import { points } from '../../lib/format'

export interface DialBand {
  title: string
  fromCenti: number
  toCenti: number
}

interface DialColours {
  track: string
  accent: string
  surface: string
}

interface DialInput {
  totalCenti: number
  maxCenti: number
  bands: readonly DialBand[]
}

const START = 150
const SWEEP = 240
const GAP = 1.6
const [CENTRE, RADIUS] = [100, 86]

const at = (degrees: number) => {
  const angle = (degrees * Math.PI) / 180
  return `${(CENTRE + RADIUS * Math.cos(angle)).toFixed(1)} ${(CENTRE + RADIUS * Math.sin(angle)).toFixed(1)}`
}

const arc = (from: number, to: number) => `M${at(from)}A${RADIUS} ${RADIUS} 0 ${to - from > 180 ? 1 : 0} 1 ${at(to)}`

/** Lowest point of the scale: where the first band begins. */
const floorOf = (bands: readonly DialBand[]) => bands[0]?.fromCenti ?? 0

/** Share of the scale that a number takes, 0 to 1. */
export function shareOf(centi: number, { maxCenti, bands }: Omit<DialInput, 'totalCenti'>): number {
  const floor = floorOf(bands)
  return maxCenti <= floor ? 0 : Math.min(1, Math.max(0, (centi - floor) / (maxCenti - floor)))
}

/**
 * The dial as SVG, 200 × 152, under 2 KB: one grey segment a band, the reached part over it in the accent, a bead at the
 * end. The accent is the same for a low and a high number. The number itself is text over it, so that it scales.
 */
export function dialSvg(input: DialInput, { track, accent, surface }: DialColours): string {
  const angle = (centi: number) => START + SWEEP * shareOf(centi, input)
  const reached = angle(input.totalCenti)
  const segments = input.bands.map(({ fromCenti, toCenti }) => [angle(fromCenti) + GAP / 2, angle(toCenti) - GAP / 2] as const).filter(([from, to]) => to > from)
  const path = (parts: readonly (readonly [number, number])[]) => parts.map(([from, to]) => arc(from, to)).join('')
  const filled = segments.flatMap(([from, to]) => (reached > from ? [[from, Math.min(to, reached)] as const] : []))
  const [x, y] = at(reached).split(' ')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 152" fill="none" stroke-width="12">` +
    `<path stroke="${track}" d="${path(segments)}"/><path stroke="${accent}" d="${path(filled)}"/>` +
    `<circle cx="${x}" cy="${y}" r="9" fill="${accent}" stroke="${surface}" stroke-width="4"/></svg>`
  )
}

/** What the dial shows, in words: for a screen reader. */
export function dialSentence({ totalCenti, maxCenti, bands }: DialInput, gradeTitle: string): string {
  const next = bands.find(({ fromCenti }) => fromCenti > totalCenti)
  const climb = next ? `，距离${next.title}还差 ${points(next.fromCenti - totalCenti)} 分` : ''
  return `信用分 ${points(totalCenti)} 分，等级${gradeTitle}，刻度从 ${points(floorOf(bands))} 到 ${points(maxCenti)}${climb}`
}
