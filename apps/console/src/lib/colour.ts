type Rgb = readonly [number, number, number]

const parse = (hex: string): Rgb => {
  const digits = hex.replace('#', '')
  const full = digits.length === 3 ? Array.from(digits, (digit) => digit + digit).join('') : digits
  const value = Number.parseInt(full, 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
const render = (rgb: Rgb) => `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`

export const isHex = (value: string) => /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value)

const luminance = (hex: string): number => {
  const [red, green, blue] = parse(hex).map((channel) => {
    const part = channel / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of WCAG 2, 1…21. */
export function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** `part` 0…1 of `over` mixed into `base`. */
export function mix(base: string, over: string, part: number): string {
  const [from, to] = [parse(base), parse(over)]
  return render([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part])
}

/** The colour nearest to `hex`, on the way to `towards`, that reaches `ratio` against `ground`: a city may pick any accent and stays readable. */
export function readable(hex: string, ground: string, towards: string, ratio = 4.5): string {
  for (let part = 0; part <= 1; part += 0.04) {
    const candidate = mix(hex, towards, part)
    if (contrast(candidate, ground) >= ratio) return candidate
  }
  return towards
}
