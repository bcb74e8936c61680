import { useRef, useState } from 'react'
import { toast } from '../components/toast'
import { ApiError } from './api-error'
import { Intention } from './intention'

/** Something a page does, answered with its outcome; what went wrong stands beside the button, and the next attempt is the same act. */
export function useAct() {
  const [problem, setProblem] = useState<ApiError>()
  const intention = useRef(new Intention())
  const act = async <T,>(work: (idempotencyKey: string) => Promise<T>, done?: string): Promise<T | undefined> => {
    setProblem(undefined)
    try {
      const outcome = await intention.current.attempt(work)
      if (done !== undefined) toast(done)
      return outcome
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      return undefined
    }
  }
  return { problem, act }
}
