import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Section } from '../../app/page'
import { day, yuan } from '../../lib/format'
import { call } from '../../lib/request'
import { useAct } from './act'
import { kindTitles } from './columns'
import type { Detail, Entry } from './queries'

type Outcome = 'accepted' | 'rejected'
type Disputed = Entry & { dispute: NonNullable<Entry['dispute']> }

const OUTCOMES: readonly { value: Outcome; label: string }[] = [
  { value: 'accepted', label: '采纳：下一张结算单更正' },
  { value: 'rejected', label: '维持：这一笔无误' },
]

/** The office's turn after a dispute: every line is decided, with an answer the merchant reads. */
export function JudgeDisputes({ statement }: { statement: Detail }) {
  const disputed = statement.entries.filter((entry): entry is Disputed => entry.dispute !== null)
  const [answers, setAnswers] = useState<Record<string, { outcome: Outcome; answer: string }>>({})
  const decisions = disputed.map(({ dispute: { disputeId } }) => ({ disputeId, outcome: answers[disputeId]?.outcome ?? ('rejected' as const), answer: (answers[disputeId]?.answer ?? '').trim() }))
  const send = useAct(statement.statementId, () => call('POST /console/settlements/{statementId}/resolution', { params: { statementId: statement.statementId }, body: { decisions } }))
  const change = (disputeId: string, to: Partial<{ outcome: Outcome; answer: string }>) => setAnswers((before) => ({ ...before, [disputeId]: { outcome: 'rejected', answer: '', ...before[disputeId], ...to } }))
  return (
    <Section title="答复异议">
      <div className="answer-form">
        {disputed.map(({ dispute, ...entry }) => (
          <div key={dispute.disputeId} className="field-row">
            <p>
              {day(entry.day)} {kindTitles[entry.kind]} {entry.receiptNo} {yuan(entry.amountFen)}
            </p>
            <p className="prose">{dispute.reason}</p>
            <Radio.Group aria-label={`${entry.receiptNo ?? kindTitles[entry.kind]}的决定`} value={answers[dispute.disputeId]?.outcome ?? 'rejected'} options={[...OUTCOMES]} onChange={(event) => change(dispute.disputeId, { outcome: event.target.value as Outcome })} />
            <Input.TextArea aria-label={`${entry.receiptNo ?? kindTitles[entry.kind]}的答复`} rows={2} maxLength={500} placeholder="写明核实情况，商户会看到原文，至少 5 个字" value={answers[dispute.disputeId]?.answer ?? ''} onChange={(event) => change(dispute.disputeId, { answer: event.target.value })} />
          </div>
        ))}
        <p className="quiet">答复后，付款须由另一人登记。</p>
        {send.problem !== undefined && <p role="alert">{send.problem}</p>}
        <Button type="primary" loading={send.isPending} disabled={decisions.some(({ answer }) => answer.length < 5)} onClick={send.run}>
          提交答复
        </Button>
      </div>
    </Section>
  )
}

/** The last step, by somebody who did not judge the disputes. */
export function PayStatement({ statement }: { statement: Detail }) {
  const [reference, setReference] = useState('')
  const pay = useAct(statement.statementId, () => call('POST /console/settlements/{statementId}/payment', { params: { statementId: statement.statementId }, body: { reference: reference.trim() } }))
  if (statement.resolvedByMe)
    return (
      <Section title="付款">
        <p>异议由您答复，付款须由另一位审核员或管理员登记。</p>
      </Section>
    )
  return (
    <Section title="付款">
      <div className="answer-form">
        <label className="field-row">
          <span>银行流水号</span>
          <Input aria-label="银行流水号" value={reference} maxLength={64} onChange={(event) => setReference(event.target.value)} placeholder="转账后填写" />
        </label>
        {pay.problem !== undefined && <p role="alert">{pay.problem}</p>}
        <Button type="primary" loading={pay.isPending} disabled={reference.trim().length < 4} onClick={pay.run}>
          登记付款 {yuan(statement.totalFen)}
        </Button>
      </div>
    </Section>
  )
}
