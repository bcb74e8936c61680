import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import { useEvidence } from '../use-evidence'
import { useKept } from '../use-kept'

export function useCase() {
  const caseId = paramOf(useRouter().params, 'caseId') ?? ''
  const params = { caseId }
  const load = useMine(`repair-case:${caseId}`, () => call('GET /repair-cases/{caseId}', { params }))
  const evidence = useEvidence(caseId, load.replace)
  const { text, type, forget } = useKept(`repair-answer:${caseId}`, '')
  const [error, setError] = useState<string>()
  const [asking, setAsking] = useState(false)
  const answering = useAct()
  const withdrawing = useAct()

  // A draft goes on where it is filled in.
  const draftOf = load.data?.status === 'draft' ? load.data.recordId : undefined
  useEffect(() => {
    if (draftOf !== undefined) void goInstead('repairApply', { recordId: draftOf })
  }, [draftOf])

  return {
    load,
    evidence,
    text,
    error,
    asking,
    setAsking,
    answerProblem: answering.problem,
    withdrawProblem: withdrawing.problem,
    type: (value: string) => {
      type(value)
      setError(undefined)
    },
    answer: async () => {
      const answer = text.trim()
      if (answer.length < 2) {
        setError('请说明补正了什么')
        return
      }
      const sent = await answering.act((idempotencyKey) => call('POST /repair-cases/{caseId}/answer', { params, body: { answer }, idempotencyKey }), '已提交补正')
      if (!sent) return
      forget()
      load.replace(sent)
    },
    withdraw: async () => {
      const gone = await withdrawing.act((idempotencyKey) => call('POST /repair-cases/{caseId}/withdrawal', { params, idempotencyKey }), '已撤回')
      setAsking(false)
      if (gone) load.replace(gone)
    },
  }
}
