export interface Place {
  longitudeE6: number
  latitudeE6: number
}

interface Pin {
  x: number
  y: number
  /** Numbers (from 1) of the stores that stand here; those too near to draw apart share one pin. */
  stores: number[]
}

export interface StoreMap {
  pins: Pin[]
  scale: { metres: number; width: number }
}

const METRES_A_DEGREE = 111_320
const PADDING = 36
const NEAR = 20
const ROUND_METRES = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]

/** A drawing of a piece of the city, true to scale (equirectangular around its middle, right to a few metres within a city). */
interface Frame {
  pxPerMetre: number
  point: (place: Place) => { x: number; y: number }
  place: (point: { x: number; y: number }) => Place
}

/** A frame of `width` × `height` px around these places. The shorter side never shows less than 800 m, so that a single store does not float in a void. */
export function frameOf(places: readonly Place[], width: number, height: number): Frame {
  const middleOf = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  const spanOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values)
  const longitudes = places.map((place) => place.longitudeE6 / 1e6)
  const latitudes = places.map((place) => place.latitudeE6 / 1e6)
  const middle = { longitude: middleOf(longitudes), latitude: middleOf(latitudes) }
  const eastMetres = METRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180)
  const pxPerMetre = Math.min((width - 2 * PADDING) / Math.max(spanOf(longitudes) * eastMetres, 1), (height - 2 * PADDING) / Math.max(spanOf(latitudes) * METRES_A_DEGREE, 1), Math.min(width, height) / 800)
  return {
    pxPerMetre,
    point: (place) => ({ x: width / 2 + (place.longitudeE6 / 1e6 - middle.longitude) * eastMetres * pxPerMetre, y: height / 2 - (place.latitudeE6 / 1e6 - middle.latitude) * METRES_A_DEGREE * pxPerMetre }),
    place: ({ x, y }) => ({ longitudeE6: Math.round((middle.longitude + (x - width / 2) / pxPerMetre / eastMetres) * 1e6), latitudeE6: Math.round((middle.latitude - (y - height / 2) / pxPerMetre / METRES_A_DEGREE) * 1e6) }),
  }
}

export function scaleOf({ pxPerMetre }: Pick<Frame, 'pxPerMetre'>, width: number): StoreMap['scale'] {
  const metres = ROUND_METRES.findLast((length) => length * pxPerMetre <= width / 4) ?? 50
  return { metres, width: metres * pxPerMetre }
}

/** Where stores stand relative to each other. `width`, `height`: drawing size in px. */
export function layStores(places: readonly Place[], width: number, height: number): StoreMap {
  if (places.length === 0) return { pins: [], scale: { metres: 0, width: 0 } }
  const frame = frameOf(places, width, height)
  const pins: Pin[] = []
  places.forEach((place, index) => {
    const { x, y } = frame.point(place)
    const near = pins.find((pin) => Math.hypot(pin.x - x, pin.y - y) < NEAR)
    if (near) near.stores.push(index + 1)
    else pins.push({ x, y, stores: [index + 1] })
  })
  return { pins, scale: scaleOf(frame, width) }
}

export const distanceText = (metres: number) => (metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`)
