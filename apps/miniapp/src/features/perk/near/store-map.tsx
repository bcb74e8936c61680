import { Map as WeappMap } from '@tarojs/components'
import { useMemo } from 'react'
import { sketchOf, sketchSentence, sketchSvg } from '../../../components/store-list/sketch'
import { Picture } from '../../../components/picture'
import { svgUri } from '../../../lib/svg'
import { useTheme } from '../../../lib/theme'
import { colours } from '../../../styles/tokens'
import type { Place, Position } from './near.view'

const h5 = process.env.TARO_ENV === 'h5'

/** Where the stores are: WeChat's own map in the mini-program; in a browser a sketch, which asks nobody for tiles. Numbered like the list below. */
export function StoreMap({ places, here }: { places: readonly Place[]; here: Position | undefined }) {
  return h5 ? <Sketch places={places} /> : <Native places={places} here={here} />
}

function Sketch({ places }: { places: readonly Place[] }) {
  const theme = useTheme()
  const stores = useMemo(() => places.map((p) => p.store), [places])
  const sketch = useMemo(() => sketchOf(stores), [stores])
  if (!sketch) return null
  const { line, accent, sunken } = colours[theme]
  return <Picture className="near__sketch" src={svgUri(sketchSvg(sketch, { ground: sunken, line, accent, words: colours[theme]['ink-2'], onAccent: colours[theme]['on-accent'] }))} label={sketchSentence(sketch, stores)} />
}

function Native({ places, here }: { places: readonly Place[]; here: Position | undefined }) {
  const [first] = places
  if (!first) return null
  const markers = places.map(({ store }, index) => ({
    id: index + 1,
    longitude: store.longitudeE6 / 1e6,
    latitude: store.latitudeE6 / 1e6,
    iconPath: '/assets/tabs/perk-on.png',
    width: 28,
    height: 36,
    title: store.name,
    ariaLabel: `${index + 1}，${store.name}`,
    label: { content: String(index + 1), color: '#ffffff', bgColor: '#0b6b66', fontSize: 13, anchorX: 0, anchorY: -24, borderWidth: 0, borderColor: '#0b6b66', borderRadius: 10, padding: 4, textAlign: 'center' as const, x: 0, y: 0 },
  }))
  const centre = here ?? { longitude: first.store.longitudeE6 / 1e6, latitude: first.store.latitudeE6 / 1e6 }
  return <WeappMap className="near__map" longitude={centre.longitude} latitude={centre.latitude} scale={13} showLocation={here !== undefined} markers={markers} includePoints={markers.map(({ longitude, latitude }) => ({ longitude, latitude }))} onError={() => undefined} />
}
