import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { Section } from '../../app/page'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { CommitmentFound } from './queries'

interface FormProps<T extends string> {
  title: string
  choiceLabel: string
  choices: readonly { value: T; label: string }[]
  wordsLabel: string
  placeholder: string
  note?: ReactNode
  action: string
  send: (choice: T, words: string, idempotencyKey: string) => Promise<unknown>
  commitmentId: string
}

const LEAST = 5

/** One choice and its reason. */
function ReasonedForm<T extends string>({ title, choiceLabel, choices, wordsLabel, placeholder, note, action, send, commitmentId }: FormProps<T>) {
  const [choice, setChoice] = useState<T | undefined>(choices[0]?.value)
  const [words, setWords] = useState('')
  const [idempotencyKey, setKey] = useState(newKey)
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: async () => (choice === undefined ? undefined : send(choice, words.trim(), idempotencyKey)),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['commitments'] }), queries.invalidateQueries({ queryKey: ['commitment', commitmentId] })]),
    onSettled: () => setKey(newKey()),
  })
  const problem = sending.isError ? sentenceOf(sending.error) : undefined
  return (
    <Section title={title}>
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        {note !== undefined && <p className="quiet">{note}</p>}
        <Radio.Group aria-label={choiceLabel} value={choice} options={[...choices]} onChange={(event) => setChoice(event.target.value as T)} />
        <label className="field-row">
          <span>{wordsLabel}</span>
          <Input.TextArea aria-label={wordsLabel} value={words} rows={3} maxLength={1000} placeholder={placeholder} onChange={(event) => setWords(event.target.value)} />
        </label>
        {problem && (
          <p role="alert">
            {problem.title}
            {problem.detail === undefined ? '' : `：${problem.detail}`}
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={words.trim().length < LEAST}>
          {action}
        </Button>
      </form>
    </Section>
  )
}

export const CheckForm = ({ commitmentId, check }: { commitmentId: string; check: CommitmentFound['checks'][number] }) => (
  <ReasonedForm
    key={check.checkId}
    title={`登记核查：${check.title}`}
    choiceLabel="核查结果"
    choices={[
      { value: 'met', label: '通过' },
      { value: 'not-met', label: '未通过（先听取说明）' },
    ]}
    wordsLabel="核查情况"
    placeholder="看到什么、问了什么；承诺人会看到原文"
    action="提交核查结果"
    commitmentId={commitmentId}
    send={(result, note, idempotencyKey) => call('POST /console/commitments/{commitmentId}/checks/{checkId}', { params: { commitmentId, checkId: check.checkId }, body: { result, note }, idempotencyKey })}
  />
)

export const DecideForm = ({ one }: { one: CommitmentFound }) => (
  <ReasonedForm
    title="认定"
    choiceLabel="认定结果"
    choices={[
      { value: 'kept', label: '认可，视为践诺' },
      { value: 'broken', label: '违背承诺' },
    ]}
    wordsLabel="认定理由"
    placeholder="写明事实和是否采纳说明，承诺人会看到原文"
    note={one.subjectKind === 'person' ? '个人违背承诺：不扣分、不公示、不惩戒，这份承诺不再加分。' : '认定违背承诺后，记入信用档案，按承诺文本公示。'}
    action="作出认定"
    commitmentId={one.commitmentId}
    send={(outcome, reason, idempotencyKey) => call('POST /console/commitments/{commitmentId}/decision', { params: { commitmentId: one.commitmentId }, body: { outcome, reason }, idempotencyKey })}
  />
)
