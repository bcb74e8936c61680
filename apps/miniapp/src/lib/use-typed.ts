import { useEffect, useState } from 'react'

/** A pause in typing this long is taken as the end of it. */
const TYPING_MS = 400

/** What is in the box now, and what was there when typing last paused. */
export function useTyped(start = ''): { typed: string; setTyped: (text: string) => void; settled: string } {
  const [typed, setTyped] = useState(start)
  const [settled, setSettled] = useState(start)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), typed === '' ? 0 : TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, setTyped, settled }
}
