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

/**
 * Where stores stand relative to each other, drawn true to scale (equirectangular around their middle, right to a few metres within a city).
 * `width`, `height`: drawing size in px. The shorter side never shows less than 800 m, so that a single store does not float in a void.
 */
export function layStores(places: readonly Place[], width: number, height: number): StoreMap {
  if (places.length === 0) return { pins: [], scale: { metres: 0, width: 0 } }
  const longitudes = places.map((place) => place.longitudeE6 / 1e6)
  const latitudes = places.map((place) => place.latitudeE6 / 1e6)
  const middle = { longitude: (Math.min(...longitudes) + Math.max(...longitudes)) / 2, latitude: (Math.min(...latitudes) + Math.max(...latitudes)) / 2 }
  const eastMetres = longitudes.map((longitude) => (longitude - middle.longitude) * METRES_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180))
  const northMetres = latitudes.map((latitude) => (latitude - middle.latitude) * METRES_A_DEGREE)
  const spanEast = Math.max(...eastMetres) - Math.min(...eastMetres)
  const spanNorth = Math.max(...northMetres) - Math.min(...northMetres)
  const pxPerMetre = Math.min((width - 2 * PADDING) / Math.max(spanEast, 1), (height - 2 * PADDING) / Math.max(spanNorth, 1), Math.min(width, height) / 800)

  const pins: Pin[] = []
  places.forEach((_, index) => {
    const x = width / 2 + (eastMetres[index] ?? 0) * pxPerMetre
    const y = height / 2 - (northMetres[index] ?? 0) * pxPerMetre
    const near = pins.find((pin) => Math.hypot(pin.x - x, pin.y - y) < NEAR)
    if (near) near.stores.push(index + 1)
    else pins.push({ x, y, stores: [index + 1] })
  })
  const metres = ROUND_METRES.findLast((length) => length * pxPerMetre <= width / 4) ?? 50
  return { pins, scale: { metres, width: metres * pxPerMetre } }
}

export const distanceText = (metres: number) => (metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`)
