import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Modal, Select } from 'antd'
import type { Api } from '@xinhui/contract'
import { useState } from 'react'
import { count, instant } from '../../lib/format'
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
  termination: { title: '终止和这家商户的合作？', body: '不能撤回。已核销的照常结算。', action: '终止合作' },
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
      {deed === 'termination' && <Left merchantId={merchantId} />}
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

const lines = (left: Api['GET /console/merchants/{merchantId}/termination']['response']): string[] => [
  left.vouchers === 0 ? '没有还没用的券。' : `${count(left.people)} 人的 ${count(left.vouchers)} 张没有用的券取消，名额退回，持券人会收到通知。`,
  ...(left.ordersReserved === 0 ? [] : [`${count(left.ordersReserved)} 单还没取用的免押、先享后付订单随券取消，占用的额度恢复。`]),
  ...(left.ordersInUse === 0 ? [] : [`${count(left.ordersInUse)} 单使用中的订单继续有效，但门店不能再登记归还：请先让门店办结；来不及的，由当事人反映、主管单位裁定。`]),
  ...(left.ordersWindingUp === 0 ? [] : [`${count(left.ordersWindingUp)} 单已归还或定责中的订单照常结清。`]),
  `${count(left.perks)} 项权益下线，${count(left.stores)} 家门店和 ${count(left.posts)} 个岗位停用。`,
]

/** What is living now and what becomes of it, counted when the dialog opens. */
function Left({ merchantId }: { merchantId: string }) {
  const found = useQuery({ queryKey: ['merchant', merchantId, 'termination'], queryFn: ({ signal }) => call('GET /console/merchants/{merchantId}/termination', { params: { merchantId }, signal }), staleTime: 0, gcTime: 0 })
  if (found.isError) return <p role="alert">没有读到会影响哪些券和订单：{sentenceOf(found.error).title}</p>
  if (found.data === undefined) return <p role="status">正在清点还没用的券和未结的订单…</p>
  return (
    <ul className="left-list" aria-label="终止后">
      {lines(found.data).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
