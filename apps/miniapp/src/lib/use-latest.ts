import { type MutableRefObject, useLayoutEffect, useRef } from 'react'

/** What the last render was given, for callbacks and timers that outlive it. */
export function useLatest<T>(value: T): MutableRefObject<T> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
