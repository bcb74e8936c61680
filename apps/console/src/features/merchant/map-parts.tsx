import { distanceText, type StoreMap } from './store-map'

export const MAP_WIDTH = 460
export const MAP_HEIGHT = 280

/** The sheet under the pins. */
export function MapSheet({ id }: { id: string }) {
  return (
    <>
      <defs>
        <pattern id={id} width="40" height="40" patternUnits="userSpaceOnUse">
          <path d="M40 0H0V40" fill="none" className="grid" />
        </pattern>
      </defs>
      <rect width={MAP_WIDTH} height={MAP_HEIGHT} fill={`url(#${id})`} />
    </>
  )
}

/** How long a stretch of it is, and where north lies. */
export function MapScale({ scale }: { scale: StoreMap['scale'] }) {
  return (
    <g className="scale">
      <path d={`M14 ${MAP_HEIGHT - 18}v6h${scale.width}v-6`} />
      <text x={14 + scale.width + 8} y={MAP_HEIGHT - 10}>
        {distanceText(scale.metres)}
      </text>
      <path d={`M${MAP_WIDTH - 20} 34V14m-5 6 5-6 5 6`} />
      <text x={MAP_WIDTH - 20} y={48} textAnchor="middle">
        北
      </text>
    </g>
  )
}

export function MapPin({ x, y, label, isPicked, onEnter, onLeave }: { x: number; y: number; label: string; isPicked: boolean; onEnter?: () => void; onLeave?: () => void }) {
  const half = Math.max(11, 5 + Array.from(label).reduce((width, one) => width + (one > '\u2e80' ? 7 : 4), 0))
  return (
    <g className={isPicked ? 'pin is-picked' : 'pin'} onMouseEnter={onEnter} onMouseLeave={onLeave}>
      <rect x={x - half} y={y - 11} width={half * 2} height={22} rx={11} />
      <text x={x} y={y + 4} textAnchor="middle">
        {label}
      </text>
    </g>
  )
}
