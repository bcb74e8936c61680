import { useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import type { Answer } from '../repair.view'
import { type Body, type Form, type FormErrors, START, toBody } from './calculator.view'

/** Works without login; what is typed stays on this page. */
export function useCalculator() {
  const [form, setForm] = useState<Form>(START)
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<ApiError>()
  const [result, setResult] = useState<{ answer: Answer; subjectKind: Body['subjectKind'] }>()

  const change = (part: Partial<Form>) => {
    setForm((before) => ({ ...before, ...part }))
    setErrors({})
    setResult(undefined)
  }

  const ask = async () => {
    const asked = toBody(form)
    setProblem(undefined)
    if ('errors' in asked) {
      setErrors(asked.errors)
      return
    }
    try {
      setResult({ answer: await call('POST /repair/check', { body: asked.body }), subjectKind: asked.body.subjectKind })
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
    }
  }

  return { form, errors, problem, result, change, ask }
}
