import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useState } from 'react'

/** Whether the reader is looking at this page: on top, and the app in front. */
export function useVisible(): boolean {
  const [shown, setShown] = useState(true)
  const [front, setFront] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined // WeChat hides the page with the app
    const follow = () => setFront(document.visibilityState === 'visible')
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => document.removeEventListener('visibilitychange', follow)
  }, [])
  return shown && front
}
