import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { day } from '../../../lib/format'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useWhatIf } from '../use-what-if'

export function useRecord() {
  const { params } = useRouter()
  const recordId = paramOf(params, 'recordId') ?? ''
  const firmId = paramOf(params, 'firmId')
  const [problem, setProblem] = useState<ApiError>()
  const load = useMine(`repair:${recordId}`, () => (firmId === undefined ? call('GET /me/records/{recordId}/repair', { params: { recordId } }) : call('GET /firms/{firmId}/records/{recordId}/repair', { params: { firmId, recordId } })))
  const offer = useMine(`repair-offer:${recordId}`, () => call('GET /repair-offers/{recordId}', { params: { recordId } }))
  const letters = useMine(`repair-letters:${firmId ?? 'me'}`, () => call('GET /me/repair-letters', { query: { firmId } }))
  const score = useWhatIf({ recordId, firmId, endsOn: load.data?.check?.applied.endsIfAppliedOn?.day })

  const remind = async (on: boolean) => {
    setProblem(undefined)
    try {
      if (!on) await (firmId === undefined ? call('DELETE /me/records/{recordId}/repair-reminder', { params: { recordId } }) : call('DELETE /firms/{firmId}/records/{recordId}/repair-reminder', { params: { firmId, recordId } }))
      else {
        const { remindOn } = await (firmId === undefined ? call('POST /me/records/{recordId}/repair-reminder', { params: { recordId } }) : call('POST /firms/{firmId}/records/{recordId}/repair-reminder', { params: { firmId, recordId } }))
        toast(`${day(remindOn)}提醒您`)
      }
      await load.reload()
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
    }
  }

  return { load, firmId, offer, letter: letters.data?.items.find((l) => l.recordId === recordId), reloadLetters: letters.reload, score, problem, remind }
}
