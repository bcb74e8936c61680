import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { type ConsentRow, tabOf } from './list.view'

export function useList() {
  const asked = paramOf(useRouter().params, 'tab')
  const [tab, setTab] = useState(() => tabOf(asked))
  const consents = useMine('consents', async () => (await call('GET /me/consents')).items)
  const log = useMine('access-log', async () => (await call('GET /me/access-log')).items)
  const [leaving, setLeaving] = useState<ConsentRow>()
  const [problem, setProblem] = useState<ApiError>()

  const ask = (row: ConsentRow | undefined) => {
    setProblem(undefined)
    setLeaving(row)
  }

  const withdraw = async () => {
    if (!leaving) return
    setProblem(undefined)
    try {
      await call('DELETE /me/consents/{consentId}', { params: { consentId: leaving.consentId } })
      setLeaving(undefined)
      toast('授权已撤回')
      await consents.reload()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      // It ended meanwhile (another phone, its date): show what is true now.
      if (error.code === 'CONFLICT') await consents.reload()
    }
  }

  return { tab, setTab: (code: string) => setTab(tabOf(code)), consents, log, leaving, problem, ask, withdraw }
}
