import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { Section } from '../../app/page'
import { today } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { LoanFound, LoanStep } from './queries'
import { refusalsQuery } from './queries'
import { DEEDS, type Deed, FIELDS, type Typed, startOf, stepFrom } from './steps'

/** What the bank may do now: one choice, its few fields, one button. */
export function Act({ found }: { found: LoanFound }) {
  const { deeds } = found
  const [deed, setDeed] = useState<Deed | undefined>(deeds[0])
  const [typed, setTyped] = useState<Typed>(() => startOf(found, today()))
  const [key, setKey] = useState(newKey)
  const refusals = useQuery({ ...refusalsQuery, enabled: deeds.includes('refuse') })
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: (body: LoanStep) => call('POST /lender/loan-applications/{applicationId}/steps', { params: { applicationId: found.applicationId }, body, idempotencyKey: key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['loans'] }),
    onSettled: () => setKey(newKey()),
  })
  if (deed === undefined) return null
  const step = stepFrom(deed, typed)
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  return (
    <Section title="办理">
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (step) sending.mutate(step)
        }}
      >
        <Radio.Group aria-label="办理" value={deed} options={deeds.map((one) => ({ value: one, label: DEEDS[one] }))} onChange={(event) => setDeed(event.target.value as Deed)} />
        {deed === 'refuse' && (
          <label className="field-row">
            <span>理由（企业看得到）</span>
            <Select aria-label="理由" value={typed.code === '' ? undefined : typed.code} placeholder="必选" options={(refusals.data?.items ?? []).map((r) => ({ value: r.code, label: r.title }))} onChange={(code: string) => change({ code })} />
          </label>
        )}
        <div className="field-thirds">
          {FIELDS[deed].map(({ name, label, type }) => (
            <label key={name} className="field-row">
              <span>{label}</span>
              <Input aria-label={label} type={type} value={typed[name]} onChange={(event) => change({ [name]: event.target.value })} />
            </label>
          ))}
        </div>
        {deed === 'disburse' && (
          <Checkbox checked={typed.firstLoan} onChange={(event) => change({ firstLoan: event.target.checked })}>
            首贷户
          </Checkbox>
        )}
        {deed === 'renew' && (
          <Checkbox checked={typed.withoutPrincipal} onChange={(event) => change({ withoutPrincipal: event.target.checked })}>
            无还本续贷
          </Checkbox>
        )}
        {sending.isError && <p role="alert">没有办理：{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</p>}
        <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={step === undefined}>
          {DEEDS[deed]}
        </Button>
      </form>
    </Section>
  )
}
