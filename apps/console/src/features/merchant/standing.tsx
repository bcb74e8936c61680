import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Modal, Select } from 'antd'
import type { Api } from '@xinhui/contract'
import { useState } from 'react'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'

type Detail = Api['GET /console/merchants/{merchantId}']['response']
type Deed = 'suspension' | 'termination' | 'resumption'
type Suspend = Api['POST /console/merchants/{merchantId}/suspension']['body']['reason']
type Terminate = Api['POST /console/merchants/{merchantId}/termination']['body']['reason']

const shared = [
  { value: 'quality', label: '服务不达标' },
  { value: 'fraud', label: '涉嫌套取补贴' },
  { value: 'licence', label: '证照失效' },
  { value: 'request', label: '商户申请' },
  { value: 'other', label: '其他原因' },
] as const
const suspendReasons: readonly { value: Suspend; label: string }[] = [{ value: 'complaint', label: '投诉核查' }, ...shared]
const terminateReasons: readonly { value: Terminate; label: string }[] = [{ value: 'agreement', label: '协议到期不再续签' }, ...shared]

const WORDS: Readonly<Record<Deed, { title: string; body: string; action: string }>> = {
  suspension: { title: '暂停这家商户？', body: '立即生效：不能领取、出示和核销。顾客的券不计时，恢复后按天顺延；商户和持券人都会收到通知。', action: '暂停' },
  resumption: { title: '恢复这家商户？', body: '立即生效：可以照常领取和核销，顾客没有用的券按暂停的天数顺延。', action: '恢复' },
  termination: { title: '终止和这家商户的合作？', body: '不能撤回：优惠下线，门店和岗位停用，没有用的券取消并退回名额，持券人会收到通知。已核销的照常结算。', action: '终止合作' },
}

/** What holds the merchant now; the serious list's suspension nobody lifts by hand. */
export function HeldFor({ merchant }: { merchant: Detail }) {
  if (merchant.termination) return <Alert type="info" showIcon title={`已于 ${instant(merchant.termination.at)} 终止：${merchant.termination.reasonTitle}`} description={merchant.termination.note} />
  return merchant.suspensions.map((held) => (
    <Alert
      key={held.cause}
      type="warning"
      showIcon
      title={`${instant(held.startedAt)} 起暂停：${held.reasonTitle}`}
      description={held.cause === 'serious-list' ? '系统自动暂停，移出名单后自动恢复。' : held.note}
    />
  ))
}

/** Suspend, resume, terminate: each with what it does in words, and a reason. */
export function StandingActions({ merchant }: { merchant: Detail }) {
  const [deed, setDeed] = useState<Deed>()
  const byOffice = merchant.suspensions.some((held) => held.cause === 'office') || (merchant.status === 'suspended' && merchant.suspensions.length === 0)
  if (merchant.status === 'terminated') return null
  return (
    <>
      {byOffice ? (
        <Button type="primary" onClick={() => setDeed('resumption')}>
          恢复
        </Button>
      ) : (
        <Button onClick={() => setDeed('suspension')}>暂停</Button>
      )}
      <Button danger onClick={() => setDeed('termination')}>
        终止合作
      </Button>
      {deed && <DeedDialog key={deed} merchantId={merchant.merchantId} deed={deed} onClose={() => setDeed(undefined)} />}
    </>
  )
}

function DeedDialog({ merchantId, deed, onClose }: { merchantId: string; deed: Deed; onClose: () => void }) {
  const client = useQueryClient()
  const [suspend, setSuspend] = useState<Suspend>('complaint')
  const [terminate, setTerminate] = useState<Terminate>('agreement')
  const [note, setNote] = useState('')
  const { title, body, action } = WORDS[deed]
  const said = note.trim() === '' ? {} : { note: note.trim() }
  const send = useMutation({
    mutationFn: () => {
      const params = { merchantId }
      if (deed === 'suspension') return call('POST /console/merchants/{merchantId}/suspension', { params, body: { reason: suspend, ...said } })
      if (deed === 'termination') return call('POST /console/merchants/{merchantId}/termination', { params, body: { reason: terminate, ...said } })
      return call('POST /console/merchants/{merchantId}/resumption', { params })
    },
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: ['merchants'] }), client.invalidateQueries({ queryKey: ['merchant', merchantId] })])
      onClose()
    },
  })
  const problem = send.isError ? sentenceOf(send.error) : undefined
  return (
    <Modal open title={title} okText={action} cancelText="先不" okButtonProps={{ danger: deed === 'termination', loading: send.isPending }} onOk={() => send.mutate()} onCancel={onClose}>
      <p>{body}</p>
      {deed !== 'resumption' && (
        <>
          <label className="field-row">
            <span>原因</span>
            {deed === 'suspension' ? <Select aria-label="原因" value={suspend} options={[...suspendReasons]} onChange={setSuspend} /> : <Select aria-label="原因" value={terminate} options={[...terminateReasons]} onChange={setTerminate} />}
          </label>
          <label className="field-row">
            <span>说明</span>
            <Input.TextArea aria-label="说明" value={note} rows={2} maxLength={200} onChange={(event) => setNote(event.target.value)} placeholder="商户会看到原文，不写个人信息" />
          </label>
        </>
      )}
      {problem && (
        <p role="alert">
          {problem.title}
          {problem.detail === undefined ? '' : `：${problem.detail}`}
        </p>
      )}
    </Modal>
  )
}
