import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useDecisionKeys } from '../../app/case-keys'
import { Section } from '../../app/page'
import { call } from '../../lib/request'
import { sentenceOf } from '../../lib/problem'
import type { Answer, Case } from './queries'

type Outcome = Answer['outcome']
type Field = Case['editable'][number]

const OUTCOMES: readonly { value: Outcome; label: string }[] = [
  { value: 'upheld', label: '维持：记录无误' },
  { value: 'corrected', label: '更正：写入新版本' },
  { value: 'withdrawn', label: '撤销：记录作废' },
]

/** What was changed, typed as the catalogue wants it. */
export function changedFields(editable: readonly Field[], typed: Readonly<Record<string, string>>): Record<string, string | number> {
  return Object.fromEntries(
    editable.flatMap((field) => {
      const value = typed[field.name]
      if (value === undefined || value === String(field.value)) return []
      return [[field.name, (field.type === 'number' || field.type === 'fen') && /^-?\d+$/.test(value) ? Number(value) : value]]
    }),
  )
}

function FieldInput({ field, value, onChange }: { field: Field; value: string; onChange: (value: string) => void }) {
  const label = field.type === 'fen' ? `${field.title}（分）` : field.title
  return (
    <label className="field-row">
      <span>{label}</span>
      {field.options ? <Select aria-label={label} value={value} options={field.options.map((option) => ({ value: option, label: option }))} onChange={onChange} /> : <Input aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />}
    </label>
  )
}

export function AnswerForm({ found }: { found: Case }) {
  const { objection, editable } = found
  const [outcome, setOutcome] = useState<Outcome>('upheld')
  const [answer, setAnswer] = useState('')
  const [typed, setTyped] = useState<Record<string, string>>({})
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: () => {
      const body: Answer = outcome === 'corrected' ? { outcome, answer, fields: changedFields(editable, typed) } : { outcome, answer }
      return call('POST /console/objections/{objectionId}/answer', { params: { objectionId: objection.objectionId }, body })
    },
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['objections'] }), client.invalidateQueries({ queryKey: ['objection', objection.objectionId] })]),
  })
  const form = useRef<HTMLFormElement>(null)
  const choose = (next: Outcome) => () => {
    flushSync(() => setOutcome(next))
    form.current?.querySelector('textarea')?.focus()
  }
  useDecisionKeys({ a: choose(found.record === null ? 'upheld' : 'corrected'), r: choose('upheld') })
  const problem = send.isError ? sentenceOf(send.error) : undefined
  return (
    <Section title="处理">
      <form
        ref={form}
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Radio.Group aria-label="处理结果" value={outcome} options={OUTCOMES.filter(({ value }) => value === 'upheld' || found.record !== null)} onChange={(event) => setOutcome(event.target.value as Outcome)} />
        {outcome === 'corrected' && editable.map((field) => <FieldInput key={field.name} field={field} value={typed[field.name] ?? String(field.value)} onChange={(value) => setTyped((before) => ({ ...before, [field.name]: value }))} />)}
        <label className="field-row">
          <span>答复当事人</span>
          <Input.TextArea aria-label="答复当事人" value={answer} rows={4} maxLength={1000} onChange={(event) => setAnswer(event.target.value)} placeholder="写明核实情况和理由，当事人会看到原文" />
        </label>
        {problem && (
          <p role="alert">
            {problem.title}
            {problem.detail === undefined ? '' : `：${problem.detail}`}
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={answer.trim().length < 5}>
          提交处理结果
        </Button>
      </form>
    </Section>
  )
}
