import { deflateSync } from 'node:zlib'

/** Draws an SVG outline path as a PNG with alpha, in Node alone: WeChat's tab bar takes no SVG. */

type Point = readonly [number, number]

const STEPS = 24

const along = (at: (t: number) => Point): Point[] => Array.from({ length: STEPS }, (_, i) => at((i + 1) / STEPS))

/** SVG 1.1 appendix F.6.5: an end-point arc as points. */
function arc([x1, y1]: Point, radius: readonly [number, number], large: boolean, sweep: boolean, [x2, y2]: Point): Point[] {
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2]
  const grow = Math.max(1, Math.sqrt((dx / radius[0]) ** 2 + (dy / radius[1]) ** 2))
  const [rx, ry] = [radius[0] * grow, radius[1] * grow]
  const spread = Math.sqrt(Math.max(0, (rx * ry) ** 2 / ((rx * dy) ** 2 + (ry * dx) ** 2) - 1)) * (large === sweep ? -1 : 1)
  const [cx, cy] = [(spread * rx * dy) / ry, (-spread * ry * dx) / rx]
  const from = Math.atan2((dy - cy) / ry, (dx - cx) / rx)
  let turn = Math.atan2((-dy - cy) / ry, (-dx - cx) / rx) - from
  if (sweep && turn < 0) turn += 2 * Math.PI
  if (!sweep && turn > 0) turn -= 2 * Math.PI
  return along((t) => [cx + (x1 + x2) / 2 + rx * Math.cos(from + t * turn), cy + (y1 + y2) / 2 + ry * Math.sin(from + t * turn)])
}

const bezier = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point, [dx, dy]: Point): Point[] =>
  along((t) => {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
    return [a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy]
  })

const TAKES: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, a: 7, z: 0 }

/** The path's lines, curves made of short straight pieces. Knows M L H V C S A Z, absolute and relative. */
export function flatten(path: string): Point[][] {
  const lines: Point[][] = []
  let [here, start, handle]: Point[] = [[0, 0], [0, 0], [0, 0]]
  for (const [, letter = '', rest = ''] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = (rest.match(/-?(?:\d*\.\d+|\d+)/g) ?? []).map(Number)
    const takes = TAKES[letter.toLowerCase()]
    if (takes === undefined) throw new TypeError(`unknown path command ${letter}`)
    const relative = letter !== letter.toUpperCase()
    for (let turn = 0; turn === 0 || turn * takes < numbers.length; turn += 1) {
      const n = numbers.slice(turn * takes, (turn + 1) * takes)
      const [ox, oy]: Point = relative ? here! : [0, 0]
      const point = (index: number): Point => [ox + (n[index] ?? 0), oy + (n[index + 1] ?? 0)]
      const origin: Point = here!
      let added: Point[] = []
      let kind = letter.toLowerCase()
      if (kind === 'm' && turn > 0) kind = 'l'
      if (kind === 'm') {
        here = point(0)
        start = here
        lines.push([here])
      } else if (kind === 'l') added = [point(0)]
      else if (kind === 'h') added = [[ox + (n[0] ?? 0), origin[1]]]
      else if (kind === 'v') added = [[origin[0], oy + (n[0] ?? 0)]]
      else if (kind === 'z') added = [start!]
      else if (kind === 'a') added = arc(origin, [n[0] ?? 0, n[1] ?? 0], n[3] === 1, n[4] === 1, point(5))
      else {
        const first: Point = kind === 'c' ? point(0) : [2 * origin[0] - handle![0], 2 * origin[1] - handle![1]]
        const second = point(kind === 'c' ? 2 : 0)
        added = bezier(origin, first, second, point(kind === 'c' ? 4 : 2))
        handle = second
      }
      lines.at(-1)?.push(...added)
      here = added.at(-1) ?? here
      if (kind !== 'c' && kind !== 's') handle = here
      if (takes === 0) break
    }
  }
  return lines
}

const distance = ([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay]
  const t = dx === 0 && dy === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(px - ax - t * dx, py - ay - t * dy)
}

const crcTable = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce<number>((c) => (c & 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1), n))

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const crc = ~body.reduce((c, byte) => (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8), -1)
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeInt32BE(crc, body.length + 4)
  return out
}

interface Drawing {
  path: string
  /** `#rrggbb`. */
  colour: string
  /** Side in px of the square picture; the path lies on a 24-unit grid. */
  side: number
  /** Width of the stroke in grid units. */
  stroke: number
}

export function outlinePng({ path, colour, side, stroke }: Drawing): Buffer {
  const unit = 24 / side
  const pieces = flatten(path).flatMap((line) => line.slice(1).map((to, index) => [line[index] ?? to, to] as const))
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const rows = Buffer.alloc(side * (side * 4 + 1))
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const centre: Point = [(x + 0.5) * unit, (y + 0.5) * unit]
      const near = Math.min(...pieces.map(([from, to]) => distance(centre, from, to)))
      const alpha = Math.min(1, Math.max(0, (stroke / 2 - near) / unit + 0.5))
      rows.set([red ?? 0, green ?? 0, blue ?? 0, Math.round(alpha * 255)], y * (side * 4 + 1) + 1 + x * 4)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 6], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
