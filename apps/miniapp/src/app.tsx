import { useLaunch, usePageNotFound } from '@tarojs/taro'
import type { ReactNode } from 'react'
import './app.css'
import { goInstead } from './lib/go'
import { followFontSize } from './lib/large-type'
import { followTheme } from './lib/theme'

if (process.env.TARO_ENV === 'h5') {
  require('./styles/h5.css')
}

export default function App({ children }: { children: ReactNode }) {
  useLaunch(() => {
    followTheme()
    followFontSize()
    if (process.env.TARO_ENV === 'h5') void import('./lib/browser').then(({ fitBrowser }) => fitBrowser())
  })
  // An address out of an old link or a mistyped one would show nothing at all.
  usePageNotFound(() => void goInstead('home'))
  return children
}
