import { useState } from 'react'
import { count, day, shortDay } from '../../lib/format'

export interface DayCount {
  day: string
  count: number
}

const WIDTH = 960
const HEIGHT = 220
const LEFT = 44
const BOTTOM = 26
const TOP = 10

/** The next round number at or above `value` that splits in four whole steps. */
export function ceiling(value: number): number {
  if (value <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(value))
  for (const step of [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10]) {
    const top = Math.ceil(step * power)
    if (top >= value && top % 4 === 0) return top
  }
  return Math.ceil(value / 4) * 4
}

/** The chart in one sentence, for those who hear it and those in a hurry. */
export function chartSentence(days: readonly DayCount[]): string {
  const total = days.reduce((sum, one) => sum + one.count, 0)
  if (total === 0) return `近 ${days.length} 天没有核销。`
  const best = days.reduce((most, one) => (one.count > most.count ? one : most))
  return `近 ${days.length} 天共核销 ${count(total)} 次，最多的是 ${day(best.day)}，${count(best.count)} 次。`
}

/** One bar a day. Arrow keys read the bars one by one. */
export function RedemptionChart({ days }: { days: readonly DayCount[] }) {
  const [at, setAt] = useState<number | null>(null)
  const top = ceiling(Math.max(0, ...days.map((one) => one.count)))
  const step = (WIDTH - LEFT) / Math.max(1, days.length)
  const plot = HEIGHT - TOP - BOTTOM
  const y = (value: number) => TOP + plot * (1 - value / top)
  const picked = at === null ? undefined : days[at]

  if (days.every((one) => one.count === 0)) return <p className="quiet">{chartSentence(days)}</p>
  return (
    <figure className="chart">
      <figcaption>
        <span>{chartSentence(days)}</span>
        <span className="chart-pick" aria-live="polite">
          {picked !== undefined && `${day(picked.day)}：${count(picked.count)} 次`}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${chartSentence(days)}按左右方向键逐日查看。`}
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
          event.preventDefault()
          setAt((now) => Math.min(days.length - 1, Math.max(0, now === null ? days.length - 1 : now + (event.key === 'ArrowRight' ? 1 : -1))))
        }}
        onMouseLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        {[0, 1, 2, 3, 4].map((line) => (
          <g key={line}>
            <line x1={LEFT} x2={WIDTH} y1={y((top / 4) * line)} y2={y((top / 4) * line)} className={line === 0 ? 'axis' : 'grid'} />
            <text x={LEFT - 10} y={y((top / 4) * line) + 4} textAnchor="end">
              {count((top / 4) * line)}
            </text>
          </g>
        ))}
        {days.map((one, index) => (
          <g key={one.day} className={index === at ? 'bar is-picked' : 'bar'} onMouseEnter={() => setAt(index)}>
            <rect x={LEFT + index * step} y={TOP} width={step} height={plot} className="reach" />
            {one.count > 0 && <rect x={LEFT + index * step + step * 0.16} y={y(one.count)} width={step * 0.68} height={HEIGHT - BOTTOM - y(one.count)} rx={3} className="fill" />}
            {(days.length - 1 - index) % 5 === 0 && (
              <text x={LEFT + index * step + step / 2} y={HEIGHT - 8} textAnchor={index === days.length - 1 ? 'end' : 'middle'} dx={index === days.length - 1 ? step / 2 : 0}>
                {shortDay(one.day)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </figure>
  )
}
