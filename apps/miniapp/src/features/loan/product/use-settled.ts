import { useEffect, useState } from 'react'

/** Sliding stops for this long before anything is asked. */
const SETTLE_MS = 250

/** The value once it has stopped changing; compared by content. */
export function useSettled<T extends object>(value: T): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** The last value that was there. */
export function useLast<T extends object>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}
