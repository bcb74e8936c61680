import Taro from '@tarojs/taro'
import type { Theme } from '../styles/tokens'
import { signal, useSignal } from './signal'

const theme = signal<Theme>('light')

/** Follows the system; called once at launch. Only drawings need it, everything else is CSS. */
export function followTheme(): void {
  if (process.env.TARO_ENV === 'h5') {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const read = () => theme.set(dark.matches ? 'dark' : 'light')
    read()
    dark.addEventListener?.('change', read)
    return
  }
  theme.set(Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light')
  Taro.onThemeChange((change) => theme.set(change.theme === 'dark' ? 'dark' : 'light'))
}

export const useTheme = (): Theme => useSignal(theme)
