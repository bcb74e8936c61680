import { crc32, deflateSync, inflateSync } from 'node:zlib'

const COLOURS = 128
/** Exact colours that are kept first: the flat grounds and the inks. The rest are means of what is left. */
const EXACT = 80

interface Pixels {
  width: number
  height: number
  /** One number a pixel, 0xRRGGBB. */
  colours: Uint32Array
}

const paeth = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)]
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c
}

/** Reads the 8-bit RGB or RGBA picture, not interlaced, that Chrome writes; alpha is dropped. */
function readPng(png: Buffer): Pixels {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const [width, height, depth, kind, interlaced] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25], png[28]]
  const size = kind === 6 ? 4 : 3
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced !== 0) throw new Error(`not a picture Chrome writes: depth ${depth}, colour type ${kind}`)
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * size
  const colours = new Uint32Array(width * height)
  let above = new Uint8Array(stride)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    const row = new Uint8Array(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    if (filter !== 0) {
      for (let i = 0; i < stride; i += 1) {
        const left = i >= size ? (row[i - size] ?? 0) : 0
        const up = above[i] ?? 0
        const corner = i >= size ? (above[i - size] ?? 0) : 0
        row[i] = (row[i] ?? 0) + (filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner))
      }
    }
    for (let x = 0, i = 0; x < width; x += 1, i += size) colours[y * width + x] = ((row[i] ?? 0) << 16) | ((row[i + 1] ?? 0) << 8) | (row[i + 2] ?? 0)
    above = row
  }
  return { width, height, colours }
}

/** At most `COLOURS`: the commonest as they are, then the means of the fullest cells of a 32 × 32 × 32 grid. */
function choosePalette(counts: ReadonlyMap<number, number>): number[] {
  const common = [...counts].sort((one, other) => other[1] - one[1])
  if (common.length <= COLOURS) return common.map(([colour]) => colour)
  const cells = new Map<number, [weight: number, red: number, green: number, blue: number]>()
  for (const [colour, n] of common.slice(EXACT)) {
    const [red, green, blue] = [colour >> 16, (colour >> 8) & 255, colour & 255]
    const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3)
    const [weight, r, g, b] = cells.get(key) ?? [0, 0, 0, 0]
    cells.set(key, [weight + n, r + red * n, g + green * n, b + blue * n])
  }
  const means = [...cells.values()].sort((one, other) => other[0] - one[0]).slice(0, COLOURS - EXACT)
  return [...common.slice(0, EXACT).map(([colour]) => colour), ...means.map(([n, r, g, b]) => (Math.round(r / n) << 16) | (Math.round(g / n) << 8) | Math.round(b / n))]
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (const [index, other] of palette.entries()) {
    const distance = ((colour >> 16) - (other >> 16)) ** 2 + (((colour >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((colour & 255) - (other & 255)) ** 2
    if (distance < least) [best, least] = [index, distance]
  }
  return best
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** The same picture with a palette of at most `COLOURS`: less than a third of the bytes, because pictures are kept in the repository. */
export function shrinkPng(png: Buffer): Buffer {
  const { width, height, colours } = readPng(png)
  const counts = new Map<number, number>()
  // A page is made of long runs of one colour: one look-up a run instead of one a pixel.
  for (let from = 0, to = 0; from < colours.length; from = to) {
    const colour = colours[from] ?? 0
    while (to < colours.length && colours[to] === colour) to += 1
    counts.set(colour, (counts.get(colour) ?? 0) + to - from)
  }
  const palette = choosePalette(counts)
  const indexes = new Map<number, number>(palette.map((colour, index) => [colour, index]))
  for (const colour of counts.keys()) if (!indexes.has(colour)) indexes.set(colour, nearest(palette, colour))
  const rows = new Uint8Array(height * (width + 1))
  let [last, index] = [-1, 0]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[y * width + x] ?? 0
      if (colour !== last) [last, index] = [colour, indexes.get(colour) ?? 0]
      rows[y * (width + 1) + 1 + x] = index
    }
  }
  const head = Buffer.from(png.subarray(16, 29))
  head.set([8, 3], 8)
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', head), chunk('PLTE', Uint8Array.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}
