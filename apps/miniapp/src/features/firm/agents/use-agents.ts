import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { toast } from '../../../components/toast'
import { ApiError, fieldError } from '../../../lib/api-error'
import { dayOf } from '../../../lib/format'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import type { Agent, MadeCode, OpenCode, Right } from '../firm.view'

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
  const codes = useMine(`firm-codes:${firmId}`, async () => (await call('GET /firms/{firmId}/agent-codes', { params: { firmId } })).items)
  const [form, setForm] = useState<Form>(EMPTY)
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()
  const [removing, setRemoving] = useState<Agent>()
  const [made, setMade] = useState<MadeCode>()

  const failed = (thrown: unknown) => {
    if (!(thrown instanceof ApiError)) throw thrown
    const field = fieldError(thrown, 'idNumber')
    setError(field)
    if (field === undefined) setProblem(thrown)
  }

  /** What both ways of inviting share: rights and a last day. Undefined when no right is chosen, which is said. */
  const chosen = (): { rights: Right[]; until: string } | undefined => {
    setProblem(undefined)
    setError(undefined)
    if (form.rights.length > 0) return { rights: [...form.rights], until: dayOf(Date.now() + Number(form.term) * DAY_MS) }
    setProblem(new ApiError({ status: 0, code: 'VALIDATION', title: '还没有选权限', detail: '至少选择一项' }))
    return undefined
  }

  const invite = async () => {
    const term = chosen()
    if (!term) return
    try {
      await call('POST /firms/{firmId}/agents', { params: { firmId }, body: { idNumber: form.idNumber.trim(), ...term } })
      setForm(EMPTY)
      toast('邀请已发出')
      await load.reload()
    } catch (thrown) {
      failed(thrown)
    }
  }

  const makeCode = async () => {
    const term = chosen()
    if (!term) return
    try {
      setMade(await call('POST /firms/{firmId}/agent-codes', { params: { firmId }, body: term }))
      await codes.reload()
    } catch (thrown) {
      failed(thrown)
    }
  }

  const cancelCode = async ({ invitationId }: OpenCode) => {
    try {
      await call('DELETE /firms/{firmId}/agent-codes/{invitationId}', { params: { firmId, invitationId } })
      toast('邀请码已收回')
    } catch (thrown) {
      failed(thrown)
    }
    await Promise.all([codes.reload(), load.reload()])
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
    /** Open codes but the one on screen. */
    codes: (codes.data ?? []).filter(({ invitationId }) => invitationId !== made?.invitationId),
    made,
    hideMade: () => setMade(undefined),
    makeCode,
    cancelCode,
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
