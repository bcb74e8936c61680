import type { Api, ApplicationInput, StoreInput } from '@xinhui/contract'
import { useState } from 'react'
import { call } from '../../../lib/request'
import { sendLicence } from '../licence'
import { EMPTY_APPLICATION } from '../merchant.view'
import { useAct } from '../use-act'

type Data = Api['GET /firms/{firmId}/merchant-application']['response']

/** What is typed lives here; it is saved before anything that needs it on the server. */
export function useApply(firmId: string, data: Data, reload: () => Promise<void>) {
  const [form, setForm] = useState<ApplicationInput>(() => {
    const { application } = data
    if (!application) return EMPTY_APPLICATION
    const { name, industry, contactName, contactPhone, stores } = application
    return { name, industry, contactName, contactPhone, stores }
  })
  const [adding, setAdding] = useState(false)
  const [agreed, setAgreed] = useState(false)
  const { problem, act } = useAct()
  const params = { firmId }
  const put = (idempotencyKey: string) => call('PUT /firms/{firmId}/merchant-application', { params, body: form, idempotencyKey })

  const save = async () => {
    if (await act(put, '已存好')) await reload()
  }
  const upload = async () => {
    // Saved first: the new licence must not come back with an older form.
    if ((await act(put)) && (await act(async () => sendLicence(firmId)))) await reload()
  }
  const submit = async () => {
    if (!(await act(put))) return
    if (await act(() => call('POST /firms/{firmId}/merchant-application/submission', { params, body: { agreed: true, textVersion: data.agreement.textVersion } }), '已提交，请等待审核')) await reload()
  }
  const isOpen = data.application?.status === 'draft' || data.application?.status === 'returned'
  return {
    form,
    set: (field: 'name' | 'industry' | 'contactName' | 'contactPhone') => (value: string) => setForm((before) => ({ ...before, [field]: value })),
    licence: isOpen ? data.application?.licence : null,
    addStore: (store: StoreInput) => {
      setForm((before) => ({ ...before, stores: [...before.stores, store] }))
      setAdding(false)
    },
    removeStore: (at: number) => setForm((before) => ({ ...before, stores: before.stores.filter((_, i) => i !== at) })),
    adding,
    setAdding,
    agreed,
    setAgreed,
    problem,
    save,
    upload,
    submit,
  }
}
