import { useEffect, useState } from 'react'
import { goInstead } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useLatest } from '../../../lib/use-latest'
import type { RepairCase } from '../case.view'
import { useEvidence } from '../use-evidence'
import { useKept } from '../use-kept'

const SAVE_AFTER_MS = 1500

/** A draft: words are saved by themselves, files and the signature at once; it is handed in once, however often it has to be sent. */
export function useDraft(one: RepairCase, keep: (one: RepairCase) => void) {
  const params = { caseId: one.caseId }
  const [agreed, setAgreed] = useState(false)
  const [asking, setAsking] = useState(false)
  const { text, type, forget } = useKept(`repair-statement:${one.caseId}`, one.statement)
  const signing = useAct()
  const sending = useAct()
  const saving = useAct()
  const dropping = useAct()
  const evidence = useEvidence(one.caseId, keep)
  const words = text.trim()
  const { statement } = one
  const dirty = words !== statement

  const save = async (): Promise<boolean> => {
    const saved = await saving.act((idempotencyKey) => call('PUT /repair-cases/{caseId}', { params, body: { statement: words }, idempotencyKey }))
    if (!saved) return false
    forget()
    keep(saved)
    return true
  }
  const latest = useLatest(save)
  useEffect(() => {
    if (words === statement) return undefined
    const timer = setTimeout(() => void latest.current(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [words, statement, latest])

  const sign = async () => {
    const { textVersion, hash } = one.commitment
    const signed = await signing.act((idempotencyKey) => call('POST /repair-cases/{caseId}/commitment', { params, body: { agreed: true, textVersion, hash }, idempotencyKey }), '已签署')
    if (signed) keep(signed)
  }
  const submit = async () => {
    if (dirty && !(await save())) return
    const sent = await sending.act((idempotencyKey) => call('POST /repair-cases/{caseId}/submission', { params, idempotencyKey }), '已提交')
    if (sent) await goInstead('repairCase', { caseId: one.caseId })
  }
  const drop = async () => {
    const gone = await dropping.act((idempotencyKey) => call('POST /repair-cases/{caseId}/withdrawal', { params, idempotencyKey }), '已删去')
    setAsking(false)
    if (!gone) return
    forget()
    await goInstead('repairCases', { firmId: one.firmId ?? undefined })
  }
  return { asking, setAsking, drop, text, type, dirty, agreed, setAgreed, evidence, sign, submit, signProblem: signing.problem, problem: sending.problem ?? saving.problem ?? dropping.problem }
}
