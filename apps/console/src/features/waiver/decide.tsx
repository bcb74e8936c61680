import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useDecisionKeys } from '../../app/case-keys'
import { Section } from '../../app/page'
import { yuan } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { WaiverCase } from './queries'

/** `12.5` → 1250; undefined when it is no amount of yuan and fen. */
export function fenOf(text: string): number | undefined {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text.trim())
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined
}

const REASON_MIN = 5

/** How much of the claim is upheld, and why: both sides read it. */
export function DecideForm({ found }: { found: WaiverCase }) {
  // Without a claim it is about a return that was not registered: how much is due in all.
  const mostFen = found.claimFen ?? found.holdFen
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [idempotencyKey] = useState(newKey)
  const client = useQueryClient()
  const upheldFen = fenOf(amount)
  const tooMuch = upheldFen !== undefined && upheldFen > mostFen
  const send = useMutation({
    mutationFn: () => call('POST /console/waivers/{waiverId}/decision', { params: { waiverId: found.waiverId }, body: { upheldFen: upheldFen ?? 0, reason: reason.trim() }, idempotencyKey }),
    onSuccess: (decided) => {
      client.setQueryData(['waiver', found.waiverId], decided)
      return client.invalidateQueries({ queryKey: ['waivers'] })
    },
  })
  const form = useRef<HTMLFormElement>(null)
  const fill = (fen: number) => () => {
    flushSync(() => setAmount((fen / 100).toFixed(2)))
    form.current?.querySelector('textarea')?.focus()
  }
  useDecisionKeys({ a: fill(mostFen), r: fill(0) })
  const problem = send.isError ? sentenceOf(send.error) : undefined
  return (
    <Section title="裁定">
      <form
        ref={form}
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <label className="field-row">
          <span>{found.claimFen === null ? `应付金额（元），最多 ${yuan(mostFen)}` : `支持金额（元），商户申请 ${yuan(mostFen)}`}</span>
          <Input aria-label={found.claimFen === null ? '应付金额' : '支持金额'} inputMode="decimal" value={amount} maxLength={9} status={tooMuch ? 'error' : ''} onChange={(event) => setAmount(event.target.value)} placeholder={found.claimFen === null ? '没有费用填 0' : '不支持填 0'} />
        </label>
        {tooMuch && <p role="alert">{`最多 ${yuan(mostFen)}`}</p>}
        <label className="field-row">
          <span>理由</span>
          <Input.TextArea aria-label="理由" value={reason} rows={4} maxLength={500} onChange={(event) => setReason(event.target.value)} placeholder="写明核实情况和依据，双方都会看到原文" />
        </label>
        {problem && (
          <p role="alert">
            {problem.title}
            {problem.detail === undefined ? '' : `：${problem.detail}`}
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={upheldFen === undefined || tooMuch || reason.trim().length < REASON_MIN}>
          作出裁定
        </Button>
      </form>
    </Section>
  )
}
