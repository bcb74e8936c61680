import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Calls back each time the reader comes back to this page, not when it first opens. */
export function useReturn(act: () => void): void {
  const opened = useRef(false)
  useDidShow(() => {
    if (opened.current) act()
    opened.current = true
  })
}
