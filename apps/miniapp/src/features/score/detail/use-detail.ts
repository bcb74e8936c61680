import type { OpenWaiver } from '@xinhui/contract'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { go } from '../../../lib/go'
import { call } from '../../../lib/request'
import { removeStored } from '../../../lib/storage'
import { useMine } from '../../../lib/use-mine'

export function useDetail() {
  const load = useMine('score', () => call('GET /me/score'))
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<ApiError>()

  const [open, setOpen] = useState<readonly OpenWaiver[]>([])

  const ask = (opened: boolean) => {
    setProblem(undefined)
    setAsking(opened)
    // Told, never in the way: closing goes on without this answer.
    if (opened)
      void call('GET /me/score/closing').then(
        ({ openWaivers }) => setOpen(openWaivers),
        () => undefined,
      )
  }

  const close = async () => {
    setProblem(undefined)
    try {
      await call('DELETE /me/score')
      // Deleted means deleted on this phone too.
      for (const key of ['cache:score', 'cache:score-ahead', 'cache:score-history', 'cache:notices'] as const) removeStored(key)
      setAsking(false)
      toast('信用分已关闭')
      await go('home')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }

  return { load, asking, open, problem, ask, close }
}
