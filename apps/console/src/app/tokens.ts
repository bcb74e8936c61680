import { isHex, mix, readable } from '../lib/colour'

export type Scheme = 'light' | 'dark'
export const DEFAULT_ACCENT = '#0f766e'

const neutrals = {
  light: {
    ground: '#f5f7f7', surface: '#ffffff', sunken: '#eef1f1', line: '#e1e6e6', control: '#bcc6c7',
    text: '#172022', quiet: '#556164', hint: '#687477',
    good: '#15703a', goodGround: '#e7f5ec', wait: '#8a5200', waitGround: '#fdf2de', act: '#b42318', actGround: '#fdeceb',
  },
  dark: {
    ground: '#0f1415', surface: '#171d1f', sunken: '#1f2729', line: '#2b3437', control: '#465255',
    text: '#e6ecec', quiet: '#a5b1b3', hint: '#8e9a9d',
    good: '#63cf90', goodGround: '#12301f', wait: '#e6b768', waitGround: '#33280f', act: '#f6998e', actGround: '#3b1c19',
  },
} as const

export type Tokens = Record<keyof (typeof neutrals)['light'] | 'accent' | 'accentText' | 'accentSoft' | 'accentGround', string>

/**
 * Every colour of the console, from the city's accent and the scheme.
 * `accent` is a fill that carries white text, `accentText` is text on a surface; both reach 4.5:1 whatever accent a city picks.
 */
export function tokensOf(scheme: Scheme, cityAccent: string): Tokens {
  const base = isHex(cityAccent) ? cityAccent : DEFAULT_ACCENT
  const plain = neutrals[scheme]
  const accentGround = mix(plain.surface, base, scheme === 'light' ? 0.09 : 0.24)
  // Text in the accent stands on the surface and on its own tinted ground; which of the two is harder depends on the accent.
  const away = scheme === 'light' ? '#000000' : '#ffffff'
  const accentText = readable(readable(base, accentGround, away), plain.surface, away)
  return { ...plain, accent: readable(base, '#ffffff', '#000000'), accentText, accentSoft: mix(plain.surface, accentText, scheme === 'light' ? 0.45 : 0.6), accentGround }
}

const cssName = (name: string) => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** The stylesheet reads the same values as `--accent-text` and so on. */
export function applyTokens(tokens: Tokens, scheme: Scheme, root: HTMLElement): void {
  root.style.colorScheme = scheme
  for (const [name, value] of Object.entries(tokens)) root.style.setProperty(cssName(name), value)
}
