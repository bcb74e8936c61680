import { Input } from 'antd'
import { useState } from 'react'
import { MAP_HEIGHT, MAP_WIDTH, MapPin, MapScale, MapSheet } from './map-parts'
import { frameOf, type Place, scaleOf } from './store-map'
import { placeOf, type TypedStore } from './store-form'

interface StoreFieldsProps {
  typed: TypedStore
  onChange: (change: Partial<TypedStore>) => void
  /** The merchant's other stores, for the map. */
  others: readonly (Place & { name: string })[]
  /** Tells several of them on one page apart. */
  id: string
}

const FIELDS = [
  { name: 'name', label: '门店名称', max: 60, hint: undefined },
  { name: 'address', label: '地址', max: 120, hint: undefined },
  { name: 'hours', label: '营业时间', max: 60, hint: '08:00–22:00，周一店休' },
] as const

/** One store, with its position as a number and on the small map: a click there sets it. */
export function StoreFields({ typed, onChange, others, id }: StoreFieldsProps) {
  return (
    <>
      {FIELDS.map(({ name, label, max, hint }) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}-${name}`}>{label}</label>
          <Input id={`${id}-${name}`} value={typed[name]} maxLength={max} placeholder={hint} onChange={(event) => onChange({ [name]: event.target.value })} />
        </div>
      ))}
      <div className="field-thirds">
        <div className="field">
          <label htmlFor={`${id}-longitude`}>经度</label>
          <Input id={`${id}-longitude`} inputMode="decimal" value={typed.longitude} maxLength={12} placeholder="122.601234" onChange={(event) => onChange({ longitude: event.target.value })} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-latitude`}>纬度</label>
          <Input id={`${id}-latitude`} inputMode="decimal" value={typed.latitude} maxLength={12} placeholder="35.201234" onChange={(event) => onChange({ latitude: event.target.value })} />
        </div>
      </div>
      <PositionMap typed={typed} onChange={onChange} others={others} id={id} />
    </>
  )
}

function PositionMap({ typed, onChange, others, id }: StoreFieldsProps) {
  const here = placeOf(typed)
  // The frame stands still while the pin moves.
  const [frame, setFrame] = useState(() => (here || others.length > 0 ? frameOf([...others, ...(here ? [here] : [])], MAP_WIDTH, MAP_HEIGHT) : undefined))
  if (!frame && here) setFrame(frameOf([here], MAP_WIDTH, MAP_HEIGHT))
  if (!frame) return <p className="hint">填了经纬度（国测局坐标 GCJ-02，地图软件复制即可），这里会画出位置；之后可以在图上点一下微调。</p>
  const point = here && frame.point(here)
  const isOut = point && (point.x < 0 || point.y < 0 || point.x > MAP_WIDTH || point.y > MAP_HEIGHT)
  return (
    <div className="field">
      <svg
        className="store-map is-set"
        viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
        role="img"
        aria-label={here ? '门店位置，上北下南；点一下可以移动，也可以改上面的经纬度' : '还没有位置；在图上点一下，或填经纬度'}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const place = frame.place({ x: ((event.clientX - box.left) / box.width) * MAP_WIDTH, y: ((event.clientY - box.top) / box.height) * MAP_HEIGHT })
          onChange({ longitude: (place.longitudeE6 / 1e6).toFixed(6), latitude: (place.latitudeE6 / 1e6).toFixed(6) })
        }}
      >
        <MapSheet id={`${id}-grid`} />
        {others.map((other, i) => (
          <MapPin key={`${other.name} ${i}`} {...frame.point(other)} label={String(i + 1)} isPicked />
        ))}
        {point && !isOut && <MapPin {...point} label="本店" isPicked={false} />}
        <MapScale scale={scaleOf(frame, MAP_WIDTH)} />
      </svg>
      {isOut && (
        <p className="issue" role="status">
          这个位置离其他门店太远，画不下；请核对经纬度。
        </p>
      )}
      {others.length > 0 && <p className="hint">深色是这家商户的其他门店：{others.map((other, i) => `${i + 1} ${other.name}`).join('，')}</p>}
    </div>
  )
}
