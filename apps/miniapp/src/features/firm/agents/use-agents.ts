import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError, fieldError } from '../../../lib/api-error'
import { dayOf } from '../../../lib/format'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import type { Agent, Right } from '../firm.view'

const DAY_MS = 86_400_000
export const TERMS = [
  { code: '30', title: '30 天' },
  { code: '90', title: '90 天' },
  { code: '365', title: '一年' },
] as const

interface Form {
  idNumber: string
  rights: readonly Right[]
  term: string
}
const EMPTY: Form = { idNumber: '', rights: ['file'], term: '30' }

export function useAgents() {
  const firmId = paramOf(useRouter().params, 'firmId') ?? ''
  const load = useMine(`firm-agents:${firmId}`, async () => (await call('GET /firms/{firmId}/agents', { params: { firmId } })).items)
  const [form, setForm] = useState<Form>(EMPTY)
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()
  const [removing, setRemoving] = useState<Agent>()

  const failed = (thrown: unknown) => {
    if (!(thrown instanceof ApiError)) throw thrown
    const field = fieldError(thrown, 'idNumber')
    setError(field)
    if (field === undefined) setProblem(thrown)
  }

  const invite = async () => {
    setProblem(undefined)
    setError(undefined)
    if (form.rights.length === 0) {
      setProblem(new ApiError({ status: 0, code: 'VALIDATION', title: '还没有选权限', detail: '至少选择一项' }))
      return
    }
    try {
      await call('POST /firms/{firmId}/agents', { params: { firmId }, body: { idNumber: form.idNumber.trim(), rights: [...form.rights], until: dayOf(Date.now() + Number(form.term) * DAY_MS) } })
      setForm(EMPTY)
      toast('邀请已发出')
      await load.reload()
    } catch (thrown) {
      failed(thrown)
    }
  }

  const remove = async () => {
    if (!removing) return
    const { agencyId } = removing
    setRemoving(undefined)
    try {
      await call('DELETE /firms/{firmId}/agents/{agencyId}', { params: { firmId, agencyId } })
      toast('已移除')
    } catch (thrown) {
      failed(thrown)
    }
    await load.reload()
  }

  return {
    load,
    form,
    error,
    problem,
    removing,
    ask: setRemoving,
    type: (idNumber: string) => setForm((before) => ({ ...before, idNumber })),
    toggle: (right: Right) => setForm((before) => ({ ...before, rights: before.rights.includes(right) ? before.rights.filter((r) => r !== right) : [...before.rights, right] })),
    pickTerm: (term: string) => setForm((before) => ({ ...before, term })),
    invite,
    remove,
  }
}
