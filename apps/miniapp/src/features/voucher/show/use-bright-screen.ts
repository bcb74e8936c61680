import Taro from '@tarojs/taro'
import { useEffect } from 'react'

/** While `on`, the screen is as bright as it goes (WeChat; a browser may not) and does not go dark. */
export function useBrightScreen(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined
    return process.env.TARO_ENV === 'h5' ? keepAwake() : brighten()
  }, [on])
}

// A phone that refuses any of this still shows the code: nothing to tell the reader.
const quietly = (attempt: Promise<unknown>) => void attempt.catch(() => undefined)

function brighten(): () => void {
  let before: number | undefined
  let over = false
  quietly(
    Taro.getScreenBrightness().then(({ value }) => {
      if (over) return undefined
      before = value
      return Taro.setScreenBrightness({ value: 1 })
    }),
  )
  quietly(Taro.setKeepScreenOn({ keepScreenOn: true }))
  return () => {
    over = true
    if (before !== undefined) quietly(Taro.setScreenBrightness({ value: before }))
    quietly(Taro.setKeepScreenOn({ keepScreenOn: false }))
  }
}

function keepAwake(): () => void {
  const locks = 'wakeLock' in navigator ? navigator.wakeLock : undefined
  if (!locks) return () => undefined
  const held = locks.request('screen')
  quietly(held)
  return () => quietly(held.then((lock) => lock.release()))
}
