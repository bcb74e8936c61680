import { useRef, useState } from 'react'
import { toast } from '../../components/toast'
import { ApiError } from '../../lib/api-error'
import { Intention } from '../../lib/intention'

/** Something a page does: what went wrong stands beside the button, and the next attempt of the same act is the same act. */
export function useAct() {
  const [problem, setProblem] = useState<ApiError>()
  const intention = useRef(new Intention())
  const act = async (work: (idempotencyKey: string) => Promise<unknown>, done?: string): Promise<boolean> => {
    setProblem(undefined)
    try {
      await intention.current.attempt(work)
      if (done !== undefined) toast(done)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      return false
    }
  }
  return { problem, act }
}
