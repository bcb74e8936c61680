import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useDecisionKeys } from '../../app/case-keys'
import { Section } from '../../app/page'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import type { ApplicationCase, Decision } from './queries'

type Outcome = Decision['outcome']
type Defect = Extract<Decision, { outcome: 'returned' }>['defects'][number]

const OUTCOMES: readonly { value: Outcome; label: string }[] = [
  { value: 'approved', label: '通过' },
  { value: 'returned', label: '要求补正' },
  { value: 'refused', label: '不予通过' },
]
const ACTIONS: Readonly<Record<Outcome, string>> = { approved: '通过申请', returned: '一次告知补正', refused: '不予通过' }
const FIELDS: readonly { value: Defect['field']; label: string }[] = [
  { value: 'licence', label: '营业执照' },
  { value: 'name', label: '商户名称' },
  { value: 'industry', label: '行业' },
  { value: 'contact', label: '联系人' },
  { value: 'stores', label: '门店' },
  { value: 'other', label: '其他' },
]
const BLANK: Defect = { field: 'licence', message: '' }

/** What the form says, as the server takes it; nothing while it is not complete. */
export function decisionOf(outcome: Outcome, defects: readonly Defect[], reason: string): Decision | undefined {
  if (outcome === 'approved') return { outcome }
  if (outcome === 'refused') return reason.trim().length < 4 ? undefined : { outcome, reason: reason.trim() }
  const written = defects.filter((defect) => defect.message.trim().length >= 2).map((defect) => ({ ...defect, message: defect.message.trim() }))
  return written.length === 0 ? undefined : { outcome, defects: written }
}

export function DecideForm({ found }: { found: ApplicationCase }) {
  const [outcome, setOutcome] = useState<Outcome>('approved')
  const [defects, setDefects] = useState<readonly Defect[]>([BLANK])
  const [reason, setReason] = useState('')
  const client = useQueryClient()
  const decision = decisionOf(outcome, defects, reason)
  const send = useMutation({
    mutationFn: (body: Decision) => call('POST /console/merchant-applications/{applicationId}/decision', { params: { applicationId: found.applicationId }, body }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['merchant-applications'] }), client.invalidateQueries({ queryKey: ['merchant-application', found.applicationId] }), client.invalidateQueries({ queryKey: ['merchants'] })]),
  })
  const form = useRef<HTMLFormElement>(null)
  const choose = (next: Outcome, focused: string) => () => {
    flushSync(() => setOutcome(next))
    form.current?.querySelector<HTMLElement>(focused)?.focus()
  }
  useDecisionKeys({ a: choose('approved', 'button[type=submit]'), r: found.mayReturn ? choose('returned', 'input:not([role=combobox])[maxlength]') : choose('refused', 'textarea') })
  const problem = send.isError ? sentenceOf(send.error) : undefined
  const edit = (at: number, change: Partial<Defect>) => setDefects((before) => before.map((defect, i) => (i === at ? { ...defect, ...change } : defect)))
  return (
    <Section title="审核">
      <form
        ref={form}
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (decision) send.mutate(decision)
        }}
      >
        <Radio.Group aria-label="审核结果" value={outcome} options={OUTCOMES.filter(({ value }) => value !== 'returned' || found.mayReturn)} onChange={(event) => setOutcome(event.target.value as Outcome)} />
        {outcome === 'approved' && <p className="quiet">通过后，商户、门店、店主岗位和合作协议同时生效。</p>}
        {outcome === 'returned' && (
          <>
            <p className="quiet">补正意见只能告知一次，请把所有问题一次列全。</p>
            {defects.map((defect, at) => (
              <div className="field-row" key={at}>
                <Select aria-label={`补正 ${at + 1}：哪一项`} value={defect.field} options={[...FIELDS]} onChange={(field) => edit(at, { field })} />
                <Input aria-label={`补正 ${at + 1}：要补正什么`} value={defect.message} maxLength={200} onChange={(event) => edit(at, { message: event.target.value })} />
              </div>
            ))}
            <Button onClick={() => setDefects((before) => [...before, BLANK])} disabled={defects.length >= 20}>
              再加一处
            </Button>
          </>
        )}
        {outcome === 'refused' && (
          <label className="field-row">
            <span>原因</span>
            <Input.TextArea aria-label="原因" value={reason} rows={3} maxLength={300} onChange={(event) => setReason(event.target.value)} placeholder="申请人会看到原文" />
          </label>
        )}
        {problem && (
          <p role="alert">
            {problem.title}
            {problem.detail === undefined ? '' : `：${problem.detail}`}
          </p>
        )}
        <Button type="primary" htmlType="submit" danger={outcome === 'refused'} loading={send.isPending} disabled={!decision}>
          {ACTIONS[outcome]}
        </Button>
      </form>
    </Section>
  )
}
