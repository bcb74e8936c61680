import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { sentenceOf } from '../lib/problem'
import { type Decisions, useDecisionKeys } from './case-keys'
import { Section } from './page'

interface VerdictProps<Outcome extends string> {
  outcomes: Readonly<Record<Outcome, string>>
  /** What `a` and `r` choose. */
  keys: Readonly<Record<keyof Decisions, Outcome>>
  /** What was found, as whoever reads it is told. */
  label: string
  placeholder: string
  least: number
  send: (outcome: Outcome, text: string) => Promise<unknown>
  /** What has changed afterwards. */
  changes: QueryKey
}

/** The end of a look at something: what came of it, and why. */
export function Verdict<Outcome extends string>({ outcomes, keys, label, placeholder, least, send, changes }: VerdictProps<Outcome>) {
  const [outcome, setOutcome] = useState<Outcome>(keys.a)
  const [text, setText] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const queries = useQueryClient()
  const sending = useMutation({ mutationFn: () => send(outcome, text), onSuccess: () => queries.invalidateQueries({ queryKey: changes }) })
  const choose = (next: Outcome) => () => {
    flushSync(() => setOutcome(next))
    form.current?.querySelector('textarea')?.focus()
  }
  useDecisionKeys({ a: choose(keys.a), r: choose(keys.r) })
  return (
    <Section title="核查">
      <form
        ref={form}
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        <Radio.Group aria-label="核查结果" value={outcome} options={(Object.keys(outcomes) as Outcome[]).map((value) => ({ value, label: outcomes[value] }))} onChange={(event) => setOutcome(event.target.value as Outcome)} />
        <label className="field-row">
          <span>{label}</span>
          <Input.TextArea aria-label={label} value={text} rows={3} maxLength={500} placeholder={placeholder} onChange={(event) => setText(event.target.value)} />
        </label>
        {sending.isError && <p role="alert">没有提交：{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</p>}
        <Button type="primary" htmlType="submit" disabled={text.trim().length < least} loading={sending.isPending}>
          提交
        </Button>
      </form>
    </Section>
  )
}
