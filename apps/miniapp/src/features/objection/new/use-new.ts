import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'

const MIN = 5

export function useNew() {
  const { params } = useRouter()
  const recordId = paramOf(params, 'recordId')
  const firmId = paramOf(params, 'firmId')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()

  const submit = async () => {
    setProblem(undefined)
    if (reason.trim().length < MIN) {
      setError(`请说明哪里不对，至少 ${MIN} 个字`)
      return
    }
    try {
      const body = { recordId: recordId ?? '', reason: reason.trim() }
      if (firmId === undefined) await call('POST /objections', { body })
      else await call('POST /firms/{firmId}/objections', { params: { firmId }, body })
      toast('异议已提交')
      await goInstead('objections', { firmId })
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
    }
  }

  return {
    title: paramOf(params, 'title'),
    reason,
    error,
    problem,
    type: (value: string) => {
      setReason(value)
      setError(undefined)
    },
    submit,
  }
}
