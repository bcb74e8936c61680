/**
 * The look, as data: the one source of colours, type and distances.
 * `tokens.css` is written from this file (`npx tsx apps/miniapp/config/write-tokens.ts`) and a test fails
 * when the two differ. Pages use the custom properties; only drawings (dial, trend) read the values here.
 */

export type Theme = 'light' | 'dark'

export const colours = {
  light: {
    page: '#f4f6f6',
    surface: '#ffffff',
    sunken: '#eaeeed',
    ink: '#16211f',
    'ink-2': '#475553',
    'ink-3': '#5c6a68',
    line: '#dce3e2',
    accent: '#0b6b66',
    'accent-press': '#085450',
    'accent-soft': '#e1f0ee',
    'on-accent': '#ffffff',
    green: '#176b3c',
    'green-soft': '#e4f3ea',
    amber: '#855000',
    'amber-soft': '#fdf0da',
    red: '#b3261e',
    'red-soft': '#fce8e6',
    'on-red': '#ffffff',
    shade: 'rgba(10, 20, 18, 0.5)',
  },
  dark: {
    page: '#0f1514',
    surface: '#1a2221',
    sunken: '#263130',
    ink: '#eaf0ef',
    'ink-2': '#b7c3c1',
    'ink-3': '#9fadab',
    line: '#33403e',
    accent: '#62c8c0',
    'accent-press': '#86d8d2',
    'accent-soft': '#143d3a',
    'on-accent': '#05302d',
    green: '#78d39d',
    'green-soft': '#143822',
    amber: '#f2bd6b',
    'amber-soft': '#3d2b0c',
    red: '#ffa39c',
    'red-soft': '#481a16',
    'on-red': '#3d0a06',
    shade: 'rgba(0, 0, 0, 0.6)',
  },
} as const satisfies Record<Theme, Record<string, string>>

export type Colour = keyof (typeof colours)['light']

/** Every text/background pair the screens use; each must reach 4.5:1 in both themes (MIIT ageing rules, WCAG 1.4.3). */
export const textPairs: readonly (readonly [text: Colour, background: Colour])[] = [
  ['ink', 'page'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink-2', 'page'],
  ['ink-2', 'surface'],
  ['ink-2', 'sunken'],
  ['ink-3', 'page'],
  ['ink-3', 'surface'],
  ['ink-3', 'sunken'],
  ['accent', 'page'],
  ['accent', 'surface'],
  ['accent', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-press'],
  ['green', 'surface'],
  ['green', 'green-soft'],
  ['ink', 'green-soft'],
  ['amber', 'surface'],
  ['amber', 'amber-soft'],
  ['ink', 'amber-soft'],
  ['red', 'page'],
  ['red', 'surface'],
  ['red', 'red-soft'],
  ['ink', 'red-soft'],
  ['on-red', 'red'],
]

/** Type sizes in px at 标准 size; each is multiplied by `--scale`. */
const type = { figure: 40, 'figure-2': 28, title: 20, body: 17, note: 15, small: 13 } as const

/** Scale of 适老 mode and its touch target (px); MIIT asks 18 px text and 60 px targets at least. */
export const LARGE_SCALE = 1.35
const TARGET = 44
const LARGE_TARGET = 60

const declare = (pairs: Readonly<Record<string, string>>, indent: string) =>
  Object.entries(pairs)
    .map(([name, value]) => `${indent}--${name}: ${value};`)
    .join('\n')

/** The whole of `tokens.css`. `page` is WeChat's root element, `body` the browser's. */
export function renderTokens(): string {
  const sizes = Object.fromEntries(Object.entries(type).map(([name, px]) => [`type-${name}`, `calc(${px}px * var(--scale))`]))
  return `/* Written from tokens.ts by config/write-tokens.ts. Do not edit. */
page, body {
${declare(colours.light, '  ')}
  --shadow: 0 1px 2px rgba(10, 20, 18, 0.06), 0 4px 16px rgba(10, 20, 18, 0.05);
  --radius: 12px;
  --radius-small: 8px;
  --gutter: 16px;
  --scale: 1;
  --target: ${TARGET}px;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  page, body {
${declare(colours.dark, '    ')}
    --shadow: 0 0 0 1px rgba(255, 255, 255, 0.04);
    color-scheme: dark;
  }
}
.page--large {
  --scale: ${LARGE_SCALE};
  --target: ${LARGE_TARGET}px;
}
/* Declared on the page as well: a custom property holding var(--scale) is fixed where it is declared. */
page, body, .page {
${declare(sizes, '  ')}
}
`
}

const channel = (value: number) => {
  const part = value / 255
  return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

const luminance = (hex: string) => {
  const value = Number.parseInt(hex.slice(1), 16)
  return 0.2126 * channel(value >> 16) + 0.7152 * channel((value >> 8) & 255) + 0.0722 * channel(value & 255)
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dim + 0.05)
}
