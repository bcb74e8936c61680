import { useState } from 'react'
import type { Store } from './queries'
import { distanceText, layStores } from './store-map'

const WIDTH = 460
const HEIGHT = 280

/** The stores as a list, and beside it where they stand to each other; no outside map is asked. */
export function Stores({ stores }: { stores: readonly Store[] }) {
  const [at, setAt] = useState<number | null>(null)
  const { pins, scale } = layStores(stores, WIDTH, HEIGHT)
  return (
    <div className="stores">
      <ol>
        {stores.map((store, index) => (
          <li key={store.storeId} className={at === index + 1 ? 'is-picked' : undefined} onMouseEnter={() => setAt(index + 1)} onMouseLeave={() => setAt(null)}>
            <span className="store-number" aria-hidden>
              {index + 1}
            </span>
            <div>
              <strong>{store.name}</strong>
              <p>{store.address}</p>
              <p className="quiet">营业 {store.hours}</p>
            </div>
          </li>
        ))}
      </ol>
      <svg className="store-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${stores.length} 家门店的相对位置，上北下南；地址见左侧列表。`}>
        <defs>
          <pattern id="store-grid" width="40" height="40" patternUnits="userSpaceOnUse">
            <path d="M40 0H0V40" fill="none" className="grid" />
          </pattern>
        </defs>
        <rect width={WIDTH} height={HEIGHT} fill="url(#store-grid)" />
        {pins.map((pin) => {
          const label = pin.stores.join('·')
          const half = Math.max(11, 5 + label.length * 4)
          return (
            <g key={label} className={at !== null && pin.stores.includes(at) ? 'pin is-picked' : 'pin'} onMouseEnter={() => setAt(pin.stores[0] ?? null)} onMouseLeave={() => setAt(null)}>
              <rect x={pin.x - half} y={pin.y - 11} width={half * 2} height={22} rx={11} />
              <text x={pin.x} y={pin.y + 4} textAnchor="middle">
                {label}
              </text>
            </g>
          )
        })}
        <g className="scale">
          <path d={`M14 ${HEIGHT - 18}v6h${scale.width}v-6`} />
          <text x={14 + scale.width + 8} y={HEIGHT - 10}>
            {distanceText(scale.metres)}
          </text>
          <path d={`M${WIDTH - 20} 34V14m-5 6 5-6 5 6`} />
          <text x={WIDTH - 20} y={48} textAnchor="middle">
            北
          </text>
        </g>
      </svg>
    </div>
  )
}
