import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import type { RepairCase } from '../case.view'
import { useWhatIf } from '../use-what-if'

/** What the rules say of the record, and the case under way where there is one. One that was handed in has a page of its own. */
export function useApply() {
  const { params } = useRouter()
  const recordId = paramOf(params, 'recordId') ?? ''
  const load = useMine(`repair-apply:${recordId}`, async () => {
    const offer = await call('GET /repair-offers/{recordId}', { params: { recordId } })
    return { offer, found: offer.openCaseId === null ? null : await call('GET /repair-cases/{caseId}', { params: { caseId: offer.openCaseId } }) }
  })
  const { problem, act } = useAct()
  const { offer, found } = load.data ?? {}
  const score = useWhatIf({ recordId, firmId: offer?.firmId ?? undefined, endsOn: offer?.endsIfAppliedOn ?? undefined })

  const elsewhere = found && found.status !== 'draft' ? found.caseId : undefined
  useEffect(() => {
    if (elsewhere !== undefined) void goInstead('repairCase', { caseId: elsewhere })
  }, [elsewhere])

  const keep = (one: RepairCase) => {
    if (offer) load.replace({ offer: { ...offer, openCaseId: one.caseId }, found: one })
  }
  const begin = async (kind: 'repair' | 'bankruptcy') => {
    const made = await act((idempotencyKey) => call('POST /repair-cases', { body: { recordId, kind }, idempotencyKey }))
    if (made) keep(made)
    // Begun on another phone meanwhile: that one goes on.
    else await load.reload()
  }
  return { load, score, problem, begin, keep }
}
