import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pages } from '../../access'
import { Section } from '../../app/page'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { InterviewFound } from './queries'

const LEAST = 5

interface StepProps {
  title: string
  label: string
  placeholder: string
  action: string
  choices?: readonly { value: string; label: string }[]
  interviewId: string
  send: (words: string, choice: string, idempotencyKey: string) => Promise<unknown>
}

function Step({ title, label, placeholder, action, choices, interviewId, send }: StepProps) {
  const [words, setWords] = useState('')
  const [choice, setChoice] = useState(choices?.[0]?.value ?? '')
  const [idempotencyKey, setKey] = useState(newKey)
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: () => send(words.trim(), choice, idempotencyKey),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['interviews'] }), queries.invalidateQueries({ queryKey: ['interview', interviewId] }), queries.invalidateQueries({ queryKey: ['monitoring'] })]),
    onSettled: () => setKey(newKey()),
  })
  return (
    <Section title={title}>
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        {choices !== undefined && <Radio.Group aria-label={title} value={choice} options={[...choices]} onChange={(event) => setChoice(event.target.value as string)} />}
        <label className="field-row">
          <span>{label}</span>
          <Input.TextArea aria-label={label} value={words} rows={3} maxLength={2000} placeholder={placeholder} onChange={(event) => setWords(event.target.value)} />
        </label>
        {sending.isError && <p role="alert">没有提交：{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</p>}
        <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={words.trim().length < LEAST}>
          {action}
        </Button>
      </form>
    </Section>
  )
}

/** What may be done next with an interview. */
export function StepForms({ one }: { one: InterviewFound }) {
  const { interviewId, status } = one
  const params = { interviewId }
  if (status === 'notified')
    return (
      <>
        <Step title="登记约谈结果" label="约谈结果" placeholder="提醒了什么、企业怎么回应、要求与期限" action="登记结果" interviewId={interviewId} send={(result, _, idempotencyKey) => call('POST /console/interviews/{interviewId}/result', { params, body: { result }, idempotencyKey })} />
        <Step title="取消约谈" label="取消原因" placeholder="企业会看到原文" action="取消约谈" interviewId={interviewId} send={(reason, _, idempotencyKey) => call('POST /console/interviews/{interviewId}/cancellation', { params, body: { reason }, idempotencyKey })} />
      </>
    )
  if (status !== 'appealed') return null
  return (
    <Step
      title="处理申诉"
      label="处理理由"
      placeholder="由没有参加约谈的人处理，企业会看到原文"
      action="提交处理结果"
      choices={[
        { value: 'upheld', label: '维持约谈结果' },
        { value: 'revoked', label: '撤销约谈结果' },
      ]}
      interviewId={interviewId}
      send={(decision, outcome, idempotencyKey) => call('POST /console/interviews/{interviewId}/decision', { params, body: { outcome: outcome === 'revoked' ? 'revoked' : 'upheld', decision }, idempotencyKey })}
    />
  )
}

/** `2026-11-24T10:00` of the office's clock → the instant. */
const instantOf = (local: string) => new Date(`${local}:00+08:00`).toISOString()

/** 约谈通知. */
export function NoticeForm({ firmId }: { firmId: string }) {
  const [reason, setReason] = useState('三年内多次受到行政处罚')
  const [place, setPlace] = useState('')
  const [at, setAt] = useState('')
  const [idempotencyKey, setKey] = useState(newKey)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: () => call('POST /console/interviews', { body: { firmId, reason: reason.trim(), place: place.trim(), appointedAt: instantOf(at) }, idempotencyKey }),
    onSuccess: async (made) => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['interviews'] }), queries.invalidateQueries({ queryKey: ['monitoring'] })])
      await navigate(`${pages.interviews.path}/${made.interviewId}`)
    },
    onSettled: () => setKey(newKey()),
  })
  return (
    <Section title="发约谈通知">
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        <label className="field-row">
          <span>约谈事由</span>
          <Input.TextArea aria-label="约谈事由" value={reason} rows={2} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
        </label>
        <label className="field-row">
          <span>时间</span>
          <Input aria-label="时间" type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
        </label>
        <label className="field-row">
          <span>地点</span>
          <Input aria-label="地点" value={place} maxLength={200} onChange={(event) => setPlace(event.target.value)} />
        </label>
        {sending.isError && <p role="alert">没有发出：{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</p>}
        <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={reason.trim().length < LEAST || place.trim().length < 2 || at === ''}>
          发出通知
        </Button>
      </form>
    </Section>
  )
}
