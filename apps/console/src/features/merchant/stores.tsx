import { Popconfirm } from 'antd'
import { useState } from 'react'
import { Mark } from '../../app/states'
import { MAP_HEIGHT, MAP_WIDTH, MapPin, MapScale, MapSheet } from './map-parts'
import type { Store } from './queries'
import { layStores } from './store-map'

interface StoresProps {
  stores: readonly Store[]
  /** How many people stand only at this store. */
  clerksOf: (store: Store) => number
  edit?: (store: Store) => void
  move?: (store: Store) => void
}

/** The stores as a list, and beside it where they stand to each other; no outside map is asked. */
export function Stores({ stores, clerksOf, edit, move }: StoresProps) {
  const [at, setAt] = useState<number | null>(null)
  const open = stores.filter((store) => store.status === 'open')
  const { pins, scale } = layStores(open, MAP_WIDTH, MAP_HEIGHT)
  return (
    <div className="stores">
      <ol>
        {[...open, ...stores.filter((store) => store.status === 'closed')].map((store, index) => {
          const isOpen = store.status === 'open'
          return (
            <li key={store.storeId} className={at === index + 1 ? 'is-picked' : undefined} onMouseEnter={() => setAt(isOpen ? index + 1 : null)} onMouseLeave={() => setAt(null)}>
              <span className="store-number" aria-hidden>
                {isOpen ? index + 1 : '—'}
              </span>
              <div>
                <strong>{store.name}</strong> {!isOpen && <Mark tone="plain">已停业</Mark>}
                <p>{store.address}</p>
                <p className="quiet">
                  营业 {store.hours} · 店员 {clerksOf(store)} 人
                </p>
                {edit && move && (
                  <p className="store-acts">
                    <button type="button" className="plain" aria-label={`修改${store.name}`} onClick={() => edit(store)}>
                      修改
                    </button>
                    {isOpen ? (
                      <Popconfirm title={`${store.name}停业？`} description="这家店不能再核销，店员的岗位随之停用；可以恢复营业，店员要重新邀请。" okText="停业" cancelText="先不" onConfirm={() => move(store)}>
                        <button type="button" className="plain" aria-label={`${store.name}停业`}>
                          停业
                        </button>
                      </Popconfirm>
                    ) : (
                      <button type="button" className="plain" aria-label={`${store.name}恢复营业`} onClick={() => move(store)}>
                        恢复营业
                      </button>
                    )}
                  </p>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      {open.length > 0 && (
        <svg className="store-map" viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`} role="img" aria-label={`${open.length} 家门店的相对位置，上北下南；地址见左侧列表。`}>
          <MapSheet id="store-grid" />
          {pins.map((pin) => (
            <MapPin key={pin.stores.join('·')} x={pin.x} y={pin.y} label={pin.stores.join('·')} isPicked={at !== null && pin.stores.includes(at)} onEnter={() => setAt(pin.stores[0] ?? null)} onLeave={() => setAt(null)} />
          ))}
          <MapScale scale={scale} />
        </svg>
      )}
    </div>
  )
}
