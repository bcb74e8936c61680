import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { day, points } from '../../../lib/format'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'
import { useMine } from '../../../lib/use-mine'

export function useRecord() {
  const { params } = useRouter()
  const recordId = paramOf(params, 'recordId') ?? ''
  const firmId = paramOf(params, 'firmId')
  const [problem, setProblem] = useState<ApiError>()
  const load = useMine(`repair:${recordId}`, () => (firmId === undefined ? call('GET /me/records/{recordId}/repair', { params: { recordId } }) : call('GET /firms/{firmId}/records/{recordId}/repair', { params: { firmId, recordId } })))

  // The same evaluation on the file without this record from that day on. No open score, or a record no score counts: nothing is said.
  const endsOn = load.data?.check?.applied.endsIfAppliedOn?.day
  const score = useLoad(endsOn === undefined ? undefined : `what-if:${recordId}:${endsOn}`, async () => {
    const body = { day: endsOn, end: [{ recordId, on: endsOn ?? '' }], add: [] }
    const { after, differenceCenti } = await (firmId === undefined ? call('POST /me/score/what-if', { body }) : call('POST /firms/{firmId}/score/what-if', { params: { firmId }, body }))
    return differenceCenti === 0 ? '分数不变' : `那天的分数是 ${points(after.totalCenti)} 分，比不申请多 ${points(differenceCenti)} 分`
  })

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

  return { load, firmId, score: score.data, problem, remind }
}
