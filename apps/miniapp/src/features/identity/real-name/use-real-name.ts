import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { ApiError } from '../../../lib/api-error'
import { dayOf } from '../../../lib/format'
import { goOn, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { readPersona } from '../../../lib/session'
import { writeCache } from '../../../lib/storage'
import { toast } from '../../../components/toast'
import { useLoad } from '../../../lib/use-load'
import { useMine } from '../../../lib/use-mine'
import { checkForm, errorsFrom, hasErrors, type RealNameErrors, type RealNameForm } from './real-name.view'

export function useRealName() {
  const next = paramOf(useRouter().params, 'next')
  const me = useMine('me', () => call('GET /me'))
  const [form, setForm] = useState<RealNameForm>({ name: '', idNumber: '' })
  const [errors, setErrors] = useState<RealNameErrors>({})
  const [problem, setProblem] = useState<ApiError>()
  const persona = readPersona()
  // Only the demo knows personas; their data is fictional.
  const fictional = useLoad(persona, async () => (await call('GET /demo/personas')).items.find(({ key }) => key === persona) ?? null)

  const type = (field: keyof RealNameForm) => (value: string) => {
    setForm((before) => ({ ...before, [field]: value }))
    setErrors((before) => ({ ...before, [field]: undefined }))
  }

  const fill = () => {
    if (!fictional.data) return
    const { name, idNumber } = fictional.data
    setForm({ name, idNumber })
    setErrors({})
  }

  const submit = async () => {
    const found = checkForm(form, dayOf(Date.now()))
    setErrors(found)
    setProblem(undefined)
    if (hasErrors(found)) return
    try {
      writeCache('cache:me', await call('POST /me/real-name', { body: { name: form.name.trim(), idNumber: form.idNumber.trim() } }), Date.now())
      toast('实名认证完成')
      await goOn(next)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const fields = errorsFrom(error)
      setErrors(fields)
      if (error.code === 'ALREADY_REAL_NAMED') await goOn(next)
      else if (!hasErrors(fields)) setProblem(error)
    }
  }

  return { me, form, errors, problem, canFill: Boolean(fictional.data), type, fill, submit, leave: () => goOn(next) }
}
