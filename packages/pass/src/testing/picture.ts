/** A grey picture, 0 black to 255 white, row by row. */
export interface Picture {
  side: number
  grey: Uint8Array
}

/** Modules, true for dark, as a square screenshot of `side` pixels: whole pixels a module, the rest is border. */
export function screenshot(rows: readonly (readonly boolean[])[], side: number): Picture {
  const scale = Math.floor(side / rows.length)
  const margin = Math.floor((side - rows.length * scale) / 2)
  const grey = new Uint8Array(side * side).fill(255)
  rows.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return
    for (let dy = 0; dy < scale; dy += 1) grey.fill(0, (margin + y * scale + dy) * side + margin + x * scale, (margin + y * scale + dy) * side + margin + (x + 1) * scale)
  }))
  return { side, grey }
}

/** A dark square over `share` of the picture's area, its upper left corner at these pixels. */
export function smudge({ side, grey }: Picture, share: number, left: number, top: number): Picture {
  const edge = Math.ceil(Math.sqrt(share) * side)
  const soiled = grey.slice()
  for (let y = top; y < Math.min(side, top + edge); y += 1) soiled.fill(40, y * side + left, y * side + Math.min(side, left + edge))
  return { side, grey: soiled }
}

const at = ({ side, grey }: Picture, x: number, y: number): number => (x < 0 || y < 0 || x >= side || y >= side ? 235 : (grey[y * side + x] ?? 235))

/** The picture between its pixels, as a lens sees it. */
function between(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, low] = [x - left, y - top]
  return (at(picture, left, top) * (1 - right) + at(picture, left + 1, top) * right) * (1 - low) + (at(picture, left, top + 1) * (1 - right) + at(picture, left + 1, top + 1) * right) * low
}

/**
 * A photograph of the picture, `side` pixels: turned by `degrees`, its far edge `tilt` shorter than the near one, out of focus by a
 * Gaussian of `blur` pixels, darker to one side, with less contrast and grain.
 */
export function photograph(picture: Picture, side: number, by: { degrees: number; tilt: number; blur: number; grain: number }): Picture {
  const turn = (by.degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const grey = new Float64Array(side * side)
  // The screen fills three quarters of the photograph.
  const zoom = picture.side / (side * 0.75)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const depth = 1 + by.tilt * (0.5 - y / side)
      const [u, v] = [(x - side / 2) * depth, (y - side / 2) * depth]
      grey[y * side + x] = between(picture, (u * cos + v * sin) * zoom + picture.side / 2, (v * cos - u * sin) * zoom + picture.side / 2)
    }
  }
  const soft = blurred(grey, side, by.blur)
  let seed = 1
  return {
    side,
    grey: Uint8Array.from(soft, (value, i) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      const shade = 1 - 0.25 * ((i % side) / side)
      return Math.max(0, Math.min(255, Math.round((30 + value * 0.75) * shade + (seed / 0x7fffffff - 0.5) * by.grain)))
    }),
  }
}

function blurred(grey: Float64Array, side: number, sigma: number): Float64Array {
  const reach = Math.ceil(sigma * 3)
  const weights = Array.from({ length: reach * 2 + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = weights.reduce((a, b) => a + b, 0)
  const pass = (from: Float64Array, step: (x: number, y: number, by: number) => number) =>
    Float64Array.from(from, (_, i) => weights.reduce((total, weight, k) => total + weight * (from[step(i % side, Math.floor(i / side), k - reach)] ?? 0), 0) / sum)
  const inside = (n: number) => Math.max(0, Math.min(side - 1, n))
  return pass(pass(grey, (x, y, by) => y * side + inside(x + by)), (x, y, by) => inside(y + by) * side + x)
}

/** As a binary PGM (P5), which zbarimg reads. */
export const toPgmOf = ({ side, grey }: Picture): Buffer => Buffer.concat([Buffer.from(`P5\n${side} ${side}\n255\n`, 'latin1'), grey])

/** As RGBA, which jsQR reads. */
export const toRgba = ({ grey }: Picture): Uint8ClampedArray => {
  const rgba = new Uint8ClampedArray(grey.length * 4)
  grey.forEach((value, i) => rgba.set([value, value, value, 255], i * 4))
  return rgba
}
