import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Section } from '../../app/page'
import { day, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { Case } from './queries'

const POSITIONS = [
  { value: 'stands' as const, label: '记录无误' },
  { value: 'wrong' as const, label: '记录有误' },
]
const positionOf = (position: 'stands' | 'wrong') => POSITIONS.find((one) => one.value === position)?.label ?? ''

/** 转交来源单位, and what it answered. */
export function SourceOffice({ found }: { found: Case }) {
  const { objection, officeReply } = found
  const [position, setPosition] = useState<'stands' | 'wrong'>('stands')
  const [reply, setReply] = useState('')
  const [idempotencyKey, setKey] = useState(newKey)
  const client = useQueryClient()
  const params = { objectionId: objection.objectionId }
  const settled = { onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ['objections'] }), client.invalidateQueries({ queryKey: ['objection', objection.objectionId] })]), onSettled: () => setKey(newKey()) }
  const forward = useMutation({ mutationFn: () => call('POST /console/objections/{objectionId}/forwarding', { params, idempotencyKey }), ...settled })
  const enter = useMutation({ mutationFn: () => call('POST /console/objections/{objectionId}/office-reply', { params, body: { position, reply: reply.trim() }, idempotencyKey }), ...settled })
  const error = forward.error ?? enter.error
  const { clock } = objection
  return (
    <Section title="来源单位核查">
      {clock !== null && (
        <p className={clock.urgency === 'red' ? 'prose act-text' : 'prose'}>
          {clock.step === 'forward' ? `${day(clock.dueOn)}前转交来源单位；` : ''}
          {`${day(clock.decideOn)}前办结${clock.provisional ? '（暂估）' : ''}`}
          {clock.urgency === 'red' ? '，已超期' : clock.urgency === 'amber' ? '，将到期' : ''}
          {objection.escalatedAt === null ? '' : `；${instant(objection.escalatedAt)} 已升级督办`}
        </p>
      )}
      {objection.forwardedAt !== null && <p className="prose">{`${instant(objection.forwardedAt)} 转交${objection.forwardedTo ?? ''}`}</p>}
      {officeReply !== null && <p className="prose">{`${positionOf(officeReply.position)}：${officeReply.reply}（${instant(officeReply.at)}）`}</p>}
      {error !== null && <p role="alert">{sentenceOf(error).detail ?? sentenceOf(error).title}</p>}
      {objection.status === 'open' && objection.forwardedAt === null && (
        <div className="answer-form">
          <Button loading={forward.isPending} onClick={() => forward.mutate()} disabled={objection.sourceOffice === null}>
            {`转交${objection.sourceOffice ?? '来源单位'}`}
          </Button>
        </div>
      )}
      {objection.status === 'open' && objection.forwardedAt !== null && officeReply === null && (
        <form
          className="answer-form"
          onSubmit={(event) => {
            event.preventDefault()
            enter.mutate()
          }}
        >
          <Radio.Group aria-label="来源单位意见" value={position} options={POSITIONS} onChange={(event) => setPosition(event.target.value as 'stands' | 'wrong')} />
          <label className="field-row">
            <span>来源单位答复</span>
            <Input.TextArea aria-label="来源单位答复" value={reply} rows={3} maxLength={1000} placeholder="照来源单位的答复登记，附文号" onChange={(event) => setReply(event.target.value)} />
          </label>
          <Button htmlType="submit" loading={enter.isPending} disabled={reply.trim().length < 5}>
            登记答复
          </Button>
        </form>
      )}
    </Section>
  )
}
