import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { goBack, goInstead } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { missing, type OpenData } from './open.view'

async function read(): Promise<OpenData> {
  const [myScore, model] = await Promise.all([call('GET /me/score'), call('GET /score-models/{subjectKind}', { params: { subjectKind: 'person' } })])
  return { myScore, notUsedFor: model.notUsedFor }
}

export function useOpen() {
  const load = useMine('score-open', read)
  const [agreed, setAgreed] = useState(false)
  const [hint, setHint] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()

  const agree = () => {
    setAgreed(!agreed)
    setHint(undefined)
  }

  const attempt = async (act: () => Promise<void>) => {
    setProblem(undefined)
    try {
      await act()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
      // What was agreed to is no longer what it says: read and agree again.
      if (error.code === 'CONSENT_TEXT_OUTDATED') {
        setAgreed(false)
        await load.reload()
      }
    }
  }

  const open = (textVersion: string) => {
    const lacking = missing(agreed)
    setHint(lacking)
    if (lacking !== undefined) return Promise.resolve()
    return attempt(async () => {
      await call('POST /me/score', { body: { agreed: true, textVersion } })
      toast('信用分已开通')
      await goInstead('scoreDetail')
    })
  }

  const refuse = () =>
    attempt(async () => {
      await call('POST /me/score/refusal')
      toast('好的，不再询问')
      await goBack()
    })

  return { load, agreed, hint, problem, agree, open, refuse }
}
