import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import { readPersona } from '../../../lib/session'
import { useLoad } from '../../../lib/use-load'
import { useMine } from '../../../lib/use-mine'
import type { Agency } from '../firm.view'

export function useFirms() {
  const load = useMine('firms', () => call('GET /me/firms'))
  const persona = readPersona()
  // Only the demo knows personas; their firms are fictional.
  const fictional = useLoad(persona, async () => (await call('GET /demo/personas')).items.find(({ key }) => key === persona)?.uscc ?? null)
  const [uscc, setUscc] = useState('')
  const [leaving, setLeaving] = useState<Agency>()
  const [problem, setProblem] = useState<ApiError>()

  const act = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    setProblem(undefined)
    try {
      await work()
      toast(done)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    } finally {
      await load.reload()
    }
  }

  return {
    load,
    uscc,
    leaving,
    problem,
    demoFirm: fictional.data ?? undefined,
    ask: setLeaving,
    type: (value: string) => {
      setUscc(value)
      setProblem(undefined)
    },
    bind: () =>
      act(async () => {
        await call('POST /me/firms', { body: { uscc: uscc.trim() } })
        setUscc('')
      }, '企业已绑定'),
    accept: ({ agencyId }: Agency) => act(() => call('POST /me/firms/{agencyId}/acceptance', { params: { agencyId } }), '已接受邀请'),
    leave: () =>
      act(async () => {
        if (!leaving) return
        setLeaving(undefined)
        await call('DELETE /me/firms/{agencyId}', { params: { agencyId: leaving.agencyId } })
      }, '已不再代表'),
  }
}
