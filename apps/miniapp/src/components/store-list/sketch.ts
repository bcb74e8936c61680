interface Located {
  storeId: string
  name: string
  longitudeE6: number
  latitudeE6: number
}

export interface Pin {
  /** Place in the list, from 1. */
  number: number
  x: number
  y: number
}

export interface Sketch {
  pins: readonly Pin[]
  /** A round length on the ground and how long it is drawn. */
  bar: { metres: number; width: number }
}

export const SKETCH_WIDTH = 320
export const SKETCH_HEIGHT = 160
const EDGE = 28
/** Room for the scale below the pins. */
const FOOT = 16
const METRES_PER_DEGREE = 111_320
/** Stores nearer than this to each other would be drawn on top of one another however far one zooms in. */
const LEAST_METRES = 200
const ROUND_METRES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]

/**
 * How the stores lie to each other, north up, to one scale on both axes; undefined for fewer than two.
 * Equirectangular about their middle: good to a per cent within a city.
 */
export function sketchOf(stores: readonly Located[]): Sketch | undefined {
  if (stores.length < 2) return undefined
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
  const latitude = middle(stores.map((store) => store.latitudeE6)) / 1e6
  const shrink = Math.cos((latitude * Math.PI) / 180)
  const east = stores.map((store) => (store.longitudeE6 / 1e6) * METRES_PER_DEGREE * shrink)
  const north = stores.map((store) => (store.latitudeE6 / 1e6) * METRES_PER_DEGREE)
  const perMetre = Math.min(
    (SKETCH_WIDTH - 2 * EDGE) / Math.max(LEAST_METRES, spread(east)),
    (SKETCH_HEIGHT - FOOT - 2 * EDGE) / Math.max(LEAST_METRES, spread(north)),
  )
  const pins = stores.map((_, index) => ({
    number: index + 1,
    x: SKETCH_WIDTH / 2 + ((east[index] ?? 0) - middle(east)) * perMetre,
    y: (SKETCH_HEIGHT - FOOT) / 2 - ((north[index] ?? 0) - middle(north)) * perMetre,
  }))
  const metres = ROUND_METRES.filter((length) => length * perMetre <= 96).pop() ?? 100
  return { pins, bar: { metres, width: metres * perMetre } }
}

export const lengthWords = (metres: number): string => (metres < 1000 ? `${metres} 米` : `${metres / 1000} 公里`)

interface Paint {
  ground: string
  line: string
  accent: string
  words: string
  onAccent: string
}

export function sketchSvg({ pins, bar }: Sketch, { ground, line, accent, words, onAccent }: Paint): string {
  const grid = [40, 80, 120].map((y) => `M0 ${y}h${SKETCH_WIDTH}`).join('') + [64, 128, 192, 256].map((x) => `M${x} 0v${SKETCH_HEIGHT}`).join('')
  const dots = pins
    .map(({ number, x, y }) => {
      const [left, top] = [x.toFixed(1), y.toFixed(1)]
      return `<circle cx="${left}" cy="${top}" r="11" fill="${accent}" stroke="${ground}" stroke-width="2"/><text x="${left}" y="${(y + 4.5).toFixed(1)}" fill="${onAccent}" font-size="13" font-weight="600" text-anchor="middle">${number}</text>`
    })
    .join('')
  const end = 8 + bar.width
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SKETCH_WIDTH} ${SKETCH_HEIGHT}" font-family="sans-serif">` +
    `<path fill="${ground}" d="M0 0h${SKETCH_WIDTH}v${SKETCH_HEIGHT}H0z"/><path stroke="${line}" d="${grid}"/>` +
    `<path stroke="${words}" stroke-width="1.5" fill="none" d="M8 146v5h${bar.width.toFixed(1)}v-5M306 26V10m-4 5 4-5 4 5"/>` +
    `<text x="${(end + 6).toFixed(1)}" y="153" fill="${words}" font-size="11">${lengthWords(bar.metres)}</text><text x="306" y="38" fill="${words}" font-size="11" text-anchor="middle">北</text>${dots}</svg>`
  )
}

const WAYS = ['东', '东北', '北', '西北', '西', '西南', '南', '东南'] as const

/** The sketch in words, for whoever cannot see it: where each store lies, seen from the first. */
export function sketchSentence({ pins, bar }: Sketch, stores: readonly Located[]): string {
  const [first, ...others] = pins
  if (!first) return ''
  const said = others.map(({ number, x, y }) => {
    const [east, north] = [x - first.x, first.y - y]
    const metres = (Math.hypot(east, north) / bar.width) * bar.metres
    const way = WAYS[(Math.round(Math.atan2(north, east) / (Math.PI / 4)) + 8) % 8] ?? '东'
    const name = stores[number - 1]?.name ?? ''
    return metres < 50 ? `${name}就在旁边` : `${name}在它的${way}${way.length === 1 ? '边' : ''}约${metres < 1000 ? `${Math.round(metres / 50) * 50} 米` : `${(metres / 1000).toFixed(1)} 公里`}`
  })
  return `门店位置示意：以${stores[0]?.name ?? ''}为起点，${said.join('，')}`
}
