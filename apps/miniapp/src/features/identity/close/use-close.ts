import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { goInstead } from '../../../lib/go'
import { call } from '../../../lib/request'
import { forgetSession } from '../../../lib/session'
import { useMine } from '../../../lib/use-mine'

export function useClose() {
  const load = useMine('closing', () => call('GET /me/account'))
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<ApiError>()

  const close = async () => {
    setProblem(undefined)
    try {
      await call('DELETE /me/account')
      forgetSession()
      setAsking(false)
      toast('账号已注销')
      await goInstead('home')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }

  return { load, asking, problem, ask: setAsking, close }
}
