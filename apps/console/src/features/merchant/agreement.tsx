import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { type Fact, Facts } from '../../app/facts'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Mark, type Tone } from '../../app/states'
import { day, instant } from '../../lib/format'
import { tellFailure } from '../../lib/problem'
import { call } from '../../lib/request'
import { agreementQuery } from '../merchant-application/queries'
import { SIDES } from './timeline'

type Detail = Api['GET /console/merchants/{merchantId}']['response']

const states: Readonly<Record<Detail['agreement']['state'], { title: string; tone: Tone }>> = {
  outside: { title: '线下签署', tone: 'plain' },
  running: { title: '有效', tone: 'good' },
  ending: { title: '快到期', tone: 'wait' },
  over: { title: '已到期，停止发券', tone: 'act' },
}

const reminderWords = (days: number | null): string => (days === null ? '还没有（到期前 30 天、7 天和到期时各一次）' : days === 0 ? '已提醒：到期' : `已提醒：到期前 ${days} 天`)

const terms: readonly Column<Detail['agreements'][number]>[] = [
  { title: '起', value: (term) => day(term.validFrom), width: 150 },
  { title: '止', value: (term) => day(term.validUntil), width: 150 },
  { title: '签署', value: (term) => instant(term.signedAt), cell: (term) => <span className="nowrap">{instant(term.signedAt)}</span>, width: 160 },
  { title: '登记', value: (term) => SIDES[term.by], width: 110 },
  { title: '协议文本', value: (term) => term.textVersion, minWidth: 120 },
]

/** Until when the agreement runs, what the merchant was reminded of, and every term before; those who may write down a renewal signed on paper. */
export function Agreement({ merchant, mayRenew }: { merchant: Detail; mayRenew: boolean }) {
  const { agreement, agreements, agreementRemindedDays, merchantId } = merchant
  const { state, textVersion, signedAt, validUntil, daysLeft } = agreement
  const [renewing, setRenewing] = useState(false)
  const dates: readonly Fact[] =
    validUntil === null
      ? [['到期', '系统里没有记录，店主可以在线补签']]
      : [
          ['到期', state === 'ending' ? `${day(validUntil)}，还有 ${daysLeft ?? 0} 天` : day(validUntil)],
          ['签署', signedAt === null ? '' : instant(signedAt)],
          ['协议文本', textVersion ?? ''],
          ['到期提醒', reminderWords(agreementRemindedDays)],
        ]
  return (
    <Section
      title="合作协议"
      aside={
        <>
          <Mark tone={states[state].tone}>{states[state].title}</Mark>
          {mayRenew && agreement.mayRenew && <Button onClick={() => setRenewing(true)}>登记线下续签</Button>}
        </>
      }
    >
      <Facts rows={dates} />
      {(state === 'ending' || state === 'over') && <p className="quiet">店主可以在小程序“合作协议”里续签；签了纸质协议的，在这里登记。到期后已发出的券照常核销。</p>}
      {agreements.length > 1 && <Rows label="各期协议" rows={agreements} columns={terms} rowKey={(term) => term.validFrom} />}
      {renewing && <Renewal merchantId={merchantId} onClose={() => setRenewing(false)} />}
    </Section>
  )
}

/** The text in force, the last day that was signed, and the word that it was. */
function Renewal({ merchantId, onClose }: { merchantId: string; onClose: () => void }) {
  const client = useQueryClient()
  const text = useQuery(agreementQuery).data
  const [until, setUntil] = useState('')
  const [isSigned, setSigned] = useState(false)
  const send = useMutation({
    mutationFn: (textVersion: string) => call('POST /console/merchants/{merchantId}/agreement', { params: { merchantId }, body: { agreed: true, textVersion, validUntil: until } }),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ['merchants'] }), client.invalidateQueries({ queryKey: ['merchant', merchantId] })])
      onClose()
    },
  })
  return (
    <Modal open title="登记线下续签" okText="登记" cancelText="先不" okButtonProps={{ loading: send.isPending, disabled: !isSigned || until === '' || text === undefined }} onOk={() => text && send.mutate(text.textVersion)} onCancel={onClose}>
      <p>接在现有协议之后；已到期的，从今天起。登记后商户会收到通知，到期提醒重新计算。</p>
      <label className="field-row">
        <span>到期日</span>
        <Input type="date" aria-label="到期日" style={{ width: 170 }} value={until} onChange={(event) => setUntil(event.target.value)} />
      </label>
      <Checkbox checked={isSigned} onChange={(event) => setSigned(event.target.checked)}>
        {text === undefined ? '这一版协议已由商户签字盖章，纸质件已存档' : `${text.title}（${text.textVersion}）已由商户签字盖章，纸质件已存档`}
      </Checkbox>
      {send.isError && (
        <p role="alert" className="act-text">
          没有登记：{tellFailure(send.error).join('；')}
        </p>
      )}
    </Modal>
  )
}
