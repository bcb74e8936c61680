import { useRef, useState } from 'react'
import { toast } from '../../components/toast'
import { ApiError } from '../../lib/api-error'
import { Intention } from '../../lib/intention'

/** An act of this page under one key until the server has decided; what went wrong stands beside the button. Undefined when it was refused. */
export function useAct() {
  const intention = useRef(new Intention())
  const [problem, setProblem] = useState<ApiError>()
  const act = async <T,>(work: (idempotencyKey: string) => Promise<T>, said: string): Promise<T | undefined> => {
    setProblem(undefined)
    try {
      const made = await intention.current.attempt(work)
      toast(said)
      return made
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
      return undefined
    }
  }
  return { act, problem }
}
